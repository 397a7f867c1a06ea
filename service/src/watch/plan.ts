import { createHash } from "node:crypto";
import type { ShiftTemplateFields } from "@veille/shared/api/shift-template";
import { addDays } from "@veille/shared/time/local-date";
import { closedForShifts, type ShiftTime, shiftsOf } from "@veille/shared/time/shifts";
import { localDateOf, weekdayOf } from "@veille/shared/time/wall-time";
import type { KindRecord } from "../kinds/kinds.ts";
import type { ShiftRecord } from "./shift-store.ts";
import type { RawPlan } from "./template-store.ts";

/** Shifts are made that many days ahead. */
export const ahead = 26 * 7;

/** What becomes of one shift that stands. */
export interface Change {
  shift: ShiftRecord;
  to: ShiftTime;
  moved: boolean;
  /** numbers of those for whom there is no place any more */
  leaving: number[];
}

export interface Plan {
  make: ShiftTime[];
  kept: number;
  change: Change[];
  cancel: ShiftRecord[];
}

const monday = (date: string): string => addDays(date, 1 - weekdayOf(date));

type Closed = ReturnType<typeof closedForShifts>;
const closed = new WeakMap<KindRecord, Closed>();
function closedOf(kind: KindRecord): Closed {
  let found = closed.get(kind);
  if (!found) closed.set(kind, (found = closedForShifts(kind)));
  return found;
}

/** The shifts that a template wants, from now on (ms) for 26 weeks. */
export function wanted(fields: ShiftTemplateFields, kind: KindRecord, now: number): ShiftTime[] {
  const today = localDateOf(now, kind.zone);
  const dates = [today, addDays(today, ahead)] as const;
  return shiftsOf(fields, kind.zone, ...dates, closedOf(kind)(fields.onHolidays)).filter(({ start }) => start > now);
}

/** Who has to leave where there are more people than places: who is on leave first, then the last to come. */
function leavingOf({ people }: ShiftRecord, places: number, away: number[]): number[] {
  const order = [...people].sort(
    (a, b) => Number(away.includes(a.userId)) - Number(away.includes(b.userId)) || a.number - b.number
  );
  return order.slice(places).map(({ number }) => number);
}

/**
 * What has to happen so that a template's shifts are those it wants; `fields` null: it goes. A shift keeps its name: on
 * the same date it stays, else it moves within its week, else it goes with those in it. What has begun is left alone.
 */
export function planOf(
  fields: ShiftTemplateFields | null,
  kind: KindRecord | null,
  standing: ShiftRecord[],
  now: number,
  away: (shift: string) => number[]
): Plan {
  const free = fields && kind ? wanted(fields, kind, now) : [];
  const open = standing.filter(({ gone, start }) => !gone && start > now).sort((a, b) => a.start - b.start);
  const pairs = new Map<ShiftRecord, ShiftTime>();
  const pair = (fits: (shift: ShiftRecord, time: ShiftTime) => boolean) => {
    for (const shift of open) {
      if (pairs.has(shift)) continue;
      const at = free.findIndex((time) => fits(shift, time));
      if (at >= 0) pairs.set(shift, free.splice(at, 1)[0]!);
    }
  };
  pair((shift, { date }) => shift.date === date);
  pair((shift, { date }) => monday(shift.date) === monday(date));
  const change: Change[] = [];
  for (const [shift, to] of pairs) {
    const moved = shift.start !== to.start || shift.end !== to.end;
    const leaving = leavingOf(shift, fields!.places, away(shift.id));
    const ofDays = "days" in fields!.length;
    if (moved || leaving.length > 0 || shift.places !== fields!.places || shift.ofDays !== ofDays)
      change.push({ shift, to, moved, leaving });
  }
  return { make: free, kept: pairs.size - change.length, change, cancel: open.filter((shift) => !pairs.has(shift)) };
}

export const isEmpty = ({ make, change, cancel }: Plan): boolean => make.length + change.length + cancel.length === 0;

const concerned = ({ change, cancel }: Plan) => ({
  moved: change.filter(({ shift, moved }) => moved && shift.people.length > 0),
  fewer: change.filter(({ leaving }) => leaving.length > 0),
  cancel: cancel.filter(({ people }) => people.length > 0),
});

/** Whether somebody's place moves or goes. */
export const concernsPeople = (plan: Plan): boolean => Object.values(concerned(plan)).some((list) => list.length > 0);

/** Confirms exactly what was shown: the wording, and whose places it touches. */
export function digestOf(id: string, fields: ShiftTemplateFields | null, plan: Plan): string {
  const { moved, fewer, cancel } = concerned(plan);
  const people = (shift: ShiftRecord) => shift.people.map(({ number }) => number);
  const said = [
    [id, fields],
    moved.map(({ shift, to }) => [shift.id, shift.start, to.date, to.start, to.end, people(shift)]),
    fewer.map(({ shift, leaving }) => [shift.id, leaving]),
    cancel.map((shift) => [shift.id, people(shift)]),
  ];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

/** As the script reads it. Names that were used before, by what is gone, get a number behind. */
export function rawPlan(id: string, fields: ShiftTemplateFields | null, plan: Plan, standing: ShiftRecord[]): RawPlan {
  const used = new Set(standing.map((shift) => shift.id));
  const nameOf = (date: string): string => {
    const name = `${id}:${date}`;
    for (let n = 0; ; n += 1) {
      const one = n === 0 ? name : `${name}.${n}`;
      if (!used.has(one)) return one;
    }
  };
  const ofDays = fields !== null && "days" in fields.length;
  const times = ({ date, start, end }: ShiftTime) => ({ d: date, s: start, e: end, days: ofDays });
  const places = fields?.places ?? 1;
  return {
    checks: Object.fromEntries(
      [...plan.change.map(({ shift }) => shift), ...plan.cancel].map((shift) => [shift.id, shift.rev])
    ),
    make: plan.make.map((time) => ({ id: nameOf(time.date), k: fields!.kind, ...times(time), places })),
    change: plan.change.map(({ shift, to, leaving }) => ({ id: shift.id, ...times(to), places, leaving })),
    cancel: plan.cancel.map((shift) => shift.id),
  };
}
