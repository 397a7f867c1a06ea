/** Calendar dates without a zone, `YYYY-MM-DD`, counted as days since 1970-01-01 of the Gregorian calendar. */

export const DAY = 86_400_000;

// in jest's sandbox looking up a global costs more than all the rest here
const { floor } = Math;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from 1970-01-01 to January 1 of the year. */
export function dayOfYearStart(year: number): number {
  const past = year - 1;
  return past * 365 + floor(past / 4) - floor(past / 100) + floor(past / 400) - 719_162;
}

/** The year in which a day lies; a day may have a fraction. */
export function yearOfDay(day: number): number {
  const guess = floor(1970 + day / 365.2425);
  if (day < dayOfYearStart(guess)) return guess - 1;
  return day >= dayOfYearStart(guess + 1) ? guess + 1 : guess;
}

/** The date's day; throws RangeError for what is no date of the calendar. */
export function dayOf(date: string): number {
  const [, years, months, days] = pattern.exec(date) ?? [];
  const year = Number(years);
  const month = Number(months);
  const day = dayOfYearStart(year) + (daysBeforeMonth[month - 1] ?? NaN) + (month > 2 && isLeap(year) ? 1 : 0);
  const found = day + Number(days) - 1;
  // the way back is the check: the 30th of February would come out as March
  if (Number.isNaN(found) || dateOf(found) !== date) throw new RangeError(`no such date: ${date}`);
  return found;
}

/** The day's date; throws RangeError outside the years 0000 to 9999. */
export function dateOf(day: number): string {
  const year = yearOfDay(day);
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`no date with a year of four digits: day ${day}`);
  const leap = isLeap(year) ? 1 : 0;
  const inYear = day - dayOfYearStart(year);
  const before = (month: number) => daysBeforeMonth[month]! + (month > 1 ? leap : 0);
  let month = 11;
  while (before(month) > inYear) month -= 1;
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);
  return `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(inYear - before(month) + 1)}`;
}

/** ISO weekday of a day, Monday is 1: 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return dateOf(dayOf(date) + days);
}

/** ISO weekday, Monday is 1. */
export function weekdayOf(date: string): number {
  return weekdayOfDay(dayOf(date));
}

/** The same day of the month so many months later; the last of a month that is too short. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  const first = dayOf(`${String(floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}-01`);
  const next = dayOf(`${dateOf(first + 31).slice(0, 7)}-01`);
  return dateOf(Math.min(first + day, next) - 1);
}
