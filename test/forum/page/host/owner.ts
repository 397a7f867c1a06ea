import { setOwner } from "@ember/owner";
import Veille from "../../../../plugin/assets/javascripts/discourse/services/veille.ts";
import VeilleAlerts from "../../../../plugin/assets/javascripts/discourse/services/veille-alerts.ts";
import VeilleComposer from "../../../../plugin/assets/javascripts/discourse/services/veille-composer.ts";
import VeilleDeferred from "../../../../plugin/assets/javascripts/discourse/services/veille-deferred.ts";
import VeilleForumAlerts from "../../../../plugin/assets/javascripts/discourse/services/veille-forum-alerts.ts";
import VeilleModeration from "../../../../plugin/assets/javascripts/discourse/services/veille-moderation.ts";
import VeilleOwnShifts from "../../../../plugin/assets/javascripts/discourse/services/veille-own-shifts.ts";
import VeillePreferences from "../../../../plugin/assets/javascripts/discourse/services/veille-preferences.ts";
import VeilleSetup from "../../../../plugin/assets/javascripts/discourse/services/veille-setup.ts";
import VeilleShifts from "../../../../plugin/assets/javascripts/discourse/services/veille-shifts.ts";
import VeilleUndo from "../../../../plugin/assets/javascripts/discourse/services/veille-undo.ts";
import VeilleUrgent from "../../../../plugin/assets/javascripts/discourse/services/veille-urgent.ts";
import VeilleWatch from "../../../../plugin/assets/javascripts/discourse/services/veille-watch.ts";
import { AppEvents } from "./app-events.ts";
import { Composer } from "./composer.ts";
import type { Category } from "./composer-model.ts";
import { Dialog } from "./dialog.ts";
import type { PageSettings, SessionUser } from "./forum.ts";
import { Modal } from "./modal.ts";
import { Outlets } from "./outlets.ts";
import { Router } from "./router.ts";
import { Store } from "./store.ts";
import { Toasts } from "./toasts.ts";
import { TopicController } from "./topic-controller.ts";

/** The plugin's own services, made when first asked for, as Ember makes them. */
const plugins: Record<string, { create(fields: object): object }> = {
  veille: Veille,
  "veille-alerts": VeilleAlerts,
  "veille-composer": VeilleComposer,
  "veille-deferred": VeilleDeferred,
  "veille-forum-alerts": VeilleForumAlerts,
  "veille-moderation": VeilleModeration,
  "veille-own-shifts": VeilleOwnShifts,
  "veille-preferences": VeillePreferences,
  "veille-setup": VeilleSetup,
  "veille-shifts": VeilleShifts,
  "veille-undo": VeilleUndo,
  "veille-urgent": VeilleUrgent,
  "veille-watch": VeilleWatch,
};

/** Everything that components find by `@service`: the forum's as plain imitations, the plugin's as they are. */
export function createOwner(settings: PageSettings, currentUser: SessionUser | null, categories: Category[]) {
  const appEvents = new AppEvents();
  const router = new Router();
  const toasts = new Toasts();
  const services: Record<string, unknown> = {
    "app-events": appEvents,
    appEvents,
    router,
    toasts,
    "current-user": currentUser,
    currentUser,
    categories,
    settings,
    site: { categories },
    composer: new Composer(appEvents, toasts, router, categories),
    dialog: new Dialog(),
    modal: new Modal(),
    outlets: new Outlets(),
    store: new Store(),
    siteSettings: {
      veille_enabled: true,
      veille_service_url: settings.serviceUrl,
      veille_coordinator_groups: settings.coordinatorGroups,
      login_required: false,
    },
  };
  services["site-settings"] = services.siteSettings;
  let Controller = TopicController;
  const owner = {
    lookup(fullName: string): unknown {
      const name = fullName.replace(/^service:/, "");
      if (name === "controller:topic") {
        services[name] ??= Object.assign(new Controller(), { router });
      } else if (!(name in services) && plugins[name]) {
        const fields = {};
        setOwner(fields, owner as never);
        services[name] = plugins[name].create(fields);
      }
      return services[name];
    },
    /** the one class that plugins change here */
    modifyClass(_name: "controller:topic", change: (Superclass: typeof TopicController) => typeof TopicController) {
      Controller = change(Controller);
    },
    factoryFor: () => undefined,
    register: () => undefined,
    hasRegistration: () => false,
  };
  return owner;
}
export type Owner = ReturnType<typeof createOwner>;
