import { gapsOf } from "@veille/shared/time/gaps";
import type { Interval } from "@veille/shared/time/interval";
import { watchedTime } from "@veille/shared/time/shifts";
import type { Named } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import type { KindRecord } from "../kinds/kinds.ts";
import { type Away, awayIn } from "./away.ts";
import { namesOf } from "./people.ts";
import { presentAt } from "./presence.ts";
import { hasPresence, hasTable } from "./rights.ts";
import { type ShiftRecord, shiftsBetween } from "./shift-store.ts";
import { tickedBy } from "./ticks-store.ts";
import { heldIn } from "./view.ts";

export { maySeeNames } from "./rights.ts";
export { watchRevision } from "./shift-store.ts";

const day = 86_400_000;
/** How far ahead what is known of the roster is looked at, to say when something changes. */
const horizon = 2 * day;

/** Somebody's time on watch, by a shift or a presence; instants, ms, UTC. */
export interface Watcher extends Interval {
  userId: number;
  /** null: they did not tick that they may be named */
  named: Named | null;
  /** what can't wait may reach them */
  urgent: boolean;
}

interface Span extends Interval {
  userId: number;
  kind: string;
}

function spansOf(shift: ShiftRecord, kind: KindRecord, away: Away): Span[] {
  const times = watchedTime(shift, shift.ofDays, kind);
  return shift.people.flatMap(({ userId }) =>
    away.less(userId, shift.start, times).map((time) => ({ ...time, userId, kind: kind.id }))
  );
}

/**
 * Who is on watch from `now` (ms) on for two days, by kind: whose shift or presence runs, but nobody on leave,
 * suspended or gone. Nothing of a step that the kind has not reached.
 */
export async function watchersOf(ctx: Context, kinds: KindRecord[], now: number): Promise<Map<string, Watcher[]>> {
  const byKind = new Map<string, Watcher[]>(kinds.map(({ id }) => [id, []]));
  if (!kinds.some(hasPresence)) return byKind;
  const [here, shifts] = await Promise.all([presentAt(ctx, now), shiftsBetween(ctx, now, now + horizon)]);
  const away = await awayIn(
    ctx,
    shifts,
    here.map(({ userId }) => userId)
  );
  const spans: Span[] = [];
  for (const kind of kinds) {
    if (!hasPresence(kind)) continue;
    for (const { userId, since, until, kinds: where } of here) {
      if (!where.includes(kind.id)) continue;
      const times = away.less(userId, now, [{ start: since, end: until }]);
      spans.push(...times.map((time) => ({ ...time, userId, kind: kind.id })));
    }
    if (!hasTable(kind)) continue;
    for (const shift of shifts) if (shift.kind === kind.id) spans.push(...spansOf(shift, kind, away));
  }
  const userIds = [...new Set(spans.map(({ userId }) => userId))];
  const [names, urgent] = await Promise.all([namesOf(ctx, userIds), tickedBy(ctx, "urgent", userIds)]);
  for (const { userId, kind, start, end } of spans) {
    if (end <= now) continue;
    const named = names.get(userId) ?? null;
    byKind.get(kind)!.push({ userId, named, urgent: urgent.includes(userId), start, end });
  }
  return byKind;
}

/** An open slot: a shift that lacks people. */
export interface OpenSlot extends Interval {
  shift: ShiftRecord;
  missing: number;
  nobody: Interval[];
}

/** The open slots of these kinds that start in `[from, until)` (ms), soonest first. */
export async function openSlots(ctx: Context, kinds: KindRecord[], from: number, until: number): Promise<OpenSlot[]> {
  const tables = kinds.filter(hasTable);
  if (tables.length === 0) return [];
  const shifts = await shiftsBetween(ctx, from, until);
  const away = await awayIn(ctx, shifts);
  const slots = tables.flatMap(({ id }) => {
    const ofKind = shifts.filter(({ kind }) => kind === id);
    const staffed = ofKind.map((shift) => {
      const { start, end, places } = shift;
      return { start, end, places, held: heldIn(shift, away), record: shift };
    });
    return gapsOf(staffed).map(({ shift, missing, nobody }) => ({
      ...{ start: shift.start, end: shift.end, shift: shift.record, missing, nobody },
    }));
  });
  return slots.filter(({ start }) => start >= from).sort((a, b) => a.start - b.start);
}
