import type RouterService from "@ember/routing/router-service";
import { service } from "@ember/service";
import DiscourseRoute from "discourse/routes/discourse";

/** A page for members; visitors get the one that is theirs. */
export class MembersRoute extends DiscourseRoute {
  @service declare router: RouterService;

  beforeModel(): void {
    if (!this.currentUser) {
      this.router.replaceWith("veille.aide");
    }
  }
}
