import { z } from "zod";
import { ForumId, Instant, KindId, LocalDate, Version, Words } from "./common.ts";
import { ShiftId, TemplateId } from "./shift-template.ts";

/** Somebody who ticked that they may be named, to who may read it. */
export const Named = z.strictObject({ username: z.string(), name: z.string().nullable() });
export type Named = z.infer<typeof Named>;

/** `POST /v1/me/presence`: at most 12 hours. `kinds`: all of mine where not said. */
export const PutPresence = z
  .strictObject({
    for: z.enum(["hour", "tonight", "until"]),
    until: Instant.optional(),
    kinds: z.array(KindId).min(1).max(50).optional(),
  })
  .refine((asked) => (asked.for === "until") === (asked.until !== undefined), {
    path: ["until"],
    message: "required",
  })
  .meta({ id: "PutPresence" });
export type PutPresence = z.infer<typeof PutPresence>;

/** `GET /v1/me/presence`; `until` null: not here. `kinds`: where this person may say so. */
export const Presence = z
  .strictObject({ until: Instant.nullable(), kinds: z.array(KindId), mayBeIn: z.array(KindId) })
  .meta({ id: "Presence" });
export type Presence = z.infer<typeof Presence>;

/** Who is in a place: only coordinators see these. `number` names the place, never the person. */
const SignUp = z.strictObject({ number: z.int(), person: Named.nullable(), wantsReplacement: z.boolean() });

/** One dated stretch of watching, as the person who asks may see it. */
export const Shift = z
  .strictObject({
    id: ShiftId,
    template: TemplateId,
    kind: KindId,
    name: Words.nullable(),
    about: Words.nullable(),
    /** local date of the kind's zone on which it starts */
    date: LocalDate,
    start: Instant,
    end: Instant,
    zone: z.string(),
    /** of days: one is on watch during team hours only */
    ofDays: z.boolean(),
    places: z.int(),
    /** places that anybody of the team may take at once */
    free: z.int(),
    /** held places whose people would like a replacement */
    replacements: z.int(),
    people: z.array(Named),
    /** others, who are not named */
    others: z.int(),
    /** how many wait for a place */
    waiting: z.int(),
    mine: z.enum(["confirmed", "wants_replacement"]).nullable(),
    /** my place on the waiting list, from 1 */
    listed: z.strictObject({ place: z.int(), automatic: z.boolean() }).nullable(),
    /** in the team of its kind: may take places */
    maySignUp: z.boolean(),
    /** for coordinators; null for everybody else */
    signUps: z.array(SignUp).nullable(),
  })
  .meta({ id: "Shift" });
export type Shift = z.infer<typeof Shift>;

/** `GET /v1/shifts?from&to&kind`, and `.csv`: local dates of each kind's zone, both included; at most 200 days. */
export const ShiftsQuery = z.strictObject({
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  kind: KindId.optional(),
});
export const ShiftList = z.strictObject({ shifts: z.array(Shift), serverTime: Instant }).meta({ id: "ShiftList" });
export type ShiftList = z.infer<typeof ShiftList>;

/** When a shift is, or was. */
const ShiftWhen = { date: LocalDate, start: Instant, end: Instant, ofDays: z.boolean() };

/**
 * `GET /v1/shifts/{id}`: the shift behind a link. It keeps its id when it moves: `was` says where it stood before its
 * last move, null: it never moved. 404 `shift_gone` with a `GoneShift` as `present` where it will not take place (its
 * template or its date went); 404 `not_found`: nobody knows it (any more), or not for this person.
 */
export const OneShift = z
  .strictObject({ shift: Shift, was: z.strictObject(ShiftWhen).nullable(), serverTime: Instant })
  .meta({ id: "OneShift" });
export type OneShift = z.infer<typeof OneShift>;
/** What is known of a shift that is gone. */
export const GoneShift = z
  .strictObject({ id: ShiftId, kind: KindId, zone: z.string(), ...ShiftWhen })
  .meta({ id: "GoneShift" });
