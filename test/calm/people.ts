import type { Absence, DeclaredHoursFields, DigestChoice } from "@veille/shared/api/declared-hours";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { addDays } from "@veille/shared/time/wall-time";
import type { Chance } from "./chance.ts";

/** Where clocks change in different weeks, at midnight, by half an hour, or never. */
const zones = [
  ...["Europe/Paris", "Europe/Paris", "Europe/London", "America/New_York", "America/Martinique", "Pacific/Noumea"],
  ...["Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Indian/Reunion"],
];
const times = ["00:00", "02:00", "02:30", "03:00", "08:30", "09:00", "12:00", "14:00", "18:00", "20:00", "23:59"];

/** What somebody said of when they may be alerted. */
export interface Chosen {
  hours: DeclaredHoursFields;
  absences: Absence[];
  rhythm: DigestChoice["rhythm"];
}

function windows(chance: Chance): WeeklyWindow[] {
  const daily = (...list: [string, string][]) =>
    [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => list.map(([start, end]) => ({ weekday, start, end })));
  return chance.oneOf<() => WeeklyWindow[]>([
    () => daily(["09:00", "12:00"], ["14:00", "18:00"]),
    () => daily(["20:00", "08:00"]),
    () => daily(["02:30", "05:00"]),
    () => daily(["00:00", "00:00"]),
    () => daily(["09:00", "09:10"], ["18:00", "20:00"]),
    () => [],
    () => [6, 7].map((weekday) => ({ weekday, start: "18:00", end: "18:00" })),
    () =>
      Array.from({ length: chance.whole(1, 10) }, () => ({
        weekday: chance.whole(1, 7),
        start: chance.oneOf(times),
        end: chance.oneOf(times),
      })),
  ])();
}

/** `first`: the first local date of the time that is played. */
export function chooseAnew(chance: Chance, first: string): Chosen {
  const mode = chance.happens(0.2) ? "team" : "own";
  const absences = Array.from({ length: chance.whole(0, 2) }, () => {
    const from = addDays(first, chance.whole(0, 15));
    return { from, until: addDays(from, chance.whole(0, 4)) };
  });
  return {
    hours: {
      mode,
      kind: mode === "team" ? "team" : null,
      windows: mode === "team" ? [] : windows(chance),
      zone: chance.oneOf(zones),
      shiftsLoud: true,
    },
    absences,
    rhythm: chance.oneOf(["daily", "daily", "each", "mondays", "never"]),
  };
}
