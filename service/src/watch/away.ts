import { type Interval, subtractIntervals } from "@veille/shared/time/interval";
import { isOnLeave } from "@veille/shared/time/loud-intervals";
import { addDays, localDateOf, startBoundary } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { loadChoices } from "../declared-hours/store.ts";
import { knownPeople } from "./people.ts";
import type { ShiftRecord } from "./shift-store.ts";

/** For who chose neither hours nor a zone. */
const usualZone = "Europe/Paris";

/** Who, of those in a shift or on its list, does not count in it: on leave when it starts, or suspended. */
export interface Away {
  of: (shift: string) => number[];
  /** whether that person is away at an instant (ms) */
  at: (userId: number, instant: number) => boolean;
  /** what of these times is left of somebody in a shift that began at `start` (ms): nothing of one that starts on leave */
  less(userId: number, start: number, times: Interval[]): Interval[];
  /** as scripts read it */
  json(): string;
}

/** For these shifts, and for `others` who are not in them yet. One round trip each for leaves, zones and suspensions. */
export async function awayIn(ctx: Context, shifts: ShiftRecord[], others: number[] = []): Promise<Away> {
  const ids = new Set(others);
  for (const { people, list } of shifts) for (const { userId } of [...people, ...list]) ids.add(userId);
  const everybody = [...ids];
  const suspended = new Set((await ctx.redis.smembers(keyOf(ctx, "watch-absent"))).map(Number));
  const choices = new Map((await loadChoices(ctx, everybody)).map((one) => [one.userId, one]));
  const known = await knownPeople(ctx, everybody);
  const leaveOf = (userId: number) => {
    const { leave, hours } = choices.get(userId) ?? {};
    return { absences: leave?.absences ?? [], zone: hours?.zone ?? known.get(userId)?.zone ?? usualZone };
  };
  const at = (userId: number, instant: number): boolean => {
    if (suspended.has(userId)) return true;
    const { absences, zone } = leaveOf(userId);
    return absences.length > 0 && isOnLeave(absences, localDateOf(instant, zone));
  };
  const less = (userId: number, start: number, times: Interval[]): Interval[] => {
    if (at(userId, start)) return [];
    const { absences, zone } = leaveOf(userId);
    return subtractIntervals(
      times,
      absences.map(({ from, until }) => ({
        start: startBoundary(from, "00:00", zone),
        end: startBoundary(addDays(until, 1), "00:00", zone),
      }))
    );
  };
  const away = new Map<string, number[]>();
  for (const { id, start, people, list } of shifts) {
    const theirs = [...people, ...list].map(({ userId }) => userId).filter((userId) => at(userId, start));
    if (theirs.length > 0) away.set(id, theirs);
  }
  return { of: (shift) => away.get(shift) ?? [], at, less, json: () => JSON.stringify(Object.fromEntries(away)) };
}
