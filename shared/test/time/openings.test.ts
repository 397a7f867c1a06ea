import fc from "fast-check";
import type { TeamHours, WeeklyWindow } from "../../src/api/kind.ts";
import { publicHolidays } from "../../src/time/holidays.ts";
import type { Interval } from "../../src/time/interval.ts";
import { openingCalendar } from "../../src/time/openings.ts";
import { stretchesOf } from "../../src/time/windows.ts";
import { datesOf, eras, teamHoursOf } from "./arbitrary.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const at = (instant: string) => Date.parse(instant);
const iso = (interval: Interval | null) =>
  interval && [interval.start, interval.end].map((time) => new Date(time).toISOString().slice(0, 16)).join(" ");
const days = (weekdays: number[], ...windows: [string, string][]): WeeklyWindow[] =>
  weekdays.flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start, end })));
const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hours = (rules: Partial<TeamHours>): TeamHours => ({
  zone: "Europe/Paris",
  region: "FR",
  hours: days(weekdays, ["09:00", "12:00"], ["14:00", "18:00"]),
  closures: [],
  holidays: { add: [], remove: [] },
  ...rules,
});

describe("office hours in France", () => {
  const calendar = openingCalendar(hours({}));

  it.each([
    ["2026-11-20T20:00Z", "2026-11-23T08:00 2026-11-23T11:00", "Friday evening: Monday 9:00"],
    ["2026-11-23T08:00Z", "2026-11-23T13:00 2026-11-23T17:00", "strictly after: an opening that starts now is none"],
    ["2026-11-23T07:59Z", "2026-11-23T08:00 2026-11-23T11:00", "a minute before"],
    ["2026-11-23T11:30Z", "2026-11-23T13:00 2026-11-23T17:00", "lunch break"],
    ["2026-03-27T20:00Z", "2026-03-30T07:00 2026-03-30T10:00", "the offset of Monday, not of Friday"],
    ["2026-11-10T17:00Z", "2026-11-12T08:00 2026-11-12T11:00", "Armistice, a Wednesday"],
    ["2026-12-24T17:00Z", "2026-12-28T08:00 2026-12-28T11:00", "Christmas, then the week-end"],
    ["2026-12-31T17:00Z", "2027-01-04T08:00 2027-01-04T11:00", "over New Year"],
  ])("after %s comes %s (%s)", (instant, opening) => {
    expect(iso(calendar.firstAfter(at(instant)))).toBe(opening);
  });

  it("is open from the first instant to before the last", () => {
    const morning = { start: at("2026-11-23T08:00Z"), end: at("2026-11-23T11:00Z") };
    expect(calendar.openAt(morning.start - 1)).toBeNull();
    expect(calendar.openAt(morning.start)).toEqual(morning);
    expect(calendar.openAt(morning.end - 1)).toEqual(morning);
    expect(calendar.openAt(morning.end)).toBeNull();
  });

  it("changes at the end of what is open, else at the next opening", () => {
    expect(calendar.nextChangeAfter(at("2026-11-23T09:00Z"))).toBe(at("2026-11-23T11:00Z"));
    expect(calendar.nextChangeAfter(at("2026-11-23T11:00Z"))).toBe(at("2026-11-23T13:00Z"));
  });

  it("counts openings, and finds the latest", () => {
    const friday = at("2026-11-20T20:00Z");
    expect(iso(calendar.nthAfter(friday, 1))).toBe("2026-11-23T08:00 2026-11-23T11:00");
    expect(iso(calendar.nthAfter(friday, 3))).toBe("2026-11-24T08:00 2026-11-24T11:00");
    expect(iso(calendar.lastStartedBy(friday))).toBe("2026-11-20T13:00 2026-11-20T17:00");
    expect(iso(calendar.lastStartedBy(at("2026-11-20T13:00Z")))).toBe("2026-11-20T13:00 2026-11-20T17:00");
    for (const n of [0, -1, 1.5, NaN]) expect(() => calendar.nthAfter(friday, n)).toThrow(RangeError);
  });

  it("has the same Christmas wherever the server stands", () => {
    expect(calendar.openAt(at("2026-12-25T10:00Z"))).toBeNull();
    expect(calendar.openAt(at("2026-12-24T10:00Z"))).not.toBeNull();
    expect(calendar.openAt(at("2026-12-28T10:00Z"))).not.toBeNull();
  });
});

