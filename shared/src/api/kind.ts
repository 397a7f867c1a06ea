import { z } from "zod";
import { ForumId, KindId, LateRule, LocalDate, MovedOnRule, Version, WallTime, Words, Zone } from "./common.ts";

/** ISO weekday, Monday is 1. `end` at or before `start` runs over midnight; equal means 24 hours. */
export const WeeklyWindow = z.strictObject({ weekday: z.int().min(1).max(7), start: WallTime, end: WallTime });
export type WeeklyWindow = z.infer<typeof WeeklyWindow>;

/** Local dates, both included, on which a kind is shut. */
export const Closure = z
  .strictObject({ from: LocalDate, until: LocalDate, reason: Words.nullable().default(null) })
  .refine((closure) => closure.from <= closure.until, { path: ["until"], message: "ends_before_start" });
export type Closure = z.infer<typeof Closure>;

/** Everything that decides when a kind's team is there. `region` as in date-holidays: `FR`, `FR-57`, `RE`; null: none. */
export const TeamHours = z.strictObject({
  zone: Zone,
  region: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
    .nullable(),
  /** null: no hours at all, help at any time */
  hours: z.array(WeeklyWindow).max(100).nullable(),
  closures: z.array(Closure).max(200),
  /** local corrections of the region's public holidays; they win */
  holidays: z.strictObject({ add: z.array(LocalDate).max(100), remove: z.array(LocalDate).max(100) }),
});
export type TeamHours = z.infer<typeof TeamHours>;

export const KindFields = z.strictObject({
  name: Words,
  sentence: Words.nullable(),
  groupId: ForumId.nullable(),
  groupName: z.string().max(60).nullable(),
  categoryIds: z.array(ForumId).max(100),
  ...TeamHours.shape,
  usualDelay: Words.nullable(),
  step: z.int().min(1).max(3),
  late: LateRule,
  movedOn: MovedOnRule,
  offHoursLine: z.boolean(),
  shown: z.boolean(),
  /** from step 2 on: the co-op's own list of what can't wait; null: nobody is asked */
  urgent: z.array(Words).min(1).max(20).nullable().default(null),
});
export type KindFields = z.infer<typeof KindFields>;

/** `PUT /v1/kinds/{id}`: version 0 makes a new one, else the version that was read. */
export const PutKind = z.strictObject({ version: Version, ...KindFields.shape }).meta({ id: "PutKind" });
export type PutKind = z.infer<typeof PutKind>;

/** `flags` names what is accepted but looked at twice, such as boundaries within [02:00, 03:00). */
export const Kind = z
  .strictObject({ id: KindId, version: Version, ...KindFields.shape, flags: z.array(z.string()) })
  .meta({ id: "Kind" });
export type Kind = z.infer<typeof Kind>;

export const KindList = z.strictObject({ kinds: z.array(Kind) }).meta({ id: "KindList" });
