interface RouteMap {
  route(name: string, nested?: (this: RouteMap) => void): void;
}

export default function (this: RouteMap) {
  this.route("veille", function (this: RouteMap) {
    this.route("differes");
    this.route("aide");
  });
}
