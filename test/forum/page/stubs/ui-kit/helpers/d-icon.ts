import { trustHTML } from "@ember/template";
import { shapes } from "../../../host/shapes.ts";

/** Drawn by hand here; the forum has its own set. */
export default ((id: string) =>
  trustHTML(
    `<svg class="fa d-icon d-icon-${id} svg-icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[id] ?? shapes.unknown}</svg>`
  )) satisfies (typeof import("discourse/ui-kit/helpers/d-icon"))["default"];
