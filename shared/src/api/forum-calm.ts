/** Silence outside declared hours. */
import { z } from "zod";
import { Instant } from "./common.ts";
import { ForumKey } from "./forum-publication.ts";

/** `PUT /veille/loud-intervals.json`: finished, as UTC instants for 35 days; null: as before, nothing is held. */
export const LoudIntervalsItem = z.strictObject({
  userId: z.int(),
  /** grows with every push, by at least the milliseconds of the clock: 64 bits; an older one never overwrites */
  version: z.int(),
  intervals: z
    .array(z.tuple([Instant, Instant]))
    .max(500)
    .nullable(),
});
export type LoudIntervalsItem = z.infer<typeof LoudIntervalsItem>;
export const LoudIntervalsRequest = z.strictObject({ items: z.array(LoudIntervalsItem).min(1).max(200) });
export const LoudIntervalsAnswer = z.object({
  items: z.array(z.object({ userId: z.int(), outcome: z.enum(["stored", "older", "gone", "not_reached"]) })),
});

/** What was held for a person and is still unread and visible to them, oldest first. */
export const HeldThing = z.object({
  heldId: z.int(),
  /** the forum's notification type */
  type: z.int(),
  at: Instant,
  topicId: z.int().nullable(),
  postId: z.int().nullable(),
  postNumber: z.int().nullable(),
  title: z.string().nullable(),
  /** who caused it */
  byUsername: z.string().nullable(),
});
export type HeldThing = z.infer<typeof HeldThing>;
/**
 * `POST /veille/held.json`: `heldIds` is everything unmarked, also what is read or invisible by now. `unopened` is the
 * newest digest where that person has not opened it, with what it marked and is still unread and visible. At most 50
 * people.
 */
export const HeldRequest = z.strictObject({ userIds: z.array(z.int()).min(1).max(50) });
export const HeldOf = z.object({
  userId: z.int(),
  outcome: z.enum(["read", "not_reached"]),
  heldIds: z.array(z.int()),
  things: z.array(HeldThing),
  unopened: z.object({ key: ForumKey, things: z.array(HeldThing) }).nullable(),
});
export type HeldOf = z.infer<typeof HeldOf>;
export const HeldAnswer = z.object({ people: z.array(HeldOf) });

/**
 * `POST /veille/beat.json`, once a minute: silence is a lease. `noneDue`: for whom nothing is due at `start`, by the
 * service's word. `stale`: for whom the plugin has stopped holding.
 */
export const BeatRequest = z.strictObject({
  noneDue: z.array(z.strictObject({ userId: z.int(), start: Instant })).max(500),
});
export const BeatAnswer = z.object({ leaseUntil: Instant, stale: z.array(z.int()) });
