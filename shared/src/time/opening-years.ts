import type { TeamHours } from "../api/kind.ts";
import { publicHolidays } from "./holidays.ts";
import type { Interval } from "./interval.ts";
import { stretchesOf } from "./windows.ts";

/** The years that calendars know: wide for a plugin of 2026, narrow enough that no question makes one compile for long. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2059;

/** The openings of a kind by local year, each year compiled when first asked for. */
interface OpeningYears {
  /** merged windows that start on the year's dates, blind for what comes from the year before and goes on in the next */
  stretches(year: number): Interval[];
  /** what opens on the year's dates, to its real end whatever the year of that */
  openings(year: number): Interval[];
  /** years asked for whose holidays the region has no data for, sorted */
  unknown(): number[];
}

export function openingYears(rules: TeamHours): OpeningYears {
  const stretches = memo((year) =>
    year < FIRST_YEAR || year > LAST_YEAR
      ? []
      : stretchesOf(rules.hours ?? [], rules.zone, `${year}-01-01`, `${year}-12-31`, closedIn(year, rules))
  );

  /** The end of what runs until `end` in the days after the year: windows of New Year's Day may carry it on. */
  const carriedOn = (year: number, end: number): number => {
    let until = end;
    for (let next = year + 1; next <= LAST_YEAR; next += 1) {
      const following = stretches(next);
      for (const one of following) {
        if (one.start > until) return until;
        until = Math.max(until, one.end);
      }
      // a whole year without team hours: nothing after it touches
      if (following.length === 0) return until;
    }
    return until;
  };

  const asked = new Set<number>();
  const openings = memo((year) => {
    asked.add(year);
    const before = stretches(year - 1).at(-1)?.end ?? -Infinity;
    const found = stretches(year).filter((one) => one.start > before);
    const last = found.pop();
    if (last) found.push({ start: last.start, end: carriedOn(year, last.end) });
    return found.map((one) => Object.freeze(one));
  });

  const { region } = rules;
  const unknown = () =>
    region === null ? [] : [...asked].filter((year) => !publicHolidays(region, year).known).sort((a, b) => a - b);
  return { stretches, openings, unknown };
}

/** Whether a kind is shut on a local date of its zone; the region's holidays are looked up once a year. */
export function closedOn(rules: TeamHours): (date: string) => boolean {
  const ofYear = memo((year) => closedIn(year, rules));
  return (date) => ofYear(Number(date.slice(0, 4)))(date);
}

/** Closures shut whatever holidays say; local additions and removals win over the region, an addition over a removal. */
function closedIn(year: number, { region, closures, holidays }: TeamHours): (date: string) => boolean {
  const shut = closures.filter(({ from, until }) => from <= `${year}-12-31` && until >= `${year}-01-01`);
  const days = new Set(region === null ? [] : publicHolidays(region, year).dates.map(({ date }) => date));
  for (const date of holidays.remove) days.delete(date);
  for (const date of holidays.add) days.add(date);
  return (date) => days.has(date) || shut.some(({ from, until }) => from <= date && date <= until);
}

function memo<T>(compute: (year: number) => T): (year: number) => T {
  const known = new Map<number, T>();
  return (year) => {
    let value = known.get(year);
    if (value === undefined) {
      value = compute(year);
      known.set(year, value);
    }
    return value;
  };
}
