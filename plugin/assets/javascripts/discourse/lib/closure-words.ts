// When a team is shut, in words.
import { i18n } from "discourse-i18n";
import { dayWords, localMinute } from "./format.ts";
import { addDays } from "./wall-time.ts";

/** Days ahead of which it is worth saying. */
const ahead = 60;
/** Days from which on a date without its year misleads. */
const yearAway = 300;

/** « Fermé du 24 décembre au 1er janvier », of those that run or begin soon. `now` in ms since the epoch. */
export function closureLines(
  {
    closures,
    zone,
  }: { closures: readonly { from: string; until: string }[]; zone: string },
  now: number
): string[] {
  const today = localMinute(new Date(now).toISOString(), zone).slice(0, 10);
  const soon = closures.filter(
    ({ from, until }) => until >= today && from <= addDays(today, ahead)
  );
  return soon.map(({ from, until }) => {
    const end = dayWords(until, until > addDays(today, yearAway));
    if (from < today) {
      return i18n("veille.help.closed_until", { until: end });
    }
    return from === until
      ? i18n("veille.help.closed_on", { day: end })
      : i18n("veille.help.closed", { from: dayWords(from), until: end });
  });
}