describe("the clock change of each zone", () => {
  const opening = (zone: string, start: string, end: string, after: string) =>
    iso(openingCalendar(hours({ zone, region: null, hours: days(everyDay, [start, end]) })).firstAfter(at(after)));

  it.each([
    ["Europe/Paris", "20:00", "08:00", "2026-03-28T12:00Z", "2026-03-28T19:00 2026-03-29T06:00", "11 h"],
    ["Europe/Paris", "20:00", "08:00", "2026-10-24T12:00Z", "2026-10-24T18:00 2026-10-25T07:00", "13 h"],
    ["Europe/Paris", "02:30", "05:00", "2026-03-28T12:00Z", "2026-03-29T01:00 2026-03-29T03:00", "start skipped"],
    ["Europe/Paris", "02:30", "05:00", "2026-10-24T12:00Z", "2026-10-25T00:30 2026-10-25T04:00", "start repeated"],
    ["America/Martinique", "20:00", "08:00", "2026-03-28T12:00Z", "2026-03-29T00:00 2026-03-29T12:00", "none"],
    ["Pacific/Noumea", "20:00", "08:00", "2026-10-24T12:00Z", "2026-10-25T09:00 2026-10-25T21:00", "none"],
    ["America/New_York", "20:00", "08:00", "2026-03-07T12:00Z", "2026-03-08T01:00 2026-03-08T12:00", "11 h"],
    ["America/New_York", "20:00", "08:00", "2026-10-31T12:00Z", "2026-11-01T00:00 2026-11-01T13:00", "13 h"],
    ["Australia/Lord_Howe", "20:00", "08:00", "2026-10-03T01:00Z", "2026-10-03T09:30 2026-10-03T21:00", "11 h 30"],
    ["Australia/Lord_Howe", "20:00", "08:00", "2026-04-04T01:00Z", "2026-04-04T09:00 2026-04-04T21:30", "12 h 30"],
    ["Asia/Beirut", "20:00", "08:00", "2026-03-28T12:00Z", "2026-03-28T18:00 2026-03-29T05:00", "11 h"],
    ["Asia/Beirut", "20:00", "08:00", "2026-10-24T12:00Z", "2026-10-24T17:00 2026-10-25T06:00", "13 h"],
  ])("%s, %s–%s after %s: %s (%s)", (zone, start, end, after, expected) => {
    expect(opening(zone, start, end, after)).toBe(expected);
  });
});

describe("closed dates", () => {
  it("A closed Friday whose night window opens the kind at Saturday 0:00: back on Saturday evening", () => {
    const night = openingCalendar(hours({ hours: days(everyDay, ["20:00", "08:00"]) }));
    // 1 May 2026, a Friday
    expect(iso(night.openAt(at("2026-05-01T05:00Z")))).toBe("2026-04-30T18:00 2026-05-01T06:00");
    expect(night.openAt(at("2026-05-01T22:00Z"))).toBeNull();
    expect(iso(night.firstAfter(at("2026-05-01T05:00Z")))).toBe("2026-05-02T18:00 2026-05-03T06:00");
  });

  it("are those of the region and of the kind's zone", () => {
    const abolition = at("2027-05-20T00:00Z"); // 22 May, a Saturday
    const saturdays = { hours: days([6], ["09:00", "12:00"]) };
    const martinique = openingCalendar(hours({ zone: "America/Martinique", region: "MQ", ...saturdays }));
    const paris = openingCalendar(hours(saturdays));
    expect(iso(martinique.firstAfter(abolition))).toBe("2027-05-29T13:00 2027-05-29T16:00");
    expect(iso(paris.firstAfter(abolition))).toBe("2027-05-22T07:00 2027-05-22T10:00");
  });

  const monday = "2026-05-25"; // Whit Monday
  it.each([
    ["a holiday is closed", {}, "2026-05-26T07:00"],
    ["a removed holiday is not", { holidays: { add: [], remove: [monday] } }, "2026-05-25T07:00"],
    ["an added one is closed", { holidays: { add: ["2026-05-26"], remove: [] } }, "2026-05-27T07:00"],
    ["added and removed: closed", { holidays: { add: [monday], remove: [monday] } }, "2026-05-26T07:00"],
    [
      "a closure shuts a removed holiday",
      { holidays: { add: [], remove: [monday] }, closures: [{ from: monday, until: monday, reason: null }] },
      "2026-05-26T07:00",
    ],
    [
      "a closure includes both its dates",
      { closures: [{ from: "2026-05-24", until: "2026-05-26", reason: null }] },
      "2026-05-27T07:00",
    ],
    [
      "a closure over New Year goes on",
      { closures: [{ from: "2025-12-24", until: "2026-05-27", reason: null }] },
      "2026-05-28T07:00",
    ],
  ])("%s", (_why, rules, start) => {
    const next = openingCalendar(hours(rules)).firstAfter(at("2026-05-23T00:00Z"));
    expect(iso(next)?.slice(0, 16)).toBe(start);
  });
});

