import { Temporal } from "temporal-polyfill";
import fc from "fast-check";
import type { Absence } from "../../src/api/declared-hours.ts";
import type { WeeklyWindow } from "../../src/api/kind.ts";
import { type Interval, mergeIntervals } from "../../src/time/interval.ts";
import { beginnings, loudIntervals, type LoudRules } from "../../src/time/loud-intervals.ts";
import { closedOn } from "../../src/time/opening-years.ts";
import { addDays, endBoundary, localDateOf, startBoundary, weekdayOf } from "../../src/time/wall-time.ts";
import { weeklyWindows } from "./arbitrary.ts";
import { zoneNames } from "./zones.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const paris = "Europe/Paris";
const at = (text: string) => Date.parse(`${text}Z`);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const isoAll = (list: Interval[]) => list.map(({ start, end }) => `${iso(start)} ${iso(end)}`);
const daily = (...windows: [string, string][]): WeeklyWindow[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start, end })));

const rules = (windows: WeeklyWindow[], more: Partial<LoudRules> = {}, zone: string = paris): LoudRules => ({
  hours: { windows, zone, closed: () => false },
  zone,
  absences: [],
  shifts: [],
  shiftsLoud: true,
  ...more,
});

describe("when somebody may be alerted", () => {
  const week = [at("2026-11-23T00:00"), at("2026-11-25T00:00")] as const;

  it("is in several windows a day, also over midnight", () => {
    const list = rules(daily(["09:00", "12:00"], ["22:00", "02:00"]));
    expect(isoAll(loudIntervals(list, ...week))).toEqual([
      "2026-11-23T00:00 2026-11-23T01:00",
      "2026-11-23T08:00 2026-11-23T11:00",
      "2026-11-23T21:00 2026-11-24T01:00",
      "2026-11-24T08:00 2026-11-24T11:00",
      "2026-11-24T21:00 2026-11-25T00:00",
    ]);
  });

  it("is never, where the hours have no window", () => {
    expect(loudIntervals(rules([]), ...week)).toEqual([]);
  });

  it("is always, where they are all week", () => {
    expect(isoAll(loudIntervals(rules(daily(["00:00", "00:00"])), ...week))).toEqual([
      "2026-11-23T00:00 2026-11-25T00:00",
    ]);
  });

  it("is also during one's own shifts, unless one said no", () => {
    const shifts = [{ start: at("2026-11-23T18:00"), end: at("2026-11-23T19:00") }];
    const own = daily(["17:00", "19:00"]).slice(0, 1);
    expect(isoAll(loudIntervals(rules(own, { shifts }), ...week))).toEqual(["2026-11-23T16:00 2026-11-23T19:00"]);
    expect(isoAll(loudIntervals(rules(own, { shifts, shiftsLoud: false }), ...week))).toEqual([
      "2026-11-23T16:00 2026-11-23T18:00",
    ]);
  });

  it("follows the kind's holidays and closures where its hours were taken: a day early for nobody (discourse-calendar#486)", () => {
    const kind = {
      zone: paris,
      region: "FR",
      hours: daily(["09:00", "18:00"]),
      closures: [{ from: "2026-12-26", until: "2026-12-27", reason: null }],
      holidays: { add: [], remove: [] },
    };
    const hours = { windows: kind.hours, zone: paris, closed: closedOn(kind) };
    const away = rules([], { hours, zone: "Pacific/Noumea" });
    expect(isoAll(loudIntervals(away, at("2026-12-24T00:00"), at("2026-12-29T00:00")))).toEqual([
      "2026-12-24T08:00 2026-12-24T17:00",
      "2026-12-28T08:00 2026-12-28T17:00",
    ]);
  });

  it("moves with the person's zone (travelling)", () => {
    const own = daily(["09:00", "12:00"]);
    expect(isoAll(loudIntervals(rules(own, {}, "America/Martinique"), ...week))[0]).toBe(
      "2026-11-23T13:00 2026-11-23T16:00"
    );
    expect(isoAll(loudIntervals(rules(own, {}, "Pacific/Noumea"), ...week))[0]).toBe(
      "2026-11-23T00:00 2026-11-23T01:00"
    );
  });
});

