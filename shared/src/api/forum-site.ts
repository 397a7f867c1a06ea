/** What the forum says of itself. */
import { z } from "zod";

/** `POST /veille/site.json`, body `{}`: read each minute. */
export const Site = z.object({
  title: z.string(),
  baseUrl: z.string(),
  locale: z.string(),
  loginRequired: z.boolean(),
  minPostLength: z.int(),
  maxPostLength: z.int(),
  minTopicTitleLength: z.int(),
  maxTopicTitleLength: z.int(),
  settings: z.object({
    waitingPerPerson: z.int(),
    daysAhead: z.int(),
    callsPerMinute: z.int(),
    late: z.enum(["publish", "next_opening", "give_back"]),
    movedOn: z.enum(["give_back", "publish"]),
    botUsername: z.string(),
    contact: z.string().nullable(),
    /** who reads the names of those on watch who ticked it */
    namesShownTo: z.enum(["team", "members", "everybody"]).default("members"),
    /** who reads the table of shifts */
    tableShownTo: z.enum(["team", "members"]).default("team"),
    /** how long a standing order holds where nobody says */
    orderMonths: z.int().min(1).max(12).default(3),
  }),
  plugin: z.string(),
  contract: z.int(),
  discourse: z.string(),
  /** names of what the boot check did not find in this Discourse */
  missing: z.array(z.string()),
  /** what this plugin has beyond the first contract; `calm`: it keeps quiet outside declared hours */
  features: z.array(z.string()).default([]),
});
export type Site = z.infer<typeof Site>;

/** `GET /veille/about.json`, for everybody. */
export const PluginAbout = z.object({
  plugin: z.string(),
  contract: z.int(),
  discourse: z.string(),
  missing: z.array(z.string()),
});
