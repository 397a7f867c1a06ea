import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { ShiftPattern } from "../../src/api/shift-template.ts";
import { addDays, addMonths, dayOf } from "../../src/time/local-date.ts";
import { closedForShifts, shiftsOf, watchedTime } from "../../src/time/shifts.ts";
import { openingCalendar } from "../../src/time/openings.ts";
import { localOf, weekdayOf } from "../../src/time/wall-time.ts";
import { datesOf, teamHoursOf } from "./arbitrary.ts";
import { zoneNames } from "./zones.ts";

const hour = 3_600_000;
const paris = "Europe/Paris";
const never = () => false;
const pattern = (more: Partial<ShiftPattern> = {}): ShiftPattern => ({
  anchor: "2026-01-01",
  until: null,
  everyWeeks: 1,
  weekday: 6,
  start: "20:00",
  length: { end: "08:00" },
  onHolidays: false,
  ...more,
});
const hoursOf = ({ start, end }: { start: number; end: number }) => (end - start) / hour;

describe("a template", () => {
  test("makes one shift a week from its anchor on, each named by its local date", () => {
    const found = shiftsOf(pattern(), paris, "2026-01-01", "2026-01-31", never);
    expect(found.map(({ date }) => date)).toEqual([
      "2026-01-03",
      "2026-01-10",
      "2026-01-17",
      "2026-01-24",
      "2026-01-31",
    ]);
    expect(localOf(found[0]!.start, paris)).toBe("2026-01-03T20:00");
    expect(localOf(found[0]!.end, paris)).toBe("2026-01-04T08:00");
  });

  test("every other week goes on from its anchor, whatever is asked about", () => {
    const every = pattern({ everyWeeks: 2 });
    const all = shiftsOf(every, paris, "2026-01-01", "2026-12-31", never).map(({ date }) => date);
    const asked = shiftsOf(every, paris, "2026-05-05", "2026-06-20", never).map(({ date }) => date);
    expect(asked).toEqual(all.filter((date) => date >= "2026-05-05" && date <= "2026-06-20"));
    expect(all.slice(0, 2)).toEqual(["2026-01-03", "2026-01-17"]);
  });

  test("ends with its last date, and makes nothing before its anchor", () => {
    const short = pattern({ anchor: "2026-03-04", until: "2026-03-14" });
    expect(shiftsOf(short, paris, "2026-01-01", "2026-12-31", never).map(({ date }) => date)).toEqual([
      "2026-03-07",
      "2026-03-14",
    ]);
  });

  test("Offset of now applied to another day: a night of 12 hours lasts 11 in March and 13 in October", () => {
    const dates = ["2026-03-28", "2026-06-06", "2026-10-24"];
    const lengths = dates.map((date) => hoursOf(shiftsOf(pattern(), paris, date, date, never)[0]!));
    expect(lengths).toEqual([11, 12, 13]);
  });

  test("of days ends on the same wall time so many days later", () => {
    const week = pattern({ anchor: "2026-10-19", weekday: 1, start: "09:00", length: { days: 7 } });
    const [first, second] = shiftsOf(week, paris, "2026-10-19", "2026-10-26", never);
    expect(localOf(first!.end, paris)).toBe("2026-10-26T09:00");
    expect([hoursOf(first!), hoursOf(second!)]).toEqual([7 * 24 + 1, 7 * 24]);
  });

  test("an equal end is 24 hours; what the clock change empties is no shift", () => {
    const [round] = shiftsOf(pattern({ length: { end: "20:00" } }), paris, "2026-01-03", "2026-01-03", never);
    expect(hoursOf(round!)).toBe(24);
    const gap = pattern({ weekday: 7, start: "02:15", length: { end: "02:45" } });
    expect(shiftsOf(gap, paris, "2026-03-22", "2026-04-05", never).map(({ date }) => date)).toEqual([
      "2026-03-22",
      "2026-04-05",
    ]);
  });

  test("a closed date removes what starts on it, whole, and cuts nothing that started before", () => {
    const rules = {
      ...{
        zone: paris,
        region: "FR",
        hours: [],
        closures: [{ from: "2026-08-10", until: "2026-08-16", reason: null }],
      },
      holidays: { add: [], remove: [] },
    };
    const closed = closedForShifts(rules);
    const nights = (onHolidays: boolean, weekday: number, from: string, until: string) =>
      shiftsOf(pattern({ weekday, onHolidays }), paris, from, until, closed(onHolidays)).map(({ date }) => date);
    expect(nights(false, 5, "2026-12-18", "2027-01-08")).toEqual(["2026-12-18", "2027-01-08"]);
    expect(nights(true, 5, "2026-12-18", "2027-01-08")).toEqual([
      "2026-12-18",
      "2026-12-25",
      "2027-01-01",
      "2027-01-08",
    ]);
    // a closure shuts whatever holidays say, and Sunday's night runs into Monday's
    expect(nights(true, 7, "2026-08-01", "2026-08-31")).toEqual([
      "2026-08-02",
      "2026-08-09",
      "2026-08-23",
      "2026-08-30",
    ]);
  });
});