export type GoneShift = z.infer<typeof GoneShift>;

/** What one's own act led to. `overlaps`: other shifts of mine at the same time; a warning, no refusal. */
export const ShiftAnswer = z.strictObject({ shift: Shift, overlaps: z.array(ShiftId) }).meta({ id: "ShiftAnswer" });
export type ShiftAnswer = z.infer<typeof ShiftAnswer>;

/** `PUT /v1/shifts/{id}/waiting`: `automatic`: a place that frees is mine at once, but in the last 24 h before the start. */
export const PutWaiting = z.strictObject({ automatic: z.boolean() }).meta({ id: "PutWaiting" });

/**
 * `PUT /v1/shift-templates/{id}/orders/me`: a place on every occurrence until a date (included), 3 months where not
 * said; where one is full, a place on its waiting list.
 */
export const PutOrder = z
  .strictObject({ until: LocalDate.optional(), automatic: z.boolean().optional() })
  .meta({ id: "PutOrder" });
export const Order = z
  .strictObject({
    template: TemplateId,
    until: LocalDate,
    automatic: z.boolean(),
    /** what this put brought; empty when it is only read */
    taken: z.array(ShiftId),
    listed: z.array(ShiftId),
    /** other shifts of mine at the same time as what was taken; a warning, no refusal */
    overlaps: z.array(ShiftId),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;
export const OrderEnded = z.strictObject({ freed: z.array(ShiftId) }).meta({ id: "OrderEnded" });

/** `GET · PUT /v1/me/watch`: what a team member ticked. All off until then. */
export const WatchTicks = z
  .strictObject({
    version: Version,
    /** my name may be shown while I am on watch, and in the table */
    named: z.boolean(),
    /** tell me where somebody asks for a replacement */
    calls: z.boolean(),
    /** tell me of open slots */
    gaps: z.boolean(),
    /** what can't wait may reach me while I am on watch */
    urgent: z.boolean(),
  })
  .meta({ id: "WatchTicks" });
export type WatchTicks = z.infer<typeof WatchTicks>;

/**
 * `POST /v1/proposals`: nothing holds before the person's "D'accord". 422 `not_in_team` where they are not in the team
 * of the shift's kind. `DELETE /v1/proposals/{id}`, for coordinators: withdraws it; 204, also where there is none. The
 * person hears of that only if they had heard of the proposal.
 */
export const Propose = z.strictObject({ shift: ShiftId, userId: ForumId }).meta({ id: "Propose" });
export const Proposal = z
  .strictObject({
    id: z.string(),
    shift: Shift,
    userId: z.int(),
    /** to whom; null: not known */
    person: Named.nullable(),
    /** for coordinators: on leave when it starts, a warning; false for everybody else */
    away: z.boolean(),
    madeAt: Instant,
    mine: z.boolean(),
  })
  .meta({ id: "Proposal" });
export type Proposal = z.infer<typeof Proposal>;
/** `GET /v1/proposals`: those made to me; for coordinators all. */
export const ProposalList = z.strictObject({ proposals: z.array(Proposal) }).meta({ id: "ProposalList" });

/** `GET /v1/gaps`, and `.csv`: shifts that lack people, soonest first; at most 8 weeks where not said. */
export const Gap = z
  .strictObject({
    shift: Shift,
    missing: z.int(),
    /** the time in which nobody at all is there */ nobody: z.array(z.tuple([Instant, Instant])),
  })
  .meta({ id: "Gap" });
export const GapList = z.strictObject({ gaps: z.array(Gap), serverTime: Instant }).meta({ id: "GapList" });

/**
 * `GET · POST · DELETE /v1/me/calendar`. `path` (below the service's own address) only in the answer that makes it: the
 * secret is kept hashed.
 */
export const CalendarFeed = z
  .strictObject({ madeAt: Instant.nullable(), path: z.string().nullable() })
  .meta({ id: "CalendarFeed" });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
