import { z } from "zod";
import { Instant, KindId, LocalDate, WallTime, Words } from "./common.ts";
import { ShiftId, TemplateId } from "./shift-template.ts";
import { Named } from "./watch.ts";

/** One thing that a coordinator did. What it was done to is told as it was then, also where it is gone by now. */
export const WatchHistoryLine = z.strictObject({
  at: Instant,
  /** the forum's user id */
  by: z.int(),
  /** who that is; null: not known (any more) */
  person: Named.nullable(),
  /** a template: made, changed, removed; a place: freed; a shift: proposed to somebody, a proposal: withdrawn */
  what: z.enum(["made", "changed", "removed", "freed", "proposed", "withdrawn"]),
  /** the id of a template or of a shift */
  of: z.union([TemplateId, ShiftId]),
  /** null, as all that follows: not known any more */
  kind: KindId.nullable(),
  /** the template's own name, where it has one */
  name: Words.nullable(),
  /** of a template: when its shifts begin; ISO weekday, wall time of the kind's zone */
  pattern: z.strictObject({ weekday: z.int().min(1).max(7), start: WallTime }).nullable(),
  /** of a shift: when it was */
  shift: z.strictObject({ date: LocalDate, start: Instant, end: Instant, ofDays: z.boolean() }).nullable(),
});
export type WatchHistoryLine = z.infer<typeof WatchHistoryLine>;

/** `GET /v1/watch/history`: who changed what, newest first, at most the last 500; for coordinators. */
export const WatchHistory = z.strictObject({ lines: z.array(WatchHistoryLine) }).meta({ id: "WatchHistory" });
