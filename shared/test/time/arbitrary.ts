import fc from "fast-check";
import type { TeamHours, WeeklyWindow } from "../../src/api/kind.ts";
import { addDays } from "../../src/time/wall-time.ts";
import { zoneNames } from "./zones.ts";

const two = (value: number) => String(value).padStart(2, "0");

/** Mostly hours and halves, so that boundaries touch; often the hours of the night, where the clock is changed. */
const wallTimes = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 30))
    .map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  fc
    .tuple(fc.constantFrom(23, 0, 1, 2, 3), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  fc.constantFrom("09:00", "12:00", "18:00", "00:00", "08:30:20")
);

export const weeklyWindows: fc.Arbitrary<WeeklyWindow[]> = fc.array(
  fc.record({ weekday: fc.integer({ min: 1, max: 7 }), start: wallTimes, end: wallTimes }),
  { maxLength: 12 }
);

/** The same windows every day of the week: nights that touch, round the clock, lunch breaks. */
const everyDay = fc
  .constantFrom(
    [["00:00", "00:00"]],
    [["09:00", "09:00"]],
    [["20:00", "08:00"]],
    [
      ["08:00", "20:00"],
      ["20:00", "08:00"],
    ],
    [
      ["09:00", "12:00"],
      ["14:00", "18:00"],
    ]
  )
  .map((windows) =>
    [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start: start, end: end })))
  );

/** Two times of three years, so that rules and questions meet: around Apia's lost day, and ours. */
export const eras = [2011, 2026] as const;

/** Local dates of an era, every other one within a week of New Year. */
export const datesOf = (era: number) =>
  fc
    .tuple(
      fc.integer({ min: era - 1, max: era + 1 }),
      fc.oneof(fc.integer({ min: -7, max: 7 }), fc.integer({ min: 0, max: 365 }))
    )
    .map(([year, days]) => addDays(`${year}-01-01`, days));

export const localDates = fc.constantFrom(...eras).chain(datesOf);

const closuresOf = (era: number) =>
  fc
    .tuple(datesOf(era), fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 300, max: 500 })))
    .map(([from, days]) => ({ from, until: addDays(from, days), reason: null }));

export const teamHoursOf = (era: number): fc.Arbitrary<TeamHours> =>
  fc.record({
    zone: fc.constantFrom(...zoneNames),
    region: fc.constantFrom(null, null, "FR", "FR-57", "MQ", "XX"),
    hours: fc.oneof({ weight: 3, arbitrary: weeklyWindows }, { weight: 1, arbitrary: everyDay }),
    closures: fc.array(closuresOf(era), { maxLength: 3 }),
    holidays: fc.record({
      add: fc.array(datesOf(era), { maxLength: 3 }),
      remove: fc.array(datesOf(era), { maxLength: 3 }),
    }),
  });
