// Puts instants into words. The service has computed them; here they are only shown, in a zone.
import type { Words } from "@veille/shared/api/common";
import I18n, { i18n } from "discourse-i18n";

/** BCP 47; the forum writes `pt_BR`. */
export const language = (): string =>
  String(I18n.currentLocale()).replace("_", "-");

const formatted = (
  at: Date,
  zone: string,
  options: Intl.DateTimeFormatOptions,
  inLanguage = language()
) =>
  new Intl.DateTimeFormat(inLanguage, { ...options, timeZone: zone }).format(
    at
  );

/** The browser's own zone, IANA. */
export const browserZone = (): string =>
  Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's language of a co-op's own words, French where in doubt. */
export const inWords = (words: Words): string =>
  language().startsWith("en") ? words.en : words.fr;

/** `2026-11-24T09:00` as read on a clock in `zone`. */
export const localMinute = (instant: string, zone: string): string =>
  formatted(
    new Date(instant),
    zone,
    { dateStyle: "short", timeStyle: "short" },
    "sv"
  ).replace(" ", "T");

const time = (local: string): string => {
  const [hour, minute] = local.slice(11).split(":");
  return i18n(minute === "00" ? "veille.time.hour" : "veille.time.minute", {
    hour: Number(hour),
    minute,
  });
};

const day = (local: string, options: Intl.DateTimeFormatOptions): string =>
  formatted(new Date(`${local.slice(0, 10)}T00:00Z`), "UTC", options).replace(
    /(?<![^ ])1 (?=\p{L})/u,
    (one) => (language().startsWith("fr") ? "1er " : one)
  );

/** « lundi »; ISO weekday, Monday is 1. */
export const weekdayWords = (weekday: number): string =>
  // the first of January 2024 was a Monday
  day(`2024-01-0${weekday}`, { weekday: "long" });

const dayNumber = (local: string): number =>
  Date.parse(local.slice(0, 10)) / 86_400_000;

/** A wall clock reading in full: « mardi 24 novembre à 9 h ». With `from`, another reading, the year where it differs. */
export function fullWords(local: string, from: string): string {
  const year =
    local.slice(0, 4) === from.slice(0, 4)
      ? {}
      : ({ year: "numeric" } as const);
  const date = day(local, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...year,
  });
  return i18n("veille.time.date", { date, time: time(local) });
}

/** An instant as people say it: « aujourd’hui 14 h », « lundi 9 h », « mardi 24 novembre à 9 h ». `now` in ms since the epoch. */
export function shortWords(instant: string, zone: string, now: number): string {
  const local = localMinute(instant, zone);
  const today = localMinute(new Date(now).toISOString(), zone);
  const days = dayNumber(local) - dayNumber(today);
  if (days === 0) {
    return i18n("veille.time.today", { time: time(local) });
  }
  return days > 0 && days < 7
    ? i18n("veille.time.weekday", {
        weekday: day(local, { weekday: "long" }),
        time: time(local),
      })
    : fullWords(local, today);
}

/** The end of a stretch that runs now: « 18 h », « demain 8 h 30 », or with its day. `now` in ms since the epoch. */
export function endWords(instant: string, zone: string, now: number): string {
  const local = localMinute(instant, zone);
  const today = localMinute(new Date(now).toISOString(), zone);
  const days = dayNumber(local) - dayNumber(today);
  if (days === 1) {
    return i18n("veille.time.tomorrow", { time: time(local) });
  }
  return days === 0 ? time(local) : shortWords(instant, zone, now);
}

/** `09:30` as people say it: « 9 h 30 ». */
export const wallWords = (wall: string): string => time(`----------T${wall}`);

/** « heure de Paris », from the zone's own name. */
export function zoneWords(zone: string): string {
  const city = zone.split("/").pop()!.replaceAll("_", " ");
  return i18n(
    /^[aeiouyh]/i.test(city) ? "veille.time.zone_vowel" : "veille.time.zone",
    { city }
  );
}

/** A calendar date in full, with its year; with `from`, another one, the year only where it differs. */
export const dateWords = (date: string, from = ""): string =>
  day(date, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(date.slice(0, 4) !== from.slice(0, 4) && { year: "numeric" }),
  });

/** A calendar date without its weekday: « 24 décembre », « 1er janvier »; with its year where that is not plain. */
export const dayWords = (date: string, withYear = false): string =>
  day(date, {
    day: "numeric",
    month: "long",
    ...(withYear && { year: "numeric" }),
  });

/** From one instant to another on a clock in `zone`: « lundi 9 h – 12 h ». `now` in ms since the epoch. */
export function stretchWords(
  from: string,
  until: string,
  zone: string,
  now: number
): string {
  const start = localMinute(from, zone);
  const end = localMinute(until, zone);
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  const last = sameDay
    ? time(end)
    : i18n("veille.time.weekday", {
        weekday: day(end, { weekday: "long" }),
        time: time(end),
      });
  return `${shortWords(from, zone, now)} – ${last}`;
}
