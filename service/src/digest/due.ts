import type { Absence, DigestChoice } from "@veille/shared/api/declared-hours";
import { type Beginning, beginnings, type LoudRules } from "@veille/shared/time/loud-intervals";
import { addDays, localDateOf, startBoundary, weekdayOf } from "@veille/shared/time/wall-time";

const hour = 3_600_000;
const day = 24 * hour;
/** What has begun and runs has begun since: a loud interval of a day of 25 hours, and some. */
const lookBack = 2 * day;

/** What has begun last, and what begins next; null: nothing within 40 days. Instants, ms, UTC. */
export function around(rules: LoudRules, now: number): { begun: Beginning | null; next: Beginning | null } {
  const begun = beginnings(rules, now - lookBack, now + 1).at(-1) ?? null;
  for (const far of [3 * day, 40 * day]) {
    const [next] = beginnings(rules, now + 1, now + far);
    if (next) return { begun, next };
  }
  return { begun, next: null };
}

/** The local Monday's midnight of the week in which an instant lies. */
function weekStart(at: number, zone: string): number {
  const date = localDateOf(at, zone);
  return startBoundary(addDays(date, 1 - weekdayOf(date)), "00:00", zone);
}

/**
 * Whether somebody wants a digest at this beginning. `sent`: the last one; `looked`: when there was last a look at what
 * there is. Mondays: the first beginning of the local week, so a free Monday does not cost a week.
 */
export function isWanted(
  rhythm: DigestChoice["rhythm"],
  { sent, looked }: { sent: number | null; looked: number },
  begun: Beginning,
  now: number,
  zone: string
): boolean {
  if (rhythm === "never" || !begun.digest) return false;
  if (rhythm === "each") return true;
  if (sent !== null && now - sent < 12 * hour) return false;
  return rhythm === "daily" || looked < weekStart(begun.at, zone);
}

/** Whether there was a leave since the last look, and it is over. */
export function isBackFromLeave(absences: Absence[], looked: number, at: number, zone: string): boolean {
  const [last, today] = [localDateOf(looked, zone), localDateOf(at, zone)];
  return absences.some(({ from, until }) => until >= last && until < today && from <= until);
}
