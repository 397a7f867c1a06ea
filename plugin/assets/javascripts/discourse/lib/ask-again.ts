import type { Availability } from "@veille/shared/api/availability";

/** Where people say that they are there, what is known is at most that old, ms. */
const presenceAge = 50_000;

/** Beyond its hours a kind changes by people's acts, and members are told more than visitors. */
export const saysPeople = ({ kinds }: Availability): boolean =>
  kinds.some(({ step }) => step >= 2);

/** When to ask again; `fresh`: that answer was no browser's copy. `now` and what is answered in ms since the epoch. */
export function nextAsk(
  known: Availability,
  fresh: boolean,
  now: number
): number {
  const { nextChangeAt, serverTime } = known;
  // a wrong clock of the device must not become a loop; a second or two keeps all browsers from asking at once
  const change = nextChangeAt
    ? Math.max(
        Date.parse(nextChangeAt) + Math.random() * 2000,
        now + (fresh ? 20_000 : 2000)
      )
    : Infinity;
  if (!saysPeople(known)) {
    return change;
  }
  // the browser's copy may be half a minute old, and the device's clock anything
  const old = Date.parse(serverTime) + presenceAge;
  return Math.min(change, Math.max(old, now + 20_000), now + presenceAge);
}
