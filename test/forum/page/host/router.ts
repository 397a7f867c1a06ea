import { tracked } from "@glimmer/tracking";

/** Addresses of the plugin's routes; the page's own need no names. */
const named: Record<string, string> = {
  "veille.index": "/veille",
  "veille.differes": "/veille/differes",
  "veille.prevenir": "/veille/prevenir",
  "veille.permanences": "/veille/permanences",
  "veille.aide": "/veille/aide",
  "veille.reglages": "/veille/reglages",
  "veille.reglages.index": "/veille/reglages",
  "veille.reglages.types": "/veille/reglages/types",
  "veille.reglages.permanences": "/veille/reglages/permanences",
  "veille.reglages.textes": "/veille/reglages/textes",
  "veille.reglages.etat": "/veille/reglages/etat",
};

/** What an address shows. */
export type Place =
  | { name: "topic"; id: number }
  | { name: "category"; id: number }
  | { name: "reglages"; part: string }
  | { name: "messages" | "list" | "veille" | "differes" | "aide" | "prevenir" | "permanences" | "preferences" };

/** The page's address, changed without loading anew. */
export class Router {
  @tracked path = location.pathname;

  /** Links within the page, but those meant for another window. */
  private follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.("a");
    const other = event.metaKey || event.ctrlKey || event.shiftKey;
    if (link && link.origin === location.origin && !link.target && !other && !event.defaultPrevented) {
      event.preventDefault();
      this.go(link.pathname + link.search);
    }
  };

  constructor() {
    addEventListener("popstate", () => (this.path = location.pathname));
    document.addEventListener("click", this.follow);
  }

  urlFor(route: string): string {
    return named[route] ?? "/";
  }

  go(path: string): void {
    history.pushState(null, "", path);
    this.path = location.pathname;
    scrollTo(0, 0);
  }

  get place(): Place {
    const [, first, second, third] = this.path.split("/");
    if (first === "t") {
      return { name: "topic", id: Number(third) };
    }
    if (first === "c") {
      return { name: "category", id: Number(third) };
    }
    if (first === "u") {
      return { name: "preferences" };
    }
    if (first === "veille" && second === "reglages") {
      return { name: second, part: third ?? "" };
    }
    if (first === "veille") {
      return second === "differes" || second === "aide" || second === "prevenir" || second === "permanences"
        ? { name: second }
        : { name: "veille" };
    }
    return { name: first === "messages" ? "messages" : "list" };
  }
}
