import { i18n } from "discourse-i18n";
import { MembersRoute } from "../../lib/members-route.ts";

export default class VeilleDifferesRoute extends MembersRoute {
  titleToken(): string {
    return i18n("veille.tabs.deferred");
  }
}
