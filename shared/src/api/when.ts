import { z } from "zod";
import { Instant, KindId, LocalMinute, Zone } from "./common.ts";

export const OpeningWhen = z.strictObject({ opening: KindId, notBefore: Instant.optional() });

/** `disambiguation` is needed only for a wall time that the clock change repeats or skips (Temporal's terms). */
export const MomentWhen = z.strictObject({
  moment: z.strictObject({
    local: LocalMinute,
    zone: Zone,
    disambiguation: z.enum(["earlier", "later"]).optional(),
  }),
});

/** When a post is to come out: at the first opening of a kind, or at a chosen moment. */
export const When = z.union([OpeningWhen, MomentWhen]).meta({ id: "When" });
export type When = z.infer<typeof When>;

/** `GET /v1/openings?kind`: what the composer offers. Choices with equal instants stand once. */
export const Openings = z
  .strictObject({
    choices: z.array(
      z.strictObject({
        id: z.enum(["opening", "tomorrow"]),
        when: When,
        at: Instant,
        /** the same instant as a wall time in `zone`, to the minute */
        local: z.string(),
        zone: z.string(),
      })
    ),
    /** the kind's next opening is more than 7 days away: say so when deferring */
    farAway: z.boolean(),
    /** how many posts of this person wait */
    waiting: z.int(),
    /** local bounds for a picker in `zone`: not before, not after */
    zone: z.string(),
    earliest: Instant,
    latest: Instant,
    serverTime: Instant,
  })
  .meta({ id: "Openings" });
export type Openings = z.infer<typeof Openings>;

export const OpeningsQuery = z.strictObject({ kind: KindId.optional() });