describe("in every zone, and wherever the server stands", () => {
  const patterns = (era: number) =>
    fc.record({
      anchor: datesOf(era),
      until: fc.oneof(fc.constant(null), datesOf(era)),
      everyWeeks: fc.integer({ min: 1, max: 6 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      start: fc.constantFrom("00:00", "02:00", "02:30", "09:00", "20:00", "23:59"),
      length: fc.oneof(
        fc.record({ end: fc.constantFrom("00:00", "02:30", "03:00", "08:00", "20:00") }),
        fc.record({ days: fc.integer({ min: 1, max: 14 }) })
      ),
      onHolidays: fc.boolean(),
    });

  test("each starts and ends at its wall times, as Temporal says for that very date", () => {
    fc.assert(
      fc.property(patterns(2026), fc.constantFrom(...zoneNames), datesOf(2026), (template, zone, from) => {
        const until = addDays(from, 120);
        for (const { date, start, end } of shiftsOf(template, zone, from, until, never)) {
          expect([weekdayOf(date), date >= template.anchor]).toEqual([template.weekday, true]);
          expect(Math.floor((dayOf(date) - dayOf(template.anchor)) / 7) % template.everyWeeks).toBe(0);
          const wall = Temporal.PlainDateTime.from(`${date}T${template.start}`);
          const asked = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
          const exists = asked.toPlainDateTime().equals(wall);
          if (exists) expect(start).toBe(asked.epochMilliseconds);
          else expect(start).toBe(asked.getTimeZoneTransition("next")!.epochMilliseconds);
          expect(start).toBeLessThan(end);
        }
      }),
      { numRuns: 150 }
    );
  });

  test("asked for in pieces they are the same as asked for at once", () => {
    fc.assert(
      fc.property(patterns(2026), fc.constantFrom(...zoneNames), datesOf(2026), (template, zone, from) => {
        const [middle, until] = [addDays(from, 41), addDays(from, 90)];
        const pieces = [
          ...shiftsOf(template, zone, from, middle, never),
          ...shiftsOf(template, zone, addDays(middle, 1), until, never),
        ];
        expect(pieces).toEqual(shiftsOf(template, zone, from, until, never));
      }),
      { numRuns: 150 }
    );
  });

  test("in a shift of days one is on watch during team hours only", () => {
    fc.assert(
      fc.property(teamHoursOf(2026), datesOf(2026), fc.integer({ min: 1, max: 14 }), (rules, date, days) => {
        const weekly = pattern({ anchor: date, weekday: weekdayOf(date), start: "09:00", length: { days } });
        const [shift] = shiftsOf(weekly, rules.zone, date, date, never);
        if (!shift) return;
        const calendar = openingCalendar(rules);
        for (const { start, end } of watchedTime(shift, true, rules)) {
          expect([start >= shift.start, end <= shift.end, start < end]).toEqual([true, true, true]);
          for (const at of [start, (start + end) / 2, end - 1])
            expect(rules.hours === null || calendar.openAt(at) !== null).toBe(true);
        }
        expect(watchedTime(shift, false, rules)).toEqual([{ start: shift.start, end: shift.end }]);
      }),
      { numRuns: 100 }
    );
  });
});

test("a week of watch in a kind with office hours is its mornings and afternoons", () => {
  const hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "09:00", end: "12:00" },
    { weekday, start: "14:00", end: "18:00" },
  ]);
  const rules = { zone: paris, region: "FR", hours, closures: [], holidays: { add: [], remove: [] } };
  const week = pattern({ anchor: "2026-05-11", weekday: 1, start: "09:00", length: { days: 7 } });
  const [shift] = shiftsOf(week, paris, "2026-05-11", "2026-05-11", never);
  const times = watchedTime(shift!, true, rules);
  // Thursday the 14th is Ascension Day
  expect(times.length).toBe(8);
  expect(times.reduce((sum, one) => sum + hoursOf(one), 0)).toBe(28);
  expect(watchedTime(shift!, true, { ...rules, hours: null })).toEqual([{ start: shift!.start, end: shift!.end }]);
});

test("a year of shifts for 20 kinds and 10 templates each is a matter of milliseconds", () => {
  const all = () => {
    let count = 0;
    for (let kind = 0; kind < 20; kind += 1)
      for (let at = 0; at < 10; at += 1) {
        const one = pattern({ weekday: 1 + (at % 7), length: at % 3 === 0 ? { days: 7 } : { end: "08:00" } });
        count += shiftsOf(one, zoneNames[kind % zoneNames.length]!, "2026-01-01", "2026-12-31", never).length;
      }
    return count;
  };
  all();
  const before = performance.now();
  expect(all()).toBeGreaterThan(10_000);
  // 50 ms is what the bench holds on a quiet machine
  expect(performance.now() - before).toBeLessThan(1_000);
});

test.each([
  ["2026-11-23", 3, "2027-02-23"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-01-31", 1, "2026-02-28"],
  ["2027-12-31", 2, "2028-02-29"],
  ["2026-10-31", 1, "2026-11-30"],
  ["2026-12-15", 12, "2027-12-15"],
])("%s and %i months is %s", (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});
