import type RouterService from "@ember/routing/router-service";
import { service } from "@ember/service";
import DiscourseRoute from "discourse/routes/discourse";
import { i18n } from "discourse-i18n";

export default class VeilleDifferesRoute extends DiscourseRoute {
  @service declare router: RouterService;

  beforeModel(): void {
    if (!this.currentUser) {
      this.router.replaceWith("veille.aide");
    }
  }

  titleToken(): string {
    return i18n("veille.tabs.deferred");
  }
}
