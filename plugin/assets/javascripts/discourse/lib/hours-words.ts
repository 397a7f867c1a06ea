// A week of windows in words, as somebody would read them out.
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { i18n } from "discourse-i18n";
import { wallWords, weekdayWords } from "./format.ts";
import { placedOn, weekdays } from "./windows.ts";

/** « 9 h – 12 h », « 22 h – 6 h (le lendemain) ». */
function windowWords({ start, end }: WeeklyWindow): string {
  const stretch = `${wallWords(start)}\u00a0– ${wallWords(end)}`;
  if (end > start) {
    return stretch;
  }
  const note =
    end === start ? "veille.windows.whole_day" : "veille.windows.next_day";
  return `${stretch} ${i18n(note)}`;
}

interface Run {
  /** the first and the last, or the only one */
  days: string[];
  hours: string;
}

/** Days that follow each other and have the same windows. */
function runsOf(windows: readonly WeeklyWindow[]): Run[] {
  const runs: { from: number; until: number; hours: string }[] = [];
  for (const weekday of weekdays) {
    const ofDay = placedOn(windows, weekday).map(({ window }) => window);
    ofDay.sort((one, other) => one.start.localeCompare(other.start));
    const hours = ofDay.map(windowWords).join(", ");
    const last = runs.at(-1);
    if (last && last.hours === hours && last.until === weekday - 1) {
      last.until = weekday;
    } else if (hours) {
      runs.push({ from: weekday, until: weekday, hours });
    }
  }
  return runs.map(({ from, until, hours }) => ({
    days: [from, ...(until > from ? [until] : [])].map(weekdayWords),
    hours,
  }));
}

/** A line for each run of such days: « lundi – vendredi : 9 h – 12 h, 14 h – 18 h ». */
export const weekWords = (windows: readonly WeeklyWindow[]): string[] =>
  runsOf(windows).map(({ days, hours }) =>
    i18n("veille.alerts.week_line", { days: days.join(" – "), hours })
  );

/** All in one line: « lundi–jeudi 9 h – 12 h, 14 h – 18 h · vendredi 9 h – 12 h, sauf les jours fériés ». */
export function weekLine(
  windows: readonly WeeklyWindow[],
  offOnHolidays: boolean
): string {
  const line = runsOf(windows)
    .map(({ days, hours }) => `${days.join("–")} ${hours}`)
    .join(" · ");
  return offOnHolidays ? i18n("veille.help.but_holidays", { line }) : line;
}
