/** The page begins here: who is there, what the plugin puts where, and then everything is drawn. */
import { renderComponent } from "@ember/renderer";
import "../../../plugin/assets/javascripts/discourse/api-initializers/veille.gts";
import "./styles/base.scss";
import "./styles/layout.scss";
import "./styles/topic.scss";
import "./styles/composer.scss";
import "./styles/float.scss";
// after the forum's own, as it is there
import "../../../plugin/assets/stylesheets/veille.scss";
import "../../../plugin/assets/stylesheets/veille-availability.scss";
import "../../../plugin/assets/stylesheets/veille-composer.scss";
import "../../../plugin/assets/stylesheets/veille-windows.scss";
import "../../../plugin/assets/stylesheets/veille-form.scss";
import "../../../plugin/assets/stylesheets/veille-setup.scss";
import "../../../plugin/assets/stylesheets/veille-state.scss";
import "../../../plugin/assets/stylesheets/veille-alerts.scss";
import "../../../plugin/assets/stylesheets/veille-moderation.scss";
import "../../../plugin/assets/stylesheets/veille-here.scss";
import "../../../plugin/assets/stylesheets/veille-watch.scss";
import App from "./components/app.gts";
import { applyChoices } from "./host/choices.ts";
import type { Category } from "./host/composer-model.ts";
import { ask, pageSettings, whoAmI } from "./host/forum.ts";
import { createOwner } from "./host/owner.ts";
import { createPluginApi } from "./host/plugin-api.ts";
import { runInitializers } from "./stubs/lib/api.ts";

applyChoices();
const settings = await pageSettings();
const [user, { category_list }] = await Promise.all([
  whoAmI(settings),
  ask("GET", "/categories.json") as Promise<{
    category_list: { categories: Category[] };
  }>,
]);
const owner = createOwner(settings, user, category_list.categories);
runInitializers(createPluginApi(owner));
renderComponent(App, { into: document.getElementById("page")!, owner });
