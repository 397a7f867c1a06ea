// Who changed what, in words.
import type { WatchHistoryLine } from "@veille/shared/api/watch-history";
import { i18n } from "discourse-i18n";
import { inWords, wallWords, weekdayWords } from "./format.ts";
import { whenWords } from "./shift-words.ts";

/** What it was done to: a template's name or its day and hour, a shift's date. Its id where no more is known. */
function whatWords(
  line: WatchHistoryLine,
  zone: string,
  today: string
): string {
  const { name, pattern, shift, of } = line;
  const when = shift
    ? whenWords(shift, zone, today)
    : pattern &&
      i18n("veille.watch.day_span", {
        day: weekdayWords(pattern.weekday),
        span: wallWords(pattern.start),
      });
  const words = when ?? of;
  if (!name) {
    return words;
  }
  return when ? `${inWords(name)} (${when})` : inWords(name);
}

/** « Léa a libéré une place : lundi 24 novembre, 9 h – 12 h ». */
export function historyWords(
  line: WatchHistoryLine,
  zone: string,
  today: string
): string {
  const { person, what } = line;
  const who = person
    ? person.name || person.username
    : i18n("veille.watch.history.somebody");
  const of = whatWords(line, zone, today);
  return i18n(`veille.watch.history.${what}`, { who, of });
}
