import { Temporal } from "temporal-polyfill";
import { DAY, dayOfYearStart, yearOfDay } from "./local-date.ts";

/** Local days in a row, both included, through which the zone keeps one offset (ms east of UTC). */
interface SteadyDays {
  from: number;
  until: number;
  offset: number;
}

const known = new Map<string, SteadyDays[]>();

/**
 * Answers the offset of `zone` (ms east of UTC) through a local day (days since 1970-01-01), or null on the few
 * days whose wall times a clock change touches: those want Temporal, each boundary by itself. Resolving every
 * boundary of a year with Temporal costs dozens of times as much and, as a test shows, says the same.
 */
export function dayOffsets(zone: string): (day: number) => number | null {
  let now: SteadyDays | undefined;
  return (day) => {
    if (!now || day < now.from || day > now.until) {
      now = steadyDays(zone, yearOfDay(day)).find((days) => days.from <= day && day <= days.until);
    }
    return now?.offset ?? null;
  };
}

function steadyDays(zone: string, year: number): SteadyDays[] {
  const key = `${year} ${zone}`;
  let days = known.get(key);
  if (!days) {
    if (known.size >= 5000) known.clear();
    days = findSteadyDays(zone, year);
    known.set(key, days);
  }
  return days;
}

function findSteadyDays(zone: string, year: number): SteadyDays[] {
  const first = dayOfYearStart(year);
  const last = dayOfYearStart(year + 1) - 1;
  const found: SteadyDays[] = [];
  let before = Temporal.Instant.fromEpochMilliseconds((first - 2) * DAY).toZonedDateTimeISO(zone);
  let from = first;
  for (;;) {
    const offset = before.offsetNanoseconds / 1e6;
    const change = before.getTimeZoneTransition("next");
    const at = change ? change.epochMilliseconds : Infinity;
    if (!change || at > (last + 2) * DAY) {
      found.push({ from, until: last, offset });
      return found.filter((days) => days.from <= days.until);
    }
    // the change leads from one wall time to another: from the earlier one's day to the later one's, nothing is sure
    const touched = [at + offset, at + change.offsetNanoseconds / 1e6].map((wall) => Math.floor(wall / DAY));
    found.push({ from, until: Math.min(...touched, last + 1) - 1, offset });
    from = Math.max(...touched, first - 1) + 1;
    before = change;
  }
}
