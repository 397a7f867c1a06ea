import type RouterService from "@ember/routing/router-service";
import type Transition from "@ember/routing/transition";
import { service } from "@ember/service";
import DiscourseRoute from "discourse/routes/discourse";
import { i18n } from "discourse-i18n";

export default class VeilleRoute extends DiscourseRoute {
  @service declare router: RouterService;

  /** Visitors get the page that is theirs. */
  beforeModel(transition: Transition): void {
    if (!this.currentUser && transition.to?.name !== "veille.aide") {
      this.router.replaceWith("veille.aide");
    }
  }

  titleToken(): string {
    return i18n("veille.title");
  }
}
