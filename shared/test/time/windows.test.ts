import fc from "fast-check";
import type { WeeklyWindow } from "../../src/api/kind.ts";
import { type Interval, mergeIntervals } from "../../src/time/interval.ts";
import { addDays, endBoundary, localOf, startBoundary, weekdayOf } from "../../src/time/wall-time.ts";
import { coverTheWeek, flagsOf, overlap, stretchesOf } from "../../src/time/windows.ts";
import { localDates, weeklyWindows } from "./arbitrary.ts";
import { hardZones, zoneNames } from "./zones.ts";

const HOUR = 3_600_000;
const never = () => false;
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const isoAll = (list: Interval[]) => list.map(({ start, end }) => `${iso(start)} ${iso(end)}`);
const daily = (...windows: [string, string][]): WeeklyWindow[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start, end })));
const on = (weekday: number, ...windows: [string, string][]) =>
  windows.map(([start, end]) => ({ weekday, start, end }));

describe("weekly windows, on one date", () => {
  it.each<[string, string, string, [string, string][], string[]]>([
    ["Europe/Paris", "2026-07-01", "summer", [["09:00", "18:00"]], ["2026-07-01T07:00 2026-07-01T16:00"]],
    [
      "Europe/Paris",
      "2026-12-02",
      "Offset of now applied to another day (Cal.com#6217): winter has its own",
      [["09:00", "18:00"]],
      ["2026-12-02T08:00 2026-12-02T17:00"],
    ],
    [
      "Europe/Paris",
      "2026-07-01",
      "Only one window a day (Chatwoot#14009): here a lunch break",
      [
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ],
      ["2026-07-01T07:00 2026-07-01T10:00", "2026-07-01T12:00 2026-07-01T16:00"],
    ],
    [
      "Europe/Paris",
      "2026-07-01",
      "touching and overlapping ones are one",
      [
        ["11:00", "14:00"],
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ],
      ["2026-07-01T07:00 2026-07-01T16:00"],
    ],
    [
      "Europe/Paris",
      "2026-07-01",
      "Midnight (Zammad#3180, Chatwoot#3491): 0:00 as an end is the day's end, not closed",
      [["18:00", "00:00"]],
      ["2026-07-01T16:00 2026-07-01T22:00"],
    ],
    [
      "Europe/Paris",
      "2026-07-01",
      "equal ends are 24 hours, not none",
      [["00:00", "00:00"]],
      ["2026-06-30T22:00 2026-07-01T22:00"],
    ],
    ["Europe/Paris", "2026-07-01", "seconds", [["09:00:20", "09:00:40"]], ["2026-07-01T07:00 2026-07-01T07:00"]],
    [
      "Europe/Paris",
      "2026-03-29",
      "24 h on the wall last 23 in March",
      [["00:00", "00:00"]],
      ["2026-03-28T23:00 2026-03-29T22:00"],
    ],
    ["Europe/Paris", "2026-10-25", "and 25 in October", [["00:00", "00:00"]], ["2026-10-24T22:00 2026-10-25T23:00"]],
    ["Europe/Paris", "2026-03-29", "all of it skipped: dropped", [["02:10", "02:50"]], []],
    ["Europe/Paris", "2026-03-29", "its start skipped", [["02:30", "04:00"]], ["2026-03-29T01:00 2026-03-29T02:00"]],
    ["Europe/Paris", "2026-03-29", "its end skipped", [["01:00", "02:30"]], ["2026-03-29T00:00 2026-03-29T01:00"]],
    [
      "Europe/Paris",
      "2026-10-25",
      "The repeated hour: from its first time to its last",
      [["02:10", "02:50"]],
      ["2026-10-25T00:10 2026-10-25T01:50"],
    ],
    [
      "Europe/Paris",
      "2026-10-25",
      "two within the repeated hour overlap, and are one",
      [
        ["02:00", "02:20"],
        ["02:40", "03:00"],
      ],
      ["2026-10-25T00:00 2026-10-25T02:00"],
    ],
    ["America/Martinique", "2026-03-29", "no change", [["02:10", "02:50"]], ["2026-03-29T06:10 2026-03-29T06:50"]],
    ["Pacific/Noumea", "2026-10-25", "no change", [["02:10", "02:50"]], ["2026-10-24T15:10 2026-10-24T15:50"]],
    ["America/New_York", "2026-03-08", "its end skipped", [["01:30", "02:30"]], ["2026-03-08T06:30 2026-03-08T07:00"]],
    ["America/New_York", "2026-11-01", "repeated", [["01:10", "01:50"]], ["2026-11-01T05:10 2026-11-01T06:50"]],
    [
      "Australia/Lord_Howe",
      "2026-10-04",
      "half an hour shorter",
      [["01:00", "03:00"]],
      ["2026-10-03T14:30 2026-10-03T16:00"],
    ],
    [
      "Australia/Lord_Howe",
      "2026-04-05",
      "half an hour longer",
      [["01:00", "03:00"]],
      ["2026-04-04T14:00 2026-04-04T16:30"],
    ],
    [
      "Asia/Beirut",
      "2026-03-29",
      "midnight skipped at its start",
      [["00:00", "02:00"]],
      ["2026-03-28T22:00 2026-03-28T23:00"],
    ],
    [
      "Asia/Beirut",
      "2026-03-28",
      "midnight skipped at its end",
      [["20:00", "00:00"]],
      ["2026-03-28T18:00 2026-03-28T22:00"],
    ],
    [
      "Asia/Beirut",
      "2026-10-24",
      "an hour twice before midnight",
      [["20:00", "00:00"]],
      ["2026-10-24T17:00 2026-10-24T22:00"],
    ],
    [
      "America/Santiago",
      "2026-09-05",
      "midnight skipped at its end",
      [["20:00", "00:00"]],
      ["2026-09-06T00:00 2026-09-06T04:00"],
    ],
    [
      "Africa/Cairo",
      "2026-10-29",
      "an hour twice before midnight",
      [["20:00", "00:00"]],
      ["2026-10-29T17:00 2026-10-29T22:00"],
    ],
    ["Europe/Dublin", "2026-10-25", "an Irish night", [["00:00", "08:00"]], ["2026-10-24T23:00 2026-10-25T08:00"]],
    [
      "Asia/Dhaka",
      "2009-12-31",
      "clocks changed at New Year",
      [["20:00", "00:00"]],
      ["2009-12-31T13:00 2009-12-31T18:00"],
    ],
    ["Pacific/Apia", "2011-12-30", "a day that wasn't", [["09:00", "18:00"]], []],
    ["Pacific/Apia", "2011-12-29", "the night before it", [["20:00", "08:00"]], ["2011-12-30T06:00 2011-12-30T10:00"]],
  ])("%s %s: %s", (zone, date, _why, windows, expected) => {
    expect(isoAll(stretchesOf(on(weekdayOf(date), ...windows), zone, date, date, never))).toEqual(expected);
  });

  it("keeps the seconds of a demo", () => {
    const [only] = stretchesOf(on(3, ["09:00:20", "09:00:40"]), "Europe/Paris", "2026-07-01", "2026-07-01", never);
    expect(only).toEqual({ start: Date.parse("2026-07-01T07:00:20Z"), end: Date.parse("2026-07-01T07:00:40Z") });
  });
});

