import { localMinute } from "./format.ts";

const day = 86_400_000;
const asUtc = (local: string): number => Date.parse(`${local}:00Z`);

/** `2026-11-24T09:00` on a clock in `zone` as an instant, ms since the epoch; in a clock change, a reading beside it. */
function instantOf(local: string, zone: string): number {
  let at = asUtc(local);
  for (let round = 0; round < 2; round++) {
    at += asUtc(local) - asUtc(localMinute(new Date(at).toISOString(), zone));
  }
  return at;
}

/** The next time after `now` (ms) that a clock in `zone` shows `wall` (`18:30`); an instant. */
export function nextWallTime(wall: string, zone: string, now: number): string {
  const date = (at: number) =>
    localMinute(new Date(at).toISOString(), zone).slice(0, 10);
  const today = instantOf(`${date(now)}T${wall}`, zone);
  const next =
    today > now ? today : instantOf(`${date(now + day)}T${wall}`, zone);
  return new Date(next).toISOString();
}

/** `2026-11-24` and so many days. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00Z`) + days * day)
    .toISOString()
    .slice(0, 10);

/** The Monday of a date's week. */
export const mondayOf = (date: string): string =>
  addDays(date, -((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7));

/** The same day so many months later, or the month's last. */
export function addMonths(date: string, months: number): string {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year!, month! + months, 0)).getUTCDate();
  return new Date(
    Date.UTC(year!, month! - 1 + months, Math.min(dayOfMonth!, last))
  )
    .toISOString()
    .slice(0, 10);
}
