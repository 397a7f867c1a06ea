// Weekly windows as somebody edits them; what they mean is the service's business.
import type { WeeklyWindow } from "@veille/shared/api/kind";

/** A window with its place among all windows: errors name it. */
export interface PlacedWindow {
  at: number;
  window: WeeklyWindow;
}

export const weekdays = [1, 2, 3, 4, 5, 6, 7];
const workdays = [1, 2, 3, 4, 5];

export const monToFri = (start: string, end: string): WeeklyWindow[] =>
  workdays.map((weekday) => ({ weekday, start, end }));

export const placedOn = (
  windows: readonly WeeklyWindow[],
  weekday: number
): PlacedWindow[] =>
  windows
    .map((window, at) => ({ at, window }))
    .filter(({ window }) => window.weekday === weekday);

const clock = (hour: number): string =>
  `${String(hour % 24).padStart(2, "0")}:00`;

const afternoon = { start: "14:00", end: "17:00" };

/** One more window on that day: a day's, an afternoon's after a morning, then an hour after the last. */
export function withOneMore(
  windows: readonly WeeklyWindow[],
  weekday: number
): WeeklyWindow[] {
  const last = placedOn(windows, weekday).at(-1)?.window;
  if (last && last.start < last.end && last.end <= "13:00") {
    return [...windows, { weekday, ...afternoon }];
  }
  const from = last ? Number(last.end.slice(0, 2)) + 1 : 9;
  const added = {
    weekday,
    start: clock(from),
    end: clock(from + (last ? 2 : 9)),
  };
  return [...windows, added];
}

/** The same windows on other days, in place of what was there: Monday to Friday, or the whole week. */
export function copiedTo(
  windows: readonly WeeklyWindow[],
  weekday: number,
  days: "workdays" | "all"
): WeeklyWindow[] {
  const others = (days === "all" ? weekdays : workdays).filter(
    (day) => day !== weekday
  );
  const kept = windows.filter((one) => !others.includes(one.weekday));
  const copied = windows.filter((one) => one.weekday === weekday);
  return [
    ...kept,
    ...others.flatMap((day) => copied.map((one) => ({ ...one, weekday: day }))),
  ];
}
