import type { KindAvailability } from "@veille/shared/api/availability";
import type { Locale } from "@veille/shared/api/common";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import { dayInWords, timeInWords, weekdayInWords } from "../messages/dates.ts";
import { snippetWords } from "./snippet-words.ts";

const _ = "\u00a0";
/** Days ahead of which a closure is worth saying. */
const ahead = 60;
const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** 1 January 2024 was a Monday. */
const weekdayOf = (weekday: number, locale: Locale): string =>
  weekdayInWords(Date.UTC(2024, 0, weekday), "UTC", locale);
const wallTime = (wall: string, locale: Locale): string =>
  timeInWords(Date.parse(`2024-01-01T${wall.slice(0, 5)}Z`), "UTC", locale);

function windowWords({ start, end }: WeeklyWindow, locale: Locale): string {
  const stretch = `${wallTime(start, locale)}${_}– ${wallTime(end, locale)}`;
  if (end > start) return stretch;
  return `${stretch} (${end === start ? snippetWords[locale].wholeDay : snippetWords[locale].nextDay})`;
}

/** « lundi–jeudi 9 h – 12 h, 14 h – 18 h · vendredi 9 h – 12 h »; empty where there are none. */
export function weekInWords(week: readonly WeeklyWindow[], locale: Locale): string {
  const runs: { from: number; until: number; hours: string }[] = [];
  for (const weekday of weekdays) {
    const ofDay = week.filter((window) => window.weekday === weekday);
    ofDay.sort((one, other) => one.start.localeCompare(other.start));
    const hours = ofDay.map((window) => windowWords(window, locale)).join(", ");
    const last = runs.at(-1);
    if (last?.hours === hours && last.until === weekday - 1) last.until = weekday;
    else if (hours) runs.push({ from: weekday, until: weekday, hours });
  }
  return runs
    .map(({ from, until, hours }) => {
      const days = [from, ...(until > from ? [until] : [])].map((day) => weekdayOf(day, locale));
      return `${days.join("–")} ${hours}`;
    })
    .join(" · ");
}

/** « Fermé du 24 décembre au 1er janvier » of each closure that runs or begins within two months. `now` in ms. */
export function closuresInWords({ closures, zone }: KindAvailability, locale: Locale, now: number): string[] {
  const today = localDateOf(now, zone);
  const words = snippetWords[locale];
  const day = (date: string) => dayInWords(Date.parse(`${date}T00:00Z`), "UTC", locale);
  return closures
    .filter(({ from, until }) => until >= today && from <= addDays(today, ahead))
    .map(({ from, until }) => {
      if (from < today) return words.closedUntil(day(until));
      return from === until ? words.closedOn(day(from)) : words.closed(day(from), day(until));
    });
}