describe("a leave", () => {
  const saturday: Absence[] = [{ from: "2026-11-28", until: "2026-11-28" }];
  const nights = rules(daily(["20:00", "08:00"]), { absences: saturday });

  it("does not ring at midnight: what starts on it goes whole, what runs into it is cut there", () => {
    expect(isoAll(loudIntervals(nights, at("2026-11-27T12:00"), at("2026-11-30T12:00")))).toEqual([
      "2026-11-27T19:00 2026-11-27T23:00",
      // Saturday's night is gone, also what of it lies on Sunday
      "2026-11-29T19:00 2026-11-30T07:00",
    ]);
  });

  it("cuts what never ends at local midnights", () => {
    const always = rules(daily(["00:00", "00:00"]), { absences: saturday });
    expect(isoAll(loudIntervals(always, at("2026-11-27T12:00"), at("2026-11-30T00:00")))).toEqual([
      "2026-11-27T12:00 2026-11-27T23:00",
      "2026-11-28T23:00 2026-11-30T00:00",
    ]);
  });

  it("has the person's dates, whatever the zone of the hours", () => {
    const hours = { windows: daily(["09:00", "18:00"]), zone: paris, closed: () => false };
    const away = rules([], { hours, zone: "Pacific/Noumea", absences: saturday });
    // in Nouméa that Saturday is from Friday 13:00 to Saturday 13:00 UTC
    expect(isoAll(loudIntervals(away, at("2026-11-27T00:00"), at("2026-11-29T00:00")))).toEqual([
      "2026-11-27T08:00 2026-11-27T13:00",
    ]);
  });
});

describe("a digest begins", () => {
  const from = at("2026-11-23T00:00");
  const begins = (list: LoudRules, until = "2026-11-26T00:00", since = from) =>
    beginnings(list, since, at(until)).map((one) => `${iso(one.at)} ${iso(one.until)} ${one.digest}`);

  it("with a loud interval, until its end", () => {
    expect(begins(rules(daily(["09:00", "12:00"])), "2026-11-25T00:00")).toEqual([
      "2026-11-23T08:00 2026-11-23T11:00 true",
      "2026-11-24T08:00 2026-11-24T11:00 true",
    ]);
  });

  it("not with one shorter than a quarter of an hour, beside longer ones", () => {
    expect(begins(rules(daily(["09:00", "12:00"], ["15:00", "15:14"])), "2026-11-24T00:00")).toEqual([
      "2026-11-23T08:00 2026-11-23T11:00 true",
      "2026-11-23T14:00 2026-11-23T14:14 false",
    ]);
  });

  it("at 9:00 of each local day for a 24/7 person, who else would never get one", () => {
    expect(begins(rules(daily(["00:00", "00:00"])), "2026-11-25T00:00")).toEqual([
      "2026-11-23T08:00 2026-11-24T08:00 true",
      "2026-11-24T08:00 2026-11-25T08:00 true",
    ]);
  });

  it("at 9:00 for a stretch of more than a day, not at its own beginning", () => {
    const weekend = [6, 7].map((weekday) => ({ weekday, start: "18:00", end: "18:00" }));
    expect(begins(rules(weekend), "2026-12-01T00:00", at("2026-11-24T00:00"))).toEqual([
      "2026-11-28T17:00 2026-11-29T08:00 false",
      "2026-11-29T08:00 2026-11-30T08:00 true",
      "2026-11-30T08:00 2026-11-30T17:00 true",
    ]);
  });

  it("at 9:00 each day that is no leave, where the hours have no window, or none worth it", () => {
    const absences = [{ from: "2026-11-24", until: "2026-11-24" }];
    for (const windows of [[], daily(["03:00", "03:05"])])
      expect(begins(rules(windows, { absences }))).toEqual([
        "2026-11-23T08:00 2026-11-23T20:00 true",
        "2026-11-25T08:00 2026-11-25T20:00 true",
      ]);
  });

  it("once where the clock is set back over it (bull#2207), and after the gap where it is set forward", () => {
    const early = rules(daily(["02:30", "05:00"]));
    expect(begins(early, "2026-10-26T00:00", at("2026-10-25T00:00"))).toEqual([
      "2026-10-25T00:30 2026-10-25T04:00 true",
    ]);
    expect(begins(early, "2026-03-30T00:00", at("2026-03-29T00:00"))).toEqual([
      "2026-03-29T01:00 2026-03-29T03:00 true",
    ]);
  });

  it("even on a day of 25 hours that has no 9:00 in it", () => {
    const nearly = [{ weekday: 6, start: "09:01", end: "09:00" }];
    expect(begins(rules(nearly), "2026-10-26T00:00", at("2026-10-24T00:00"))).toEqual([
      "2026-10-24T07:01 2026-10-25T08:00 true",
    ]);
  });
});