describe("New Year", () => {
  const region = null;

  it("a night that runs over it is one opening, in the year in which it starts", () => {
    const night = openingCalendar(hours({ region, hours: days(everyDay, ["20:00", "08:00"]) }));
    const opening = "2026-12-31T19:00 2027-01-01T07:00";
    expect(iso(night.openAt(at("2026-12-31T20:00Z")))).toBe(opening);
    expect(iso(night.openAt(at("2027-01-01T06:00Z")))).toBe(opening);
    expect(iso(night.lastStartedBy(at("2027-01-01T12:00Z")))).toBe(opening);
    expect(iso(night.firstAfter(at("2026-12-31T19:00Z")))).toBe("2027-01-01T19:00 2027-01-02T07:00");
  });

  it("what touches at its midnight merges across it: no opening at 0:00", () => {
    const late = openingCalendar(hours({ region, hours: days(everyDay, ["00:00", "08:00"], ["20:00", "00:00"]) }));
    expect(iso(late.openAt(at("2027-01-01T00:00Z")))).toBe("2026-12-31T19:00 2027-01-01T07:00");
    expect(iso(late.firstAfter(at("2026-12-31T20:00Z")))).toBe("2027-01-01T19:00 2027-01-02T07:00");
    expect(late.nextChangeAfter(at("2026-12-31T22:30Z"))).toBe(at("2027-01-01T07:00Z"));
  });

  it.each([
    ["Pacific/Auckland", "2026-12-31T11:00 2026-12-31T14:00", "2026-12-31T10:30Z"],
    ["Pacific/Honolulu", "2027-01-01T10:00 2027-01-01T13:00", "2027-01-01T09:30Z"],
  ])("%s has its own", (zone, opening, before) => {
    const calendar = openingCalendar(hours({ zone, region, hours: days(everyDay, ["00:00", "03:00"]) }));
    expect(iso(calendar.firstAfter(at(before)))).toBe(opening);
    expect(iso(calendar.openAt(at(before) + 31 * MINUTE))).toBe(opening);
    expect(iso(calendar.lastStartedBy(at(before) + 31 * MINUTE))).toBe(opening);
  });

  it("a closure of years in a kind that is else always open ends in an opening", () => {
    const closures = [{ from: "2021-06-01", until: "2026-05-31", reason: null }];
    const calendar = openingCalendar(hours({ region, closures, hours: days(everyDay, ["00:00", "00:00"]) }));
    expect(iso(calendar.firstAfter(at("2026-05-01T00:00Z")))?.slice(0, 16)).toBe("2026-05-31T22:00");
    expect(calendar.firstAfter(at("2022-05-01T00:00Z"))).toBeNull(); // more than 400 days away
    expect(calendar.openAt(at("2022-05-01T00:00Z"))).toBeNull();
    // one stretch through many years, whatever year is asked first
    const back = calendar.openAt(at("2040-05-01T00:00Z"));
    expect(calendar.openAt(at("2026-06-01T00:00Z"))).toEqual(back);
    expect(calendar.nextChangeAfter(at("2040-05-01T00:00Z"))).toBeNull();
    expect(calendar.nextChangeAfter(at("2021-05-01T00:00Z"))).toBe(at("2021-05-31T22:00Z"));
    expect(calendar.lastStartedBy(at("2026-07-01T00:00Z"))).toEqual(back);
    expect(calendar.lastStartedBy(at("2026-08-01T00:00Z"))).toBeNull(); // more than 60 days ago
  });
});

