import type { WeeklyWindow } from "../api/kind.ts";
import { dayOffsets } from "./clock-changes.ts";
import { type Interval, mergeIntervals } from "./interval.ts";
import { DAY, dateOf, dayOf, weekdayOfDay } from "./local-date.ts";
import { endBoundary, startBoundary } from "./wall-time.ts";

const WEEK = 7 * DAY;

/** Milliseconds from midnight to a wall time (`HH:MM` or `HH:MM:SS`), as the clock on the wall counts them. */
export function wallMilliseconds(wallTime: string): number {
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
  const instants = instantsIn(zone);
  const week = compileWeek(windows);
  const occurrences: Interval[] = [];
  const last = dayOf(untilDate);
  for (let day = dayOf(fromDate); day <= last; day += 1) {
    const ofDay = week[weekdayOfDay(day)]!;
    if (ofDay.length === 0 || closed(dateOf(day))) continue;
    for (const { window, start, end, days } of ofDay) {
      occurrences.push({
        start: instants.start(day, window.start, start),
        end: instants.end(day + days, window.end, end),
      });
    }
  }
  return occurrences;
}

/**
 * When a start and an end of a wall time fall, on a day (since 1970-01-01) of a zone; `wall`: the wall time in ms since
 * midnight. Ask for the days in their order: those without a clock change cost a sum.
 */
export function instantsIn(zone: string) {
  const offsetOn = dayOffsets(zone);
  const instant = (day: number, wallTime: string, wall: number, boundary: typeof startBoundary): number => {
    const offset = offsetOn(day);
    return offset === null ? boundary(dateOf(day), wallTime, zone) : day * DAY + wall - offset;
  };
  return {
    start: (day: number, wallTime: string, wall: number) => instant(day, wallTime, wall, startBoundary),
    end: (day: number, wallTime: string, wall: number) => instant(day, wallTime, wall, endBoundary),
  };
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

/** Two weeks of windows on the wall clock, one after the other, so that what runs over Sunday meets Monday. */
function twoWeeks(windows: WeeklyWindow[]): Interval[] {
  return windows.flatMap((window) => {
    const wall = wallMilliseconds(window.start);
    const end = wallMilliseconds(window.end);
    const start = (window.weekday - 1) * DAY + wall;
    const length = end - wall + daysToEnd(wall, end) * DAY;
    return [0, WEEK].map((shift) => ({ start: start + shift, end: start + shift + length }));
  });
}

/** Whether the windows leave no time of the week out, on the wall clock. */
export const coverTheWeek = (windows: WeeklyWindow[]): boolean =>
  mergeIntervals(twoWeeks(windows)).some(({ start, end }) => start <= WEEK && end >= 2 * WEEK);

/** Whether some time of the week lies in two of the windows, on the wall clock; touching ones do not. */
export function overlap(windows: WeeklyWindow[]): boolean {
  const sorted = twoWeeks(windows).sort((a, b) => a.start - b.start);
  return sorted.some(({ start }, at) => at > 0 && start < sorted[at - 1]!.end);
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
