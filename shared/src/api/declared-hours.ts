import { z } from "zod";
import { Instant, KindId, LocalDate, Version, Words, Zone } from "./common.ts";
import { WeeklyWindow } from "./kind.ts";

/**
 * When a person accepts to be alerted. Private, no commitment. `as_before`: the forum does what it always did ·
 * `team`: the hours of one kind · `own`: windows of one's own.
 */
export const DeclaredHoursFields = z.strictObject({
  mode: z.enum(["as_before", "team", "own"]),
  /** with `team` */
  kind: KindId.nullable(),
  /** with `own`; may be empty: nothing rings, the digest comes once a day at 9:00 */
  windows: z.array(WeeklyWindow).max(100),
  zone: Zone,
  /** own shifts are loud too */
  shiftsLoud: z.boolean(),
});
export type DeclaredHoursFields = z.infer<typeof DeclaredHoursFields>;

/** `PUT /v1/me/declared-hours`: 202 until the forum has it. */
export const PutDeclaredHours = z
  .strictObject({ version: Version, ...DeclaredHoursFields.shape })
  .meta({ id: "PutDeclaredHours" });
export type PutDeclaredHours = z.infer<typeof PutDeclaredHours>;

export const DeclaredHours = z
  .strictObject({
    version: Version,
    ...DeclaredHoursFields.shape,
    /** whether the forum acts by this version */
    forumHasIt: z.boolean(),
    /** whether anything is held at all outside them; not as before, nor by the hours of a kind that has none any more */
    holds: z.boolean(),
    /** nothing rings now */
    muted: z.boolean(),
    /** until when it stays so; null: nothing changes within 35 days, nor begins within 400 */
    until: Instant.nullable(),
    /** with `own`: `all_week`, `overlap`, and boundaries within a clock change */
    flags: z.array(z.string()),
    /** whose hours may be taken: of the kinds whose team this person is in, those that have some */
    kinds: z.array(z.strictObject({ id: KindId, name: Words, hours: z.array(WeeklyWindow), zone: z.string() })),
  })
  .meta({ id: "DeclaredHours" });
export type DeclaredHours = z.infer<typeof DeclaredHours>;

/** Local dates in the person's zone, both included. */
export const Absence = z
  .strictObject({ from: LocalDate, until: LocalDate })
  .refine((absence) => absence.from <= absence.until, { path: ["until"], message: "ends_before_start" });
export type Absence = z.infer<typeof Absence>;
export const PutLeave = z
  .strictObject({ version: Version, absences: z.array(Absence).max(100) })
  .meta({ id: "PutLeave" });
export type PutLeave = z.infer<typeof PutLeave>;
export const Leave = z.strictObject({ version: Version, absences: z.array(Absence) }).meta({ id: "Leave" });
export type Leave = z.infer<typeof Leave>;

export const DigestChoice = z
  .strictObject({ version: Version, rhythm: z.enum(["daily", "each", "mondays", "never"]) })
  .meta({ id: "DigestChoice" });
export type DigestChoice = z.infer<typeof DigestChoice>;
