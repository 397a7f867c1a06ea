import type { ShiftPattern } from "../api/shift-template.ts";
import type { TeamHours } from "../api/kind.ts";
import { type Interval, mergeIntervals, withinIntervals } from "./interval.ts";
import { dateOf, DAY, dayOf, weekdayOfDay } from "./local-date.ts";
import { closedOn } from "./opening-years.ts";
import { localDateOf } from "./wall-time.ts";
import { instantsIn, stretchesOf, wallMilliseconds } from "./windows.ts";

/** One occurrence of a template: the local date on which it starts, and its instants (ms, UTC). */
export interface ShiftTime extends Interval {
  date: string;
}

/**
 * The shifts of a pattern that start on the dates `from` to `until` (both included), in a kind's zone, but for closed
 * dates: those remove what starts on them, whole. Start and end are each resolved on their own date; what a clock
 * change empties is dropped. @throws RangeError for what is no date
 */
export function shiftsOf(
  pattern: ShiftPattern,
  zone: string,
  from: string,
  until: string,
  closed: (date: string) => boolean
): ShiftTime[] {
  const { everyWeeks, weekday, start, length } = pattern;
  const anchor = dayOf(pattern.anchor);
  const first = anchor + ((weekday - weekdayOfDay(anchor) + 7) % 7);
  const step = 7 * everyWeeks;
  const begin = first + Math.max(0, Math.ceil((dayOf(from) - first) / step)) * step;
  const last = dayOf(pattern.until !== null && pattern.until < until ? pattern.until : until);
  const instants = instantsIn(zone);
  const startWall = wallMilliseconds(start);
  const end = "end" in length ? length.end : start;
  const endWall = wallMilliseconds(end);
  const days = "days" in length ? length.days : endWall <= startWall ? 1 : 0;
  const found: ShiftTime[] = [];
  for (let day = begin; day <= last; day += step) {
    const date = dateOf(day);
    if (closed(date)) continue;
    const shift = { date, start: instants.start(day, start, startWall), end: instants.end(day + days, end, endWall) };
    if (shift.start < shift.end) found.push(shift);
  }
  return found;
}

/** On which dates of a kind no shift of that pattern starts: closures, and its holidays but where it is also on them. */
export function closedForShifts(rules: TeamHours): (onHolidays: boolean) => (date: string) => boolean {
  const always = closedOn(rules);
  const closures = closedOn({ ...rules, region: null, holidays: { add: [], remove: [] } });
  return (onHolidays) => (onHolidays ? closures : always);
}

/**
 * When somebody in a shift is on watch. A shift of hours: all of it. Of days: during the kind's team hours only; where
 * the kind has no hours, all of it.
 */
export function watchedTime(shift: Interval, ofDays: boolean, rules: TeamHours): Interval[] {
  const { start, end } = shift;
  if (!ofDays || rules.hours === null) return mergeIntervals([{ start, end }]);
  // a window of 24 hours may have begun the day before, and a zone is less than a day from UTC
  const [from, until] = [localDateOf(start - 2 * DAY, rules.zone), localDateOf(end + DAY, rules.zone)];
  const open = stretchesOf(rules.hours, rules.zone, from, until, closedOn(rules));
  return withinIntervals(open, { start, end });
}