describe("no openings", () => {
  const now = at("2026-11-23T09:00Z");
  const ask = (rules: Partial<TeamHours>) => {
    const calendar = openingCalendar(hours(rules));
    return {
      offers: calendar.offersOpenings,
      open: calendar.openAt(now) !== null,
      first: calendar.firstAfter(now),
      nth: calendar.nthAfter(now, 2),
      last: calendar.lastStartedBy(now),
      change: calendar.nextChangeAfter(now),
    };
  };
  const none = { first: null, nth: null, last: null, change: null };

  it("a kind without hours offers none, and is never open", () => {
    expect(ask({ hours: null })).toEqual({ offers: false, open: false, ...none });
    expect(ask({ hours: [] })).toEqual({ offers: false, open: false, ...none });
  });

  it("a kind that is always open offers none, and is always open", () => {
    expect(ask({ region: null, hours: days(everyDay, ["00:00", "00:00"]) })).toEqual({
      offers: false,
      open: true,
      ...none,
    });
    expect(ask({ region: null, hours: days(everyDay, ["07:00", "19:00"], ["19:00", "07:00"]) })).toEqual({
      offers: false,
      open: true,
      ...none,
    });
  });

  it("round the clock but for holidays has an opening after each", () => {
    const calendar = openingCalendar(hours({ hours: days(everyDay, ["00:00", "00:00"]) }));
    expect(calendar.offersOpenings).toBe(true);
    expect(iso(calendar.openAt(now))).toBe("2026-11-11T23:00 2026-12-24T23:00");
    expect(iso(calendar.firstAfter(now))).toBe("2026-12-25T23:00 2026-12-31T23:00");
  });

  it("a kind that is shut for good has none", () => {
    const closures = [{ from: "1990-01-01", until: "2999-12-31", reason: null }];
    expect(ask({ closures })).toEqual({ offers: true, open: false, ...none });
  });

  it.each([NaN, Infinity, -Infinity, 8.64e15, -8.64e15])("instants that no calendar knows have none: %d", (instant) => {
    for (const rules of [hours({}), hours({ region: null, hours: days(everyDay, ["00:00", "00:00"]) })]) {
      const calendar = openingCalendar(rules);
      expect(calendar.openAt(instant)).toBeNull();
      expect(calendar.firstAfter(instant)).toBeNull();
      expect(calendar.lastStartedBy(instant)).toBeNull();
      expect(calendar.nextChangeAfter(instant)).toBeNull();
    }
  });
});

describe("years without data", () => {
  it("are named once they are asked about, and every day is an ordinary one", () => {
    const calendar = openingCalendar(hours({ region: "XX" }));
    expect(calendar.unknownYears).toEqual([]);
    expect(iso(calendar.firstAfter(at("2026-12-24T20:00Z")))).toBe("2026-12-25T08:00 2026-12-25T11:00");
    expect(calendar.unknownYears).toEqual([2026]);
    calendar.firstAfter(at("2028-06-01T00:00Z"));
    expect(calendar.unknownYears).toEqual([2026, 2028]);
  });

  it("are none with data, and none without a region", () => {
    for (const region of ["FR", null]) {
      const calendar = openingCalendar(hours({ region }));
      calendar.firstAfter(at("2026-12-24T20:00Z"));
      expect(calendar.unknownYears).toEqual([]);
    }
  });
});

