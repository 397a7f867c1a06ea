import type { Availability, KindAvailability, SiteWords } from "@veille/shared/api/availability";
import { localDateOf } from "@veille/shared/time/wall-time";
import { calendarOf, type KindRecord } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { nobody, type Roster, rosterAt, rosterChanges } from "./roster.ts";

/** What stays true until `changesAt`, but for somebody's act; `serverTime` is added when it is sent. */
export interface Situation {
  availability: Omit<Availability, "serverTime">;
  /** instant, ms; null: nothing is known to change */
  changesAt: number | null;
}

const isoOrNull = (at: number | null | undefined): string | null => (at == null ? null : iso(at));

function stateOf(kind: KindRecord, now: number): Pick<KindAvailability, "state" | "until" | "nextOpening"> {
  if (kind.hours === null) return { state: "any_time", until: null, nextOpening: null };
  const calendar = calendarOf(kind);
  if (calendar.openAt(now)) {
    return { state: "team_hours", until: isoOrNull(calendar.nextChangeAfter(now)), nextOpening: null };
  }
  return { state: "away", until: null, nextOpening: isoOrNull(calendar.firstAfter(now)?.start) };
}

const closuresSaid = 3;

/** Its hours and closures as people read them; a kind for any time has neither, whatever was set before. */
function weekOf(
  { hours, closures, zone, region }: KindRecord,
  now: number
): Pick<KindAvailability, "week" | "offOnHolidays" | "closures"> {
  if (hours === null) return { week: [], offOnHolidays: false, closures: [] };
  const today = localDateOf(now, zone);
  const ahead = closures
    .filter(({ until }) => until >= today)
    .sort((one, other) => one.from.localeCompare(other.from))
    .slice(0, closuresSaid);
  return { week: hours, offOnHolidays: region !== null, closures: ahead.map(({ from, until }) => ({ from, until })) };
}

/** One kind as it is at `now` (instant, ms), shown or not. */
export const kindAt = (kind: KindRecord, now: number, roster: Roster = nobody): KindAvailability => ({
  id: kind.id,
  name: kind.name,
  sentence: kind.sentence,
  categoryIds: kind.categoryIds,
  groupName: kind.groupName,
  ...stateOf(kind, now),
  ...rosterAt(roster, kind, now),
  ...weekOf(kind, now),
  zone: kind.zone,
  usualDelay: kind.usualDelay,
  offHoursLine: kind.offHoursLine,
  step: kind.step,
});

/** Who is there, of the shown kinds, at `now` (instant, ms). */
export function situationAt(kinds: KindRecord[], words: SiteWords, now: number, roster: Roster = nobody): Situation {
  const shown = kinds.filter((kind) => kind.shown);
  const changes = shown.flatMap((kind) => [
    ...(kind.hours ? [calendarOf(kind).nextChangeAfter(now)].filter((at) => at !== null) : []),
    ...rosterChanges(roster, kind, now),
  ]);
  const changesAt = changes.length > 0 ? Math.min(...changes) : null;
  return {
    availability: {
      kinds: shown.map((kind) => kindAt(kind, now, roster)),
      notice: words.notice,
      calm: words.calm,
      links: words.links,
      nextChangeAt: isoOrNull(changesAt),
    },
    changesAt,
  };
}
