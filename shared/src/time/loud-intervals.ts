import type { Absence } from "../api/declared-hours.ts";
import type { WeeklyWindow } from "../api/kind.ts";
import { type Interval, subtractIntervals, unionIntervals } from "./interval.ts";
import { addDays, DAY } from "./local-date.ts";
import { localDateOf, startBoundary } from "./wall-time.ts";
import { occurrencesOf, stretchesOf } from "./windows.ts";

const MINUTE = 60_000;
/** Too short to read anything in. */
const SHORTEST = 15 * MINUTE;
/** More than a window of 24 h that a clock change makes longer, and than two zones are apart. */
const MARGIN = 3 * DAY;
const NINE = "09:00";
/** Who has no hours at all gets the digest at 9:00, and a late one until then. */
const EVENING = "21:00";

/** When a person may be alerted: their declared hours and own shifts, less their leave. */
export interface LoudRules {
  hours: {
    windows: WeeklyWindow[];
    /** of the windows: the person's own, or the kind's where its hours were taken */
    zone: string;
    /** local dates of that zone on which no window starts */
    closed: (date: string) => boolean;
  };
  /** the person's: leave dates and 9:00 are read in it */
  zone: string;
  absences: Absence[];
  shifts: Interval[];
  /** own shifts are loud too */
  shiftsLoud: boolean;
}

/**
 * (declared hours ∪ own shifts, unless opted out) − leave, between two instants (ms, UTC), sorted and merged. A leave
 * date removes windows and shifts that start on it, whole, and cuts what runs into it at local midnights.
 */
export function loudIntervals(rules: LoudRules, from: number, until: number): Interval[] {
  const { hours, absences, zone, shifts, shiftsLoud } = rules;
  const [first, last] = [localDateOf(from - MARGIN, hours.zone), localDateOf(until + DAY, hours.zone)];
  let alerting = occurrencesOf(hours.windows, hours.zone, first, last, hours.closed);
  if (shiftsLoud) alerting = [...alerting, ...shifts];
  const kept =
    absences.length === 0 ? alerting : alerting.filter(({ start }) => !isOnLeave(absences, localDateOf(start, zone)));
  const loud = subtractIntervals(unionIntervals(kept), absences.map(spanOf(zone)));
  return loud.flatMap(({ start, end }) =>
    start < until && end > from ? [{ start: Math.max(start, from), end: Math.min(end, until) }] : []
  );
}

/** Whether a local date of the person's is one of their leave. */
export const isOnLeave = (absences: Absence[], date: string): boolean =>
  absences.some(({ from, until }) => from <= date && date <= until);

/** From local midnight to local midnight. */
const spanOf =
  (zone: string) =>
  ({ from, until }: Absence): Interval => ({
    start: startBoundary(from, "00:00", zone),
    end: startBoundary(addDays(until, 1), "00:00", zone),
  });

/** Something that begins for a person, and whether a digest may come with it: until when, at the latest. */
export interface Beginning {
  /** instant, ms, UTC */
  at: number;
  /** a digest that could not go out before is of no use after this; instant, ms, UTC */
  until: number;
  digest: boolean;
}

/**
 * What begins in `[from, until)`, in order. A loud interval begins with a digest where it lasts 15 min; one of more
 * than 24 h has its digests at 9:00 of each local day instead, its own beginning has none. Without any hours worth a
 * digest: 9:00 of each day that is no leave, but of those on which a shift begins.
 */
export function beginnings(rules: LoudRules, from: number, until: number): Beginning[] {
  // what runs at the edges has to be known to its ends
  const loud = loudIntervals(rules, from - MARGIN, until + MARGIN);
  const begun = loud.flatMap((one) => beginningsOf(one, rules.zone));
  const found = hasHours(rules) ? begun : withMornings(rules, begun, from - MARGIN, until + MARGIN);
  return found.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at);
}

/** A week of winter without a clock change in any zone, leave and shifts aside: these come and go. */
const hasHours = ({ hours }: LoudRules): boolean =>
  stretchesOf(hours.windows, "UTC", "2026-01-05", "2026-01-11", () => false).some(
    ({ start, end }) => end - start >= SHORTEST
  );

function beginningsOf({ start, end }: Interval, zone: string): Beginning[] {
  if (end - start <= DAY) return [{ at: start, until: end, digest: end - start >= SHORTEST }];
  const nines = ninesIn(start, end, zone);
  const days = nines.map((at, place) => ({ at, until: nines[place + 1] ?? end, digest: true }));
  // a day of 25 hours may lie between two 9:00
  if (nines.length === 0) return [{ at: start, until: end, digest: true }];
  return nines[0] === start ? days : [{ at: start, until: nines[0]!, digest: false }, ...days];
}

/** 9:00 of each local day in `[start, end)`; a day that a zone skips has none. */
function ninesIn(start: number, end: number, zone: string): number[] {
  const nines: number[] = [];
  const last = localDateOf(end, zone);
  for (let date = localDateOf(start, zone); date <= last; date = addDays(date, 1)) {
    const at = startBoundary(date, NINE, zone);
    if (at >= start && at < end && localDateOf(at, zone) === date) nines.push(at);
  }
  return nines;
}

/** Without hours: what begins by shifts, and 9:00 of each other day. */
function withMornings(rules: LoudRules, begun: Beginning[], from: number, until: number): Beginning[] {
  const shifts = begun.filter(({ digest }) => digest);
  const days = new Set(shifts.map(({ at }) => localDateOf(at, rules.zone)));
  const others = mornings(rules, from, until).filter(({ at }) => !days.has(localDateOf(at, rules.zone)));
  const all = [...shifts, ...others].sort((a, b) => a.at - b.at);
  return all.map((one, place) => ({ ...one, until: Math.min(one.until, all[place + 1]?.at ?? Infinity) }));
}

const mornings = ({ absences, zone }: LoudRules, from: number, until: number): Beginning[] =>
  ninesIn(from, until, zone).flatMap((at) => {
    const date = localDateOf(at, zone);
    if (isOnLeave(absences, date)) return [];
    return [{ at, until: startBoundary(date, EVENING, zone), digest: true }];
  });
