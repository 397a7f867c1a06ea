import type { KindAvailability } from "@veille/shared/api/availability";
import { mergeIntervals } from "@veille/shared/time/interval";
import type { KindRecord } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import type { Watcher } from "../watch/watch.ts";

/** Who is on watch, by kind, and what of it may be read. */
export interface Roster {
  watchers: Map<string, Watcher[]>;
  /** whether the names of those who ticked it may be read */
  names(kind: KindRecord): boolean;
  /** who reads it has an account: what can't wait is theirs */
  member: boolean;
}

/** Nobody is on watch anywhere. */
export const nobody: Roster = { watchers: new Map(), names: () => false, member: false };

const watchersOf = ({ watchers }: Roster, kind: KindRecord): Watcher[] => watchers.get(kind.id) ?? [];
const present = (roster: Roster, kind: KindRecord, now: number): Watcher[] =>
  watchersOf(roster, kind).filter(({ start, end }) => start <= now && now < end);

/** Until when somebody is on watch without a break; null: nobody is. Instants, ms. */
function watchedUntil(roster: Roster, kind: KindRecord, now: number): number | null {
  const runs = mergeIntervals(watchersOf(roster, kind)).find(({ start, end }) => start <= now && now < end);
  return runs?.end ?? null;
}

type Seen = Pick<KindAvailability, "people" | "urgent"> &
  Partial<Pick<KindAvailability, "state" | "until" | "nextOpening">>;

/** What the roster says of a kind at `now`: on watch where somebody is, whatever its hours. */
export function rosterAt(roster: Roster, kind: KindRecord, now: number): Seen {
  const there = present(roster, kind, now);
  const until = watchedUntil(roster, kind, now);
  const named = roster.names(kind) ? there.flatMap(({ named: one }) => one ?? []) : [];
  const people = [...new Map(named.map((one) => [one.username, one])).values()];
  const cases = roster.member && kind.step >= 2 ? kind.urgent : null;
  return {
    people,
    urgent: cases && { cases, reachable: there.some(({ urgent }) => urgent) },
    ...(until !== null && { state: "on_watch" as const, until: iso(until), nextOpening: null }),
  };
}

/** Instants after `now` at which somebody of a kind comes or goes. */
export const rosterChanges = (roster: Roster, kind: KindRecord, now: number): number[] =>
  watchersOf(roster, kind).flatMap(({ start, end }) => [start, end].filter((at) => at > now));
