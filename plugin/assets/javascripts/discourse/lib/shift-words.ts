import type { Shift } from "@veille/shared/api/watch";
import { i18n } from "discourse-i18n";
import {
  dateWords,
  inWords,
  language,
  localMinute,
  wallWords,
} from "./format.ts";

const wall = (instant: string, zone: string): string =>
  wallWords(localMinute(instant, zone).slice(11));
const date = (instant: string, zone: string): string =>
  localMinute(instant, zone).slice(0, 10);

/** The local date on which a shift begins. */
export const dayOf = ({ start }: Shift, zone: string): string =>
  date(start, zone);

/** The last local date on which it runs; what ends at midnight does not run on the next day. */
export const lastDayOf = ({ end }: Shift, zone: string): string =>
  date(new Date(Date.parse(end) - 1).toISOString(), zone);

/** « 9 h – 12 h »; of days: « jusqu’au dimanche 16 août ». */
export const spanWords = (shift: Shift, zone: string): string =>
  shift.ofDays
    ? i18n("veille.watch.until_day", {
        day: dateWords(lastDayOf(shift, zone), dayOf(shift, zone)),
      })
    : `${wall(shift.start, zone)} – ${wall(shift.end, zone)}`;

/** « lundi 24 novembre, 9 h – 12 h »; of a week: its own name, or « la semaine du 11 août ». */
export function shiftWords(shift: Shift, zone: string, today: string): string {
  const first = dateWords(date(shift.start, zone), today);
  const name = shift.name ? `${inWords(shift.name)} : ` : "";
  return `${name}${i18n("veille.watch.day_span", { day: first, span: spanWords(shift, zone) })}`;
}

/** Who is in a shift: « vous, Léa et 1 autre personne ». Empty: nobody. `self`: the reader's user name. */
export function peopleWords(shift: Shift, self: string): string {
  const { people, others, mine } = shift;
  const named = people.filter(({ username }) => username !== self);
  const names = named.map(({ name, username }) => name || username);
  if (mine) {
    names.unshift(i18n("veille.watch.you"));
  }
  const selfUnnamed = mine && named.length === people.length ? 1 : 0;
  const count = others - selfUnnamed;
  if (count > 0) {
    const key = names.length > 0 ? "others" : "somebody";
    names.push(i18n(`veille.watch.${key}`, { count }));
  }
  return new Intl.ListFormat(language()).format(names);
}

/** Whether one can still come to it. `now` in ms since the epoch. */
export const isOver = ({ end }: Shift, now: number): boolean =>
  Date.parse(end) <= now;

/** What a person would most likely do with it; null: nothing. */
export function mainAct(
  shift: Shift,
  now: number
): "take" | "replace" | "wait" | "change" | null {
  if (isOver(shift, now) || !shift.maySignUp) {
    return null;
  }
  if (shift.mine || shift.listed) {
    return "change";
  }
  if (shift.free > 0) {
    return "take";
  }
  return shift.replacements > 0 ? "replace" : "wait";
}
