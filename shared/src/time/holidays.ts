import DateHolidays, { type HolidaysTypes } from "date-holidays";
import type { Words } from "../api/common.ts";
import { addDays } from "./local-date.ts";

export interface Holidays {
  /** false: no data for that region and year, so no day is taken for a holiday */
  known: boolean;
  dates: { date: string; name: Words }[];
}

// The tables of the Islamic calendar in date-holidays 3.37 end there, and it falls silent without a word.
const FIRST_YEAR = 1970;
const LAST_YEAR = 2076;
const HOUR = 3_600_000;
const UNKNOWN: Holidays = { known: false, dates: [] };

const computed = new Map<string, Holidays>();
const begun = new Map<string, Holidays["dates"]>();
const regions = new Map<string, boolean>();

/** Whether there is data for a region such as `FR`, `FR-57`, `RE`. A part that the country doesn't name is unknown. */
export function knowsRegion(region: string): boolean {
  return remembered(regions, region, () => {
    const [country = "", part] = region.split("-");
    const all = new DateHolidays();
    if (!Object.hasOwn(all.getCountries(), country)) return false;
    return part === undefined || Object.hasOwn(all.getStates(country) ?? {}, part);
  });
}

/**
 * The public holidays of a region as local dates of that region, sorted, one entry a date; whole days only, no
 * observances, bank or school holidays. Computed once per region and year. Never throws: without data `known` is false.
 * Data: date-holidays, CC-BY-3.0.
 */
export function publicHolidays(region: string, year: number): Holidays {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR || !knowsRegion(region)) return UNKNOWN;
  return remembered(computed, `${region} ${year}`, () => compute(region, year));
}

function remembered<T>(cache: Map<string, T>, key: string, compute: () => T): T {
  const found = cache.get(key);
  if (found !== undefined) return found;
  const value = compute();
  if (cache.size >= 2000) cache.clear();
  cache.set(key, value);
  return value;
}

function compute(region: string, year: number): Holidays {
  try {
    const names = new Map<string, Words>();
    // Eswatini's last holiday of the year runs into the next
    for (const { date, name } of [...daysBegunIn(region, year - 1), ...daysBegunIn(region, year)]) {
      if (!date.startsWith(`${year}-`)) continue;
      const other = names.get(date);
      names.set(date, other ? { fr: `${other.fr}, ${name.fr}`, en: `${other.en}, ${name.en}` } : name);
    }
    const dates = [...names].map(([date, name]) => ({ date, name }));
    return { known: true, dates: dates.sort((a, b) => (a.date < b.date ? -1 : 1)) };
  } catch {
    return UNKNOWN;
  }
}

function daysBegunIn(region: string, year: number): Holidays["dates"] {
  return remembered(begun, `${region} ${year}`, () => {
    const english = new Map(publicOnes(region, year, "en").map((one) => [`${one.date} ${one.rule}`, one.name]));
    return publicOnes(region, year, "fr").flatMap((one) => {
      const name = { fr: one.name, en: english.get(`${one.date} ${one.rule}`) ?? one.name };
      // only the length is read from the instants, and a day may lack an hour; half days close nothing
      const days = Math.floor((Number(one.end) - Number(one.start) + HOUR) / (24 * HOUR));
      return Array.from({ length: days }, (_, day) => ({ date: addDays(one.date.slice(0, 10), day), name }));
    });
  });
}

function publicOnes(region: string, year: number, language: "fr" | "en"): HolidaysTypes.Holiday[] {
  const [country = "", part] = region.split("-");
  const options: HolidaysTypes.Options = { languages: [language, "en"] };
  const holidays = part === undefined ? new DateHolidays(country, options) : new DateHolidays(country, part, options);
  // not by the option `types`: some public days are defined by way of others
  return holidays.getHolidays(year).filter((one) => one.type === "public");
}
