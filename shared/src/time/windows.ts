import type { WeeklyWindow } from "../api/kind.ts";
import { dayOffsets } from "./clock-changes.ts";
import { type Interval, mergeIntervals } from "./interval.ts";
import { DAY, dateOf, dayOf, weekdayOfDay } from "./local-date.ts";
import { endBoundary, startBoundary } from "./wall-time.ts";

const WEEK = 7 * DAY;

/** Milliseconds from midnight to a wall time (`HH:MM` or `HH:MM:SS`), as the clock on the wall counts them. */
function wallMilliseconds(wallTime: string): number {
  const [hours, minutes, seconds = 0] = wallTime.split(":").map(Number);
  return ((hours! * 60 + minutes!) * 60 + seconds) * 1000;
}

/** Days from a window's start to its end: 1 where it runs over midnight, `end` at or before `start` on the wall. */
const daysToEnd = (start: number, end: number) => (end <= start ? 1 : 0);

/**
 * The weekly windows of `zone` that start on the dates `from` to `until` (`YYYY-MM-DD`, both included) and not on a
 * closed one, as merged stretches. Each boundary is resolved on its own date, so a night shift 20:00–08:00 lasts 11 h
 * in March and 13 h in October; what the clock change empties is dropped. Throws RangeError for what is no date.
 */
export function stretchesOf(
  windows: WeeklyWindow[],
  zone: string,
  fromDate: string,
  untilDate: string,
  closed: (date: string) => boolean
): Interval[] {
  return mergeIntervals(occurrencesOf(windows, zone, fromDate, untilDate, closed));
}

/** The same, each window by itself, for whom it matters where each starts; some may be empty. */
export function occurrencesOf(
  windows: WeeklyWindow[],
  zone: string,
  fromDate: string,
  untilDate: string,
  closed: (date: string) => boolean
): Interval[] {
  const offsetOn = dayOffsets(zone);
  const instant = (day: number, wallTime: string, wall: number, boundary: typeof startBoundary) => {
    const offset = offsetOn(day);
    return offset === null ? boundary(dateOf(day), wallTime, zone) : day * DAY + wall - offset;
  };
  const week = compileWeek(windows);
  const occurrences: Interval[] = [];
  const last = dayOf(untilDate);
  for (let day = dayOf(fromDate); day <= last; day += 1) {
    const ofDay = week[weekdayOfDay(day)]!;
    if (ofDay.length === 0 || closed(dateOf(day))) continue;
    for (const { window, start, end, days } of ofDay) {
      occurrences.push({
        start: instant(day, window.start, start, startBoundary),
        end: instant(day + days, window.end, end, endBoundary),
      });
    }
  }
  return occurrences;
}

/** By ISO weekday, index 0 unused; in the order of their starts, which keeps the sorting of a year cheap. */
function compileWeek(windows: WeeklyWindow[]) {
  const compiled = windows.map((window) => {
    const start = wallMilliseconds(window.start);
    const end = wallMilliseconds(window.end);
    return { window, start, end, days: daysToEnd(start, end) };
  });
  compiled.sort((a, b) => a.start - b.start);
  return Array.from({ length: 8 }, (_, weekday) => compiled.filter(({ window }) => window.weekday === weekday));
}

/** Whether the windows leave no time of the week out, on the wall clock. */
export function coverTheWeek(windows: WeeklyWindow[]): boolean {
  const twice = windows.flatMap((window) => {
    const wall = wallMilliseconds(window.start);
    const end = wallMilliseconds(window.end);
    const start = (window.weekday - 1) * DAY + wall;
    const length = end - wall + daysToEnd(wall, end) * DAY;
    return [0, WEEK].map((shift) => ({ start: start + shift, end: start + shift + length }));
  });
  return mergeIntervals(twice).some(({ start, end }) => start <= WEEK && end >= 2 * WEEK);
}

/**
 * What is accepted but looked at twice: `boundary_in_clock_change:<weekday>:<HH:MM>` for boundaries within
 * [02:00, 03:00), where most clocks are changed. The weekday is that of the window, also for an end after midnight.
 */
export function flagsOf(windows: WeeklyWindow[]): string[] {
  const flags = windows.flatMap(({ weekday, start, end }) =>
    [start, end]
      .filter((wallTime) => wallTime.startsWith("02:"))
      .map((wallTime) => `boundary_in_clock_change:${weekday}:${wallTime.slice(0, 5)}`)
  );
  return [...new Set(flags)];
}
