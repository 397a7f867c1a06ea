import DiscourseRoute from "discourse/routes/discourse";
import { i18n } from "discourse-i18n";

export default class VeilleRoute extends DiscourseRoute {
  titleToken(): string {
    return i18n("veille.title");
  }
}