describe("a night shift 20:00–08:00", () => {
  const hoursOf = (date: string, zone = "Europe/Paris") => {
    const [only] = stretchesOf(on(weekdayOf(date), ["20:00", "08:00"]), zone, date, date, never);
    return (only!.end - only!.start) / HOUR;
  };

  it("Durations in seconds (Grafana#5247): lasts 11 h in March and 13 h in October", () => {
    expect(hoursOf("2026-03-28")).toBe(11);
    expect(hoursOf("2026-10-24")).toBe(13);
    expect(hoursOf("2026-07-01")).toBe(12);
    expect(hoursOf("2026-03-28", "America/Martinique")).toBe(12);
  });

  it("Schedules kept in UTC (Grafana#3261): starts at 20:00 on the wall all year round", () => {
    const starts = stretchesOf(daily(["20:00", "08:00"]), "Europe/Paris", "2026-01-01", "2026-12-31", never).map(
      ({ start }) => localOf(start, "Europe/Paris").slice(11)
    );
    expect(new Set(starts)).toEqual(new Set(["20:00"]));
    expect(starts).toHaveLength(365);
  });
});

describe("closed dates", () => {
  const friday = "2026-05-01";
  const night = daily(["20:00", "08:00"]);
  const around = (closed: (date: string) => boolean, windows = night) =>
    isoAll(stretchesOf(windows, "Europe/Paris", "2026-04-30", "2026-05-02", closed));

  it("A closed Friday whose night window opens the kind at Saturday 0:00: it doesn't, the whole window is gone", () => {
    expect(around((date) => date === friday)).toEqual([
      // Thursday's night goes on into the closed Friday, uncut
      "2026-04-30T18:00 2026-05-01T06:00",
      "2026-05-02T18:00 2026-05-03T06:00",
    ]);
  });

  it("23:59 hacks: a window from 0:00 of the closed date goes, one that merges with it doesn't", () => {
    expect(around((date) => date === friday, daily(["00:00", "08:00"], ["20:00", "00:00"]))).toEqual([
      "2026-04-29T22:00 2026-04-30T06:00",
      "2026-04-30T18:00 2026-04-30T22:00",
      "2026-05-01T22:00 2026-05-02T06:00",
      "2026-05-02T18:00 2026-05-02T22:00",
    ]);
  });

  it("are asked as local dates of the zone, whatever the date in UTC", () => {
    const noumea = stretchesOf(
      daily(["08:00", "09:00"]),
      "Pacific/Noumea",
      "2026-04-30",
      "2026-05-02",
      (date) => date === friday
    );
    expect(isoAll(noumea)).toEqual(["2026-04-29T21:00 2026-04-29T22:00", "2026-05-01T21:00 2026-05-01T22:00"]);
  });
});

