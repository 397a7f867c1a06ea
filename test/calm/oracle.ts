import type { TeamHours } from "@veille/shared/api/kind";
import { addDays, endBoundary, localDateOf, startBoundary, weekdayOf } from "@veille/shared/time/wall-time";
import type { Chosen } from "./people.ts";

const boundaries = new Map<string, number>();
function boundary(of: typeof startBoundary, name: string, date: string, time: string, zone: string): number {
  const key = `${name} ${date} ${time} ${zone}`;
  let at = boundaries.get(key);
  if (at === undefined) {
    if (boundaries.size > 300_000) boundaries.clear();
    boundaries.set(key, (at = of(date, time, zone)));
  }
  return at;
}

/**
 * Whether somebody may be alerted at one instant, asked for it alone, window by window: slower than the intervals that
 * the forum is told, and by another way.
 */
export function mayRing({ hours, absences }: Chosen, kind: TeamHours, at: number): boolean {
  const away = (instant: number) => {
    if (absences.length === 0) return false;
    const date = localDateOf(instant, hours.zone);
    return absences.some(({ from, until }) => from <= date && date <= until);
  };
  if (away(at)) return false;
  const team = hours.mode === "team";
  const [windows, zone] = team ? [kind.hours ?? [], kind.zone] : [hours.windows, hours.zone];
  const shut = (date: string) => team && kind.closures.some(({ from, until }) => from <= date && date <= until);
  const today = localDateOf(at, zone);
  return [-2, -1, 0, 1].some((off) => {
    const date = addDays(today, off);
    if (shut(date)) return false;
    return windows.some(({ weekday, start, end }) => {
      if (weekdayOf(date) !== weekday) return false;
      const last = end <= start ? addDays(date, 1) : date;
      const begins = boundary(startBoundary, "start", date, start, zone);
      return begins <= at && at < boundary(endBoundary, "end", last, end, zone) && !away(begins);
    });
  });
}
