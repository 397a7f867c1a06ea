import type { Shift } from "@veille/shared/api/watch";
import { i18n } from "discourse-i18n";
import {
  dateWords,
  inWords,
  language,
  localMinute,
  wallWords,
} from "./format.ts";

/** When a shift is, or was. */
type Span = Pick<Shift, "start" | "end" | "ofDays">;

const wall = (instant: string, zone: string): string =>
  wallWords(localMinute(instant, zone).slice(11));
const date = (instant: string, zone: string): string =>
  localMinute(instant, zone).slice(0, 10);

/** The local date on which a shift begins. */
export const dayOf = ({ start }: Span, zone: string): string =>
  date(start, zone);

/** The last local date on which it runs; what ends at midnight does not run on the next day. */
export const lastDayOf = ({ end }: Span, zone: string): string =>
  date(new Date(Date.parse(end) - 1).toISOString(), zone);

/** « 9 h – 12 h »; of days: « jusqu’au dimanche 16 août ». */
export const spanWords = (shift: Span, zone: string): string =>
  shift.ofDays
    ? i18n("veille.watch.until_day", {
        day: dateWords(lastDayOf(shift, zone), dayOf(shift, zone)),
      })
    : `${wall(shift.start, zone)} – ${wall(shift.end, zone)}`;

/** « lundi 24 novembre, 9 h – 12 h ». */
export const whenWords = (shift: Span, zone: string, today: string): string =>
  i18n("veille.watch.day_span", {
    day: dateWords(dayOf(shift, zone), today),
    span: spanWords(shift, zone),
  });

/** The same with its name before it, where it has one: « La semaine du 11 août : … ». */
export function shiftWords(shift: Shift, zone: string, today: string): string {
  const words = whenWords(shift, zone, today);
  return shift.name
    ? i18n("veille.watch.named_shift", {
        name: inWords(shift.name),
        when: words,
      })
    : words;
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

/** « 2 places libres · 1 personne en liste d’attente ». */
export function placesWords({ free, waiting }: Shift): string {
  const words = [
    free > 0
      ? i18n("veille.watch.free", { count: free })
      : i18n("veille.watch.full"),
  ];
  if (waiting > 0) {
    words.push(i18n("veille.watch.waiting", { count: waiting }));
  }
  return words.join(" · ");
}

/** What is done, and that one has another shift at the same time: a warning, no refusal. */
export const doneWords = (done: string, overlaps: string[]): string =>
  overlaps.length > 0 ? `${done} ${i18n("veille.watch.done.overlaps")}` : done;

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
