import type RouterService from "@ember/routing/router-service";
import { service } from "@ember/service";
import DiscourseRoute from "discourse/routes/discourse";

/** Visitors get the page that is theirs. */
export default class VeilleIndexRoute extends DiscourseRoute {
  @service declare router: RouterService;

  beforeModel(): void {
    if (!this.currentUser) {
      this.router.replaceWith("veille.aide");
    }
  }
}