describe("flags", () => {
  it("name what lies in the hour in which clocks are changed, once", () => {
    const windows = [...on(1, ["02:00", "03:00"], ["02:00", "12:00"]), ...on(6, ["20:00", "02:59:30"])];
    expect(flagsOf(windows)).toEqual(["boundary_in_clock_change:1:02:00", "boundary_in_clock_change:6:02:59"]);
  });
});

describe("covering the week", () => {
  it.each<[string, boolean, WeeklyWindow[]]>([
    ["seven times 24 h", true, daily(["00:00", "00:00"])],
    ["day and night", true, daily(["08:00", "20:00"], ["20:00", "08:00"])],
    ["seven times 9 to 9", true, daily(["09:00", "09:00"])],
    ["all but a minute", false, daily(["00:01", "00:00"])],
    ["six times 24 h", false, daily(["00:00", "00:00"]).slice(1)],
    ["Sunday's night missing", false, [...daily(["08:00", "20:00"], ["20:00", "08:00"])].slice(0, -1)],
    ["nothing", false, []],
  ])("%s: %s", (_why, covers, windows) => expect(coverTheWeek(windows)).toBe(covers));
});

describe("overlapping", () => {
  it.each<[string, boolean, WeeklyWindow[]]>([
    ["an hour twice", true, on(2, ["09:00", "12:00"], ["11:00", "18:00"])],
    ["one within another", true, on(2, ["09:00", "18:00"], ["10:00", "11:00"])],
    ["a night into the next morning", true, [...on(2, ["22:00", "06:00"]), ...on(3, ["05:59", "07:00"])]],
    ["Sunday's night into Monday", true, [...on(1, ["05:00", "07:00"]), ...on(7, ["22:00", "06:00"])]],
    ["touching ones", false, [...on(2, ["09:00", "12:00"], ["12:00", "18:00"]), ...on(7, ["22:00", "00:00"])]],
    ["24 h and the day after", false, [...on(2, ["09:00", "09:00"]), ...on(3, ["09:00", "10:00"])]],
    ["nothing", false, []],
  ])("%s: %s", (_why, overlaps, windows) => expect(overlap(windows)).toBe(overlaps));
});

