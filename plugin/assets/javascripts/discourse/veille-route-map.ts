interface RouteMap {
  route(name: string, nested?: (this: RouteMap) => void): void;
}

export default function (this: RouteMap) {
  this.route("veille", function (this: RouteMap) {
    this.route("differes");
    this.route("prevenir");
    this.route("permanences");
    this.route("aide");
    this.route("reglages", function (this: RouteMap) {
      this.route("types");
      this.route("permanences");
      this.route("textes");
      this.route("etat");
    });
  });
}
