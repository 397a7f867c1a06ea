import type { KindFields } from "@veille/shared/api/kind";
import type { KindPreview } from "@veille/shared/api/setup";
import { publicHolidays } from "@veille/shared/time/holidays";
import { openingCalendar } from "@veille/shared/time/openings";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import { flagsOf } from "@veille/shared/time/windows";
import { kindAt } from "../availability/availability.ts";
import { iso } from "../platform/clock.ts";

const openingsShown = 4;

function openingsOf(fields: KindFields, now: number): KindPreview["openings"] {
  const calendar = openingCalendar(fields);
  const openings: KindPreview["openings"] = [];
  let at = now;
  while (openings.length < openingsShown) {
    const found = calendar.firstAfter(at);
    if (!found) break;
    openings.push({ opensAt: iso(found.start), closesAt: iso(found.end) });
    at = found.start;
  }
  return openings;
}

function holidaysOf({ region, zone, holidays }: KindFields, now: number) {
  if (region === null) return { holidays: [], unknownYears: [] };
  const today = localDateOf(now, zone);
  const last = addDays(today, 365);
  const year = Number(today.slice(0, 4));
  const years = [year, year + 1].map((one) => ({ year: one, ...publicHolidays(region, one) }));
  const within = years.flatMap(({ dates }) => dates).filter(({ date }) => date >= today && date <= last);
  return {
    holidays: within.map(({ date, name }) => ({ date, name, counts: !holidays.remove.includes(date) })),
    unknownYears: years.filter(({ known }) => !known).map((one) => one.year),
  };
}

/** What a kind with these fields is like at `now` (instant, ms), by the calculus that posts follow. */
export const previewOf = (id: string, fields: KindFields, now: number): KindPreview => ({
  availability: kindAt({ id, version: 0, ...fields }, now),
  openings: openingsOf(fields, now),
  flags: flagsOf(fields.hours ?? []),
  ...holidaysOf(fields, now),
});