describe("whatever the windows and the zone", () => {
  /** What a clock on the wall shows, minute by minute, read by Intl, not by Temporal. */
  function wallClock(zone: string, from: number, minutes: number): string[] {
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "short",
    });
    // clocks are changed at quarters of an hour, so between two the minutes just pass
    return Array.from({ length: minutes / 15 }, (_, quarter) => format.format(from + quarter * 15 * 60_000)).flatMap(
      (read) =>
        Array.from({ length: 15 }, (_, more) => {
          const minute = Number(read.slice(14)) + more;
          return `${read.slice(0, 10)}T${read.slice(11, 14)}${String(minute).padStart(2, "0")}`;
        })
    );
  }

  const MINUTES = 4 * 24 * 60;
  const clocks = zoneNames.flatMap((zone) =>
    hardZones[zone].map((change) => {
      const from = Date.parse(change) - (MINUTES / 2) * 60_000;
      return { zone, from, wall: wallClock(zone, from, MINUTES) };
    })
  );
  const seconds = (windows: WeeklyWindow[]) =>
    windows.map(({ weekday, start, end }) => ({ weekday, start: start.slice(0, 5), end: end.slice(0, 5) }));

  it("somebody who watches the clock on the wall through its change says the same", () => {
    fc.assert(
      fc.property(fc.constantFrom(...clocks), weeklyWindows.map(seconds), ({ zone, from, wall }, windows) => {
        const open = new Array<boolean>(MINUTES).fill(false);
        const first = wall[0]!.slice(0, 10);
        for (let date = addDays(first, -1); date <= wall.at(-1)!.slice(0, 10); date = addDays(date, 1)) {
          for (const { weekday, start, end } of windows) {
            if (weekdayOf(date) !== weekday) continue;
            const starts = `${date}T${start}`;
            const ends = `${end <= start ? addDays(date, 1) : date}T${end}`;
            // begins when the clock first shows its start, ends when it last shows its end; else after the gap
            const begin = wall.findIndex((shown) => shown >= starts);
            const after = wall.findIndex((shown) => shown >= ends);
            const over = Math.max(wall.lastIndexOf(ends), after === -1 ? MINUTES : after);
            if (begin >= 0) open.fill(true, begin, over);
          }
        }
        const stretches = stretchesOf(windows, zone, addDays(first, -2), addDays(first, 6), never);
        const said = open.map((_, minute) =>
          stretches.some(({ start, end }) => start <= from + minute * 60_000 && from + minute * 60_000 < end)
        );
        expect(said).toEqual(open);
      }),
      { numRuns: 40 }
    );
  });

  it("resolving every boundary of a year with Temporal says the same", () => {
    const parity = (date: string) => Number(date.slice(8)) % 5 === 0;
    const naive = (windows: WeeklyWindow[], zone: string, from: string, until: string) => {
      const list: Interval[] = [];
      for (let date = from; date <= until; date = addDays(date, 1)) {
        if (parity(date)) continue;
        for (const { weekday, start, end } of windows) {
          if (weekdayOf(date) !== weekday) continue;
          const endDate = end <= start ? addDays(date, 1) : date;
          list.push({ start: startBoundary(date, start, zone), end: endBoundary(endDate, end, zone) });
        }
      }
      return mergeIntervals(list);
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...zoneNames),
        weeklyWindows.map((windows) => windows.slice(0, 3)),
        localDates,
        (zone, windows, from) => {
          const until = addDays(from, 366);
          expect(stretchesOf(windows, zone, from, until, parity)).toEqual(naive(windows, zone, from, until));
        }
      ),
      { numRuns: 15 }
    );
  });

  it("stretches are half-open, sorted, and never touch", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zoneNames), weeklyWindows, localDates, (zone, windows, from) => {
        const stretches = stretchesOf(windows, zone, from, addDays(from, 20), never);
        stretches.forEach(({ start, end }, i) => {
          expect(start).toBeLessThan(end);
          if (i > 0) expect(start).toBeGreaterThan(stretches[i - 1]!.end);
        });
      })
    );
  });
});
