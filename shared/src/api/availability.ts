import { z } from "zod";
import { ForumId, Instant, KindId, LocalDate, Words } from "./common.ts";
import { WeeklyWindow } from "./kind.ts";

export const AvailabilityState = z.enum(["on_watch", "team_hours", "away", "any_time"]);
export type AvailabilityState = z.infer<typeof AvailabilityState>;

export const KindAvailability = z
  .strictObject({
    id: KindId,
    name: Words,
    sentence: Words.nullable(),
    categoryIds: z.array(ForumId),
    groupName: z.string().nullable(),
    state: AvailabilityState,
    /** who is on watch and wants to be named, and may be by the site's setting */
    people: z.array(z.strictObject({ username: z.string(), name: z.string().nullable() })),
    /** end of the present stretch; null when away, at any time, or always there */
    until: Instant.nullable(),
    /** start of the next opening when away; null: none within a year, or none needed */
    nextOpening: Instant.nullable(),
    /** the team's hours as they are set, wall times in `zone`, holidays and closures not taken off; empty: it has none */
    week: z.array(WeeklyWindow),
    /** public holidays are taken off that week */
    offOnHolidays: z.boolean(),
    /** the next that end today or later in `zone`, local dates, both included, by their beginning; why is not said */
    closures: z.array(z.strictObject({ from: LocalDate, until: LocalDate })).max(3),
    zone: z.string(),
    usualDelay: Words.nullable(),
    offHoursLine: z.boolean(),
    /** 1 hours, 2 presence, 3 table: nothing of a higher step shows */
    step: z.int(),
    /** for members: what can't wait, and whether somebody is there who wants to hear of it; null: off */
    urgent: z.strictObject({ cases: z.array(Words), reachable: z.boolean() }).nullable(),
  })
  .meta({ id: "KindAvailability" });
export type KindAvailability = z.infer<typeof KindAvailability>;

/** `GET /v1/availability`: the shown kinds. Nothing changes before `nextChangeAt` but by somebody's act. */
export const Availability = z
  .strictObject({
    kinds: z.array(KindAvailability),
    notice: Words.nullable(),
    /** the co-op's own way to say that nobody has to answer off-hours; null: the ordinary one */
    calm: Words.nullable(),
    links: z.array(z.strictObject({ label: Words, url: z.url() })),
    serverTime: Instant,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: "Availability" });
export type Availability = z.infer<typeof Availability>;

/** `GET · PUT /v1/words`: what a co-op says beside its availability, in its own words. */
export const SiteWords = z
  .strictObject({
    version: z.int().min(0),
    notice: Words.nullable(),
    /** that nobody has to answer off-hours; null: the ordinary sentence */
    calm: Words.nullable().default(null),
    links: z.array(z.strictObject({ label: Words, url: z.url({ protocol: /^https?$/ }) })).max(20),
    /** false: availability is for members only, also where the site needs no login */
    visitors: z.boolean().default(true),
  })
  .meta({ id: "SiteWords" });
export type SiteWords = z.infer<typeof SiteWords>;
