import { z } from "zod";
import { Instant, KindId, LocalDate, Version, WallTime, Words } from "./common.ts";

/** Chosen by who makes it; never used again, also when the template is gone. */
export const TemplateId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/);

/** `<template>:<local date>`; with `.<n>` where that name was used before. It stays when the shift moves. */
export const ShiftId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}:\d{4}-\d{2}-\d{2}(\.\d{1,4})?$/);

/**
 * How long: until a wall time (at or before the start: on the next day, equal: 24 hours), or so many days, to the same
 * wall time. Never hours: a night lasts 11 in March and 13 in October.
 */
export const ShiftLength = z.union([
  z.strictObject({ end: WallTime }),
  z.strictObject({ days: z.int().min(1).max(14) }),
]);

/** The first shift is on the first `weekday` at or after `anchor`, the next ones `everyWeeks` weeks apart. */
export const ShiftPattern = z.strictObject({
  anchor: LocalDate,
  /** the last local date on which one may start; null: for good */
  until: LocalDate.nullable(),
  everyWeeks: z.int().min(1).max(26),
  /** ISO weekday, Monday is 1 */
  weekday: z.int().min(1).max(7),
  start: WallTime,
  length: ShiftLength,
  /** also on the kind's holidays; on its closures never */
  onHolidays: z.boolean(),
});
export type ShiftPattern = z.infer<typeof ShiftPattern>;

export const ShiftTemplateFields = z.strictObject({
  kind: KindId,
  /** « La semaine du 15 août »; null: the screens say its hours */
  name: Words.nullable(),
  /** what it consists of; null: the usual words */
  about: Words.nullable(),
  ...ShiftPattern.shape,
  places: z.int().min(1).max(50),
});
export type ShiftTemplateFields = z.infer<typeof ShiftTemplateFields>;

const Confirm = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * `PUT /v1/shift-templates/{id}`: version 0 makes a new one. `confirm`: the digest of the preview, where the change
 * concerns people.
 */
export const PutShiftTemplate = z
  .strictObject({ version: Version, confirm: Confirm.nullable(), ...ShiftTemplateFields.shape })
  .refine(({ anchor, until }) => until === null || anchor <= until, {
    path: ["until"],
    message: "ends_before_start",
  })
  .meta({ id: "PutShiftTemplate" });
export type PutShiftTemplate = z.infer<typeof PutShiftTemplate>;

/** `DELETE /v1/shift-templates/{id}` */
export const DeleteShiftTemplate = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
  confirm: Confirm.optional(),
});

/** `flags`: a start or end within a clock change, as for a kind's hours. */
export const ShiftTemplate = z
  .strictObject({ id: TemplateId, version: Version, ...ShiftTemplateFields.shape, flags: z.array(z.string()) })
  .meta({ id: "ShiftTemplate" });
export type ShiftTemplate = z.infer<typeof ShiftTemplate>;
export const ShiftTemplateList = z
  .strictObject({ templates: z.array(ShiftTemplate) })
  .meta({ id: "ShiftTemplateList" });

/** `POST /v1/shift-templates/{id}/preview`; `fields` null: what deleting it would mean. */
export const PreviewRequest = z
  .strictObject({ version: Version, fields: z.strictObject(ShiftTemplateFields.shape).nullable() })
  .meta({ id: "PreviewRequest" });

const Touched = z.strictObject({
  shift: ShiftId,
  date: LocalDate,
  start: Instant,
  /** how many hold a place, and how many are on the waiting list */
  people: z.int(),
  listed: z.int(),
});

/** What a change would do. Nothing is done yet. */
export const TemplatePreview = z
  .strictObject({
    /** to confirm exactly this */
    digest: Confirm,
    /** somebody's place would move or go: it has to be confirmed */
    concerns: z.boolean(),
    /** the shifts of the next four weeks as they would be */
    next: z.array(z.strictObject({ date: LocalDate, start: Instant, end: Instant })),
    made: z.int(),
    kept: z.int(),
    /** to another day of the week, or to other hours: who is in them goes along, and is told */
    moved: z.array(z.strictObject({ ...Touched.shape, toDate: LocalDate, toStart: Instant })),
    /** gone; with those concerned, who are told */
    freed: z.array(Touched),
    /** there are more people than places: so many of the last ones are told that theirs is gone */
    fewer: z.array(z.strictObject({ ...Touched.shape, leaving: z.int() })),
  })
  .meta({ id: "TemplatePreview" });
export type TemplatePreview = z.infer<typeof TemplatePreview>;
