import type { TeamHours } from "@veille/shared/api/kind";
import { openingCalendar } from "@veille/shared/time/openings";
import OpeningHours from "opening_hours";
import { rounded } from "./figures.ts";

const kinds = 10;
const instants = 100_000;
/** theirs is asked fewer times and reckoned by the question: it would take minutes */
const theirShare = 50;

const year = { from: Date.UTC(2026, 0, 1), length: 365 * 86_400_000 };

const hoursOf = (at: number): { rules: TeamHours; text: string } => {
  const [start, end] = [`${String(7 + (at % 4)).padStart(2, "0")}:00`, `${17 + (at % 4)}:30`];
  const hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start, end: "12:00" },
    { weekday, start: "13:30", end },
  ]);
  const rules: TeamHours = {
    zone: "Europe/Paris",
    region: "FR",
    hours,
    closures: [],
    holidays: { add: [], remove: [] },
  };
  return { rules, text: `Mo-Fr ${start}-12:00,13:30-${end}; PH off` };
};

const france = { lat: 48.85, lon: 2.35, address: { country_code: "fr", state: "Île-de-France" } };

/** Next opening of 10 kinds with lunch breaks and holidays at 100,000 random instants, compiling included: how many times faster. */
export function openings(): Promise<{ openingVsOpeningHours: number }> {
  const asked = Array.from({ length: instants }, () => year.from + Math.floor(Math.random() * year.length));
  const all = Array.from({ length: kinds }, (_, at) => hoursOf(at));
  const parsed = all.map(({ text }) => new OpeningHours(text, france as never, { locale: "fr" } as never));
  let found = 0;

  const ourStart = performance.now();
  for (const { rules } of all) {
    const calendar = openingCalendar(rules);
    for (const at of asked) if (calendar.firstAfter(at)) found += 1;
  }
  const ours = (performance.now() - ourStart) / (kinds * instants);

  const fewer = asked.slice(0, instants / theirShare);
  const theirStart = performance.now();
  for (const hours of parsed) {
    for (const at of fewer) {
      // open now: the next change is the closing, the one after it the opening
      const date = new Date(at);
      const change = hours.getNextChange(date);
      if (change && hours.getState(date)) hours.getNextChange(change);
    }
  }
  const theirs = (performance.now() - theirStart) / (kinds * fewer.length);
  console.error(
    `  ours ${(ours * 1000).toFixed(2)} µs · theirs ${(theirs * 1000).toFixed(1)} µs a question; ${found} found`
  );
  return Promise.resolve({ openingVsOpeningHours: rounded(theirs / ours, 1) });
}
