import { CONTRACT, type PluginAbout, type Site } from "@veille/shared/api/forum";
import type { z } from "zod";
import type { Context } from "../context.ts";

export const about = (): z.infer<typeof PluginAbout> => ({
  plugin: "0.1.0",
  contract: CONTRACT,
  discourse: "stand-in",
  missing: [],
});

export function site({ settings, origin }: Context): Site {
  return {
    title: settings.title,
    baseUrl: origin,
    locale: settings.default_locale,
    loginRequired: settings.login_required,
    minPostLength: settings.min_post_length,
    maxPostLength: settings.max_post_length,
    minTopicTitleLength: settings.min_topic_title_length,
    maxTopicTitleLength: settings.max_topic_title_length,
    settings: {
      waitingPerPerson: settings.veille_waiting_per_person,
      daysAhead: settings.veille_days_ahead,
      callsPerMinute: settings.veille_calls_per_minute,
      late: settings.veille_late_rule as Site["settings"]["late"],
      movedOn: settings.veille_moved_on_rule as Site["settings"]["movedOn"],
      botUsername: settings.veille_bot_username,
      contact: settings.veille_contact || null,
      namesShownTo: settings.veille_names_shown_to as Site["settings"]["namesShownTo"],
      tableShownTo: settings.veille_table_shown_to as Site["settings"]["tableShownTo"],
      orderMonths: settings.veille_order_months,
    },
    ...about(),
    features: ["calm", "members"],
  };
}