describe("whatever the rules", () => {
  const questions = fc.constantFrom(...eras).chain((era) => {
    const minutes = fc.integer({ min: -2 * 1440, max: 2 * 1440 });
    const instants = fc.tuple(datesOf(era), minutes).map(([date, more]) => at(`${date}T00:00Z`) + more * MINUTE);
    return fc.record({
      era: fc.constant(era),
      rules: teamHoursOf(era),
      asked: fc.array(instants, { minLength: 8, maxLength: 8 }),
    });
  });

  /** All openings of the years around in one piece, so without any seam between years. */
  function plainly(rules: TeamHours, fromYear: number, untilYear: number): Interval[] {
    const holidays = new Set<string>();
    for (let year = fromYear; year <= untilYear; year += 1) {
      if (rules.region) for (const { date } of publicHolidays(rules.region, year).dates) holidays.add(date);
    }
    const closed = (date: string) =>
      rules.closures.some((closure) => closure.from <= date && date <= closure.until) ||
      rules.holidays.add.includes(date) ||
      (holidays.has(date) && !rules.holidays.remove.includes(date));
    return stretchesOf(rules.hours ?? [], rules.zone, `${fromYear}-01-01`, `${untilYear}-12-31`, closed);
  }

  it("a calendar by years says what one list of all openings says", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 5 }), ({ era, rules, asked }, n) => {
        const calendar = openingCalendar(rules);
        const all = plainly(rules, era - 2, era + 3);
        // the list has edges of its own: what runs into them ends somewhere outside
        const [first, last] = [at(`${era - 2}-01-03T00:00Z`), at(`${era + 3}-12-30T00:00Z`)];
        const known = (time: number | undefined) => (time && time > first && time < last ? time : null);
        const edges = all
          .slice(1, 3)
          .concat(all.slice(-3, -1))
          .flatMap(({ start, end }) => [start, end - 1, end]);
        for (const instant of [...asked, ...edges].filter(known)) {
          const open = all.find(({ start, end }) => start <= instant && instant < end);
          const opened = calendar.openAt(instant);
          expect(opened === null).toBe(open === undefined);
          expect(known(opened?.start)).toBe(known(open?.start));
          expect(known(opened?.end)).toBe(known(open?.end));

          let next: Interval | undefined;
          let from = instant;
          for (let passed = 0; passed < n; passed += 1) {
            next = all.find(({ start }) => start > from && start <= from + 400 * DAY);
            if (passed === 0) expect(known(calendar.firstAfter(instant)?.start)).toBe(known(next?.start));
            if (!next) break;
            from = next.start;
          }
          expect(known(calendar.nthAfter(instant, n)?.start)).toBe(known(next?.start));
          const latest = all.findLast(({ start }) => start <= instant && start >= instant - 60 * DAY);
          expect(known(calendar.lastStartedBy(instant)?.start)).toBe(known(latest?.start));
        }
      }),
      { numRuns: 25 }
    );
  });

  it("its answers agree with each other", () => {
    fc.assert(
      fc.property(questions, ({ rules, asked }) => {
        const calendar = openingCalendar(rules);
        for (const instant of asked) {
          const open = calendar.openAt(instant);
          const first = calendar.firstAfter(instant);
          const change = calendar.nextChangeAfter(instant);
          if (open) {
            expect(open.start).toBeLessThanOrEqual(instant);
            expect(open.end).toBeGreaterThan(instant);
            expect(calendar.openAt(open.start)).toEqual(open);
            expect(calendar.openAt(open.end - 1)).toEqual(open);
          }
          if (first) {
            expect(first.start).toBeGreaterThan(instant);
            expect(calendar.openAt(first.start)).toEqual(first);
            expect(calendar.openAt(first.start - 1)).not.toEqual(first);
            expect(calendar.lastStartedBy(first.start)).toEqual(first);
            expect(calendar.firstAfter(first.start - 1)).toEqual(first);
          }
          if (change !== null) {
            expect(change).toBeGreaterThan(instant);
            expect(calendar.openAt(change - 1)).toEqual(open);
            expect(calendar.openAt(change)).not.toEqual(open);
          }
        }
      }),
      { numRuns: 30 }
    );
  });

  it("the order of the questions changes no answer", () => {
    fc.assert(
      fc.property(questions, ({ rules, asked }) => {
        const answers = (list: number[]) => {
          const calendar = openingCalendar(rules);
          return new Map(list.map((instant) => [instant, [calendar.openAt(instant), calendar.firstAfter(instant)]]));
        };
        const [there, back] = [answers(asked), answers([...asked].reverse())];
        for (const instant of asked) expect(back.get(instant)).toEqual(there.get(instant));
      }),
      { numRuns: 25 }
    );
  });
});