/** Around both clock changes of the zones, and elsewhere. */
const days = fc.oneof(
  fc.constantFrom("2026-03-28", "2026-10-24", "2026-04-04", "2026-11-01", "2026-09-05", "2026-10-29"),
  fc.integer({ min: 0, max: 364 }).map((day) => addDays("2026-01-01", day))
);
const absencesNear = (date: string) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 5 }))
      .map(([off, length]) => ({ from: addDays(date, off), until: addDays(date, off + length) })),
    { maxLength: 3 }
  );
const situations = fc
  .tuple(days, fc.constantFrom(...zoneNames), fc.constantFrom(...zoneNames), weeklyWindows, fc.boolean())
  .chain(([date, zone, other, windows, same]) =>
    fc.record({
      date: fc.constant(date),
      rules: fc.record({
        hours: fc.constant({ windows, zone: same ? zone : other, closed: () => false }),
        zone: fc.constant(zone),
        absences: absencesNear(date),
        shifts: fc.array(
          fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 90 })).map(([start, hours]) => {
            const begin = at(`${date}T00:00`) + start * HOUR;
            return { start: begin, end: begin + hours * HOUR };
          }),
          { maxLength: 2 }
        ),
        shiftsLoud: fc.boolean(),
      }),
      minutes: fc.array(fc.integer({ min: -3 * 1440, max: 3 * 1440 }), { minLength: 20, maxLength: 20 }),
    })
  );

/** Asked for one instant alone: does a window or shift that starts on no leave date hold it, and is it on leave itself? */
function isLoud({ hours, zone, absences, shifts, shiftsLoud }: LoudRules, instant: number): boolean {
  const dateIn = (moment: number, where: string) =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(where).toPlainDate().toString();
  const away = (moment: number) => {
    const date = dateIn(moment, zone);
    return absences.some(({ from, until }) => from <= date && date <= until);
  };
  if (away(instant)) return false;
  const holds = ({ start, end }: Interval) => start <= instant && instant < end && !away(start);
  if (shiftsLoud && shifts.some(holds)) return true;
  const today = localDateOf(instant, hours.zone);
  return [-2, -1, 0, 1].some((off) => {
    const date = addDays(today, off);
    return hours.windows.some(({ weekday, start, end }) => {
      if (weekdayOf(date) !== weekday) return false;
      const ends = `${end}:00`.slice(0, 8) <= `${start}:00`.slice(0, 8) ? addDays(date, 1) : date;
      return holds({ start: startBoundary(date, start, hours.zone), end: endBoundary(ends, end, hours.zone) });
    });
  });
}

/** By the wall alone, in minutes; at or before its start an end is of the next day. */
function hasHoursWorthADigest({ hours }: LoudRules): boolean {
  const minutes = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));
  const lasts = (start: number, end: number) => (end > start ? end - start : end - start + 24 * 60);
  return hours.windows.some(({ start, end }) => lasts(minutes(start), minutes(end)) >= 15);
}

