import type { TeamHours } from "../api/kind.ts";
import type { Interval } from "./interval.ts";
import { DAY, dayOfYearStart, yearOfDay } from "./local-date.ts";
import { FIRST_YEAR, LAST_YEAR, openingYears } from "./opening-years.ts";
import { coverTheWeek } from "./windows.ts";

const HORIZON = 400 * DAY;
const LOOK_BACK = 60 * DAY;
/** More than a window of 24 h that a clock change makes longer, and than any zone is from UTC. */
const MARGIN = 2 * DAY;
const BEGINNING = dayOfYearStart(FIRST_YEAR) * DAY;
const END = dayOfYearStart(LAST_YEAR + 1) * DAY;

/**
 * When a kind's team is there. Instants are ms since the epoch, UTC. An opening is a merged stretch of team hours
 * less holidays and closures; what starts before 2000 or after 2059 is not known.
 */
export interface OpeningCalendar {
  /** the stretch running at `at`, if any; one that never ends is cut at the end of 2059 */
  openAt(at: number): Interval | null;
  /** first opening with start strictly after `at`, within 400 days, or null */
  firstAfter(at: number): Interval | null;
  /** n-th opening that starts strictly after `at`, each within 400 days of the one before, or null; n ≥ 1 or RangeError */
  nthAfter(at: number, n: number): Interval | null;
  /** latest opening with start ≤ `at`, within 60 days back, or null */
  lastStartedBy(at: number): Interval | null;
  /** false for no hours at all and for always: then no question about openings has an answer */
  readonly offersOpenings: boolean;
  /** first instant after `at` at which `openAt` changes, or null: never, or closed for 400 days */
  nextChangeAfter(at: number): number | null;
  /** years asked about so far for which the region has no data */
  readonly unknownYears: number[];
}

/**
 * Compiles a kind's rules, one local year at a time when a question needs it; then every question is a binary search.
 * Keep it with the version of the rules: it knows nothing of later ones.
 */
export function openingCalendar(rules: TeamHours): OpeningCalendar {
  if (rules.hours === null || rules.hours.length === 0) return neverOpen;
  const nothingShuts = rules.region === null && rules.closures.length === 0 && rules.holidays.add.length === 0;
  if (nothingShuts && coverTheWeek(rules.hours)) return alwaysOpen;
  const years = openingYears(rules);

  const firstAfter = (at: number): Interval | null => {
    const lastYear = Math.min(LAST_YEAR, yearAt(at + HORIZON + MARGIN));
    for (let year = Math.max(FIRST_YEAR, yearAt(at - MARGIN)); year <= lastYear; year += 1) {
      const openings = years.openings(year);
      const found = openings[startedBy(openings, at)];
      if (found) return found.start - at <= HORIZON ? found : null;
    }
    return null;
  };

  const latestBy = (at: number, firstYear: number): Interval | null => {
    for (let year = Math.min(LAST_YEAR, yearAt(at + MARGIN)); year >= firstYear; year -= 1) {
      const openings = years.openings(year);
      const found = openings[startedBy(openings, at) - 1];
      if (found) return found;
    }
    return null;
  };

  const isOpen = (at: number): boolean => {
    const lastYear = Math.min(LAST_YEAR, yearAt(at + MARGIN));
    for (let year = Math.max(FIRST_YEAR, yearAt(at - MARGIN)); year <= lastYear; year += 1) {
      const stretches = years.stretches(year);
      const latest = stretches[startedBy(stretches, at) - 1];
      if (latest && at < latest.end) return true;
    }
    return false;
  };

  // asked first, so that a kind that is shut for good doesn't send the search back to the first year
  const openAt = (at: number) => (isOpen(at) ? latestBy(at, FIRST_YEAR) : null);

  return {
    openAt,
    firstAfter,
    nthAfter(at, n) {
      if (!Number.isInteger(n) || n < 1) throw new RangeError(`no such opening: number ${n}`);
      let found = firstAfter(at);
      for (let passed = 1; found && passed < n; passed += 1) found = firstAfter(found.start);
      return found;
    },
    lastStartedBy(at) {
      const found = latestBy(at, Math.max(FIRST_YEAR, yearAt(at - LOOK_BACK - MARGIN)));
      return found && at - found.start <= LOOK_BACK ? found : null;
    },
    offersOpenings: true,
    nextChangeAfter(at) {
      const open = openAt(at);
      if (open) return open.end > END - MARGIN ? null : open.end;
      return firstAfter(at)?.start ?? null;
    },
    get unknownYears() {
      return years.unknown();
    },
  };
}

const without = {
  firstAfter: () => null,
  nthAfter: () => null,
  lastStartedBy: () => null,
  offersOpenings: false,
  nextChangeAfter: () => null,
  unknownYears: [],
};
const always: Interval = Object.freeze({ start: BEGINNING, end: END });
const neverOpen: OpeningCalendar = { ...without, openAt: () => null };
const alwaysOpen: OpeningCalendar = {
  ...without,
  openAt: (at) => (always.start <= at && at < always.end ? always : null),
};

/** The year in UTC: the local one, or its neighbour within `MARGIN` of New Year. */
const yearAt = (at: number) => yearOfDay(at / DAY);

/** How many of the sorted intervals have started by `at`: the place of the first that starts after it. */
function startedBy(sorted: Interval[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.start <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