it("who has no hours at all has their digest at 9:00 as ever in the weeks before a shift, and at the shift", () => {
  const shifts = [{ start: at("2026-11-25T18:00"), end: at("2026-11-25T21:00") }];
  const begun = beginnings(rules([], { shifts }), at("2026-11-23T00:00"), at("2026-11-27T00:00"));
  expect(begun.map((one) => iso(one.at))).toEqual([
    "2026-11-23T08:00",
    "2026-11-24T08:00",
    "2026-11-25T18:00",
    "2026-11-26T08:00",
  ]);
});

describe("whatever the hours, zones, shifts, leaves and clock changes", () => {
  it("each instant is as loud as it is when asked about alone", () => {
    fc.assert(
      fc.property(situations, ({ date, rules: list, minutes }) => {
        const middle = at(`${date}T00:00`);
        const loud = loudIntervals(list, middle - 4 * DAY, middle + 4 * DAY);
        expect(loud).toEqual(mergeIntervals(loud));
        for (const minute of minutes) {
          const instant = middle + minute * MINUTE;
          const found = loud.some(({ start, end }) => start <= instant && instant < end);
          expect([iso(instant), found]).toEqual([iso(instant), isLoud(list, instant)]);
        }
      }),
      { numRuns: 150 }
    );
  });

  it("nothing rings on a leave date, and no digest begins there", () => {
    fc.assert(
      fc.property(situations, ({ date, rules: list }) => {
        const [from, until] = [at(`${date}T00:00`) - 8 * DAY, at(`${date}T00:00`) + 12 * DAY];
        const away = (instant: number) => {
          const day = localDateOf(instant, list.zone);
          return list.absences.some((one) => one.from <= day && day <= one.until);
        };
        for (const { start, end } of loudIntervals(list, from, until)) expect(away(start) || away(end - 1)).toBe(false);
        for (const begun of beginnings(list, from, until)) expect(away(begun.at)).toBe(false);
      }),
      { numRuns: 100 }
    );
  });

  it("every interval worth a digest has one in it, and none begins outside them where there are hours", () => {
    fc.assert(
      fc.property(situations, ({ date, rules: list }) => {
        const [from, until] = [at(`${date}T00:00`) - 4 * DAY, at(`${date}T00:00`) + 4 * DAY];
        const loud = loudIntervals(list, from, until);
        const begun = beginnings(list, from, until);
        for (const { start, end } of loud) {
          if (start === from || end === until || end - start < 15 * MINUTE) continue;
          expect(begun.some((one) => one.digest && start <= one.at && one.at < end)).toBe(true);
        }
        const holds = (instant: number) => loud.some(({ start, end }) => start <= instant && instant < end);
        if (hasHoursWorthADigest(list))
          for (const one of begun) expect([iso(one.at), holds(one.at)]).toEqual([iso(one.at), true]);
        for (const [place, one] of begun.entries()) {
          expect(one.until).toBeGreaterThan(one.at);
          expect(one.until).toBeLessThanOrEqual(begun[place + 1]?.at ?? Infinity);
        }
      }),
      { numRuns: 100 }
    );
  });

  it("the same is said by whoever asks about a part of the time", () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 1, max: 7 * 24 * 60 }), ({ date, rules: list }, minutes) => {
        const [from, until] = [at(`${date}T00:00`) - 4 * DAY, at(`${date}T00:00`) + 4 * DAY];
        const middle = from + minutes * MINUTE;
        const parts = [...loudIntervals(list, from, middle), ...loudIntervals(list, middle, until)];
        expect(mergeIntervals(parts)).toEqual(loudIntervals(list, from, until));
        expect([...beginnings(list, from, middle), ...beginnings(list, middle, until)]).toEqual(
          beginnings(list, from, until)
        );
      }),
      { numRuns: 100 }
    );
  });
});
