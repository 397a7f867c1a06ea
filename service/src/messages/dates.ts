import type { Locale } from "@veille/shared/api/common";

const nbsp = "\u00a0";
const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: number, zone: string, locale: Locale) {
  const known = `${locale} ${zone}`;
  let format = formats.get(known);
  if (!format) {
    format = new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", {
      timeZone: zone,
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "numeric",
      minute: "2-digit",
      hourCycle: "h23",
    });
    if (formats.size >= 500) formats.clear();
    formats.set(known, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday = "", month = "", hour = "", minute = "" } = parts;
  return { weekday, day: Number(parts["day"]), month, hour: Number(hour), minute };
}

/** « 9 h », « 8 h 30 »; "9:00". `at` in ms, UTC; seconds are cut off. */
export function timeInWords(at: number, zone: string, locale: Locale): string {
  const { hour, minute } = partsOf(at, zone, locale);
  if (locale === "en") return `${hour}:${minute}`;
  return minute === "00" ? `${hour}${nbsp}h` : `${hour}${nbsp}h${nbsp}${minute}`;
}

/** « 1er janvier », "1 January". */
export function dayInWords(at: number, zone: string, locale: Locale): string {
  const { day, month } = partsOf(at, zone, locale);
  return `${locale === "fr" && day === 1 ? "1er" : day}${nbsp}${month}`;
}

/** « lundi 24 novembre », "Monday 24 November". */
export const dateInWords = (at: number, zone: string, locale: Locale): string =>
  `${weekdayInWords(at, zone, locale)} ${dayInWords(at, zone, locale)}`;

/** « lundi », "Monday". */
export const weekdayInWords = (at: number, zone: string, locale: Locale): string => partsOf(at, zone, locale).weekday;

/** « lundi 24 novembre à 9 h », "Monday 24 November, 9:00". */
export function momentInWords(at: number, zone: string, locale: Locale): string {
  const [date, time] = [dateInWords(at, zone, locale), timeInWords(at, zone, locale)];
  return locale === "fr" ? `${date} à ${time}` : `${date}, ${time}`;
}

/** Cities that the zones' names write without their accents. */
const cities: Record<string, string> = {
  "Indian/Reunion": "La Réunion",
  "Pacific/Noumea": "Nouméa",
  "America/Sao_Paulo": "São Paulo",
  "America/St_Johns": "Saint-Jean",
  "America/Miquelon": "Saint-Pierre-et-Miquelon",
};

/** « heure de Paris », "Paris time": never the zone's technical name. */
export function zoneInWords(zone: string, locale: Locale): string {
  const city = cities[zone] ?? zone.split("/").at(-1)!.replaceAll("_", " ");
  if (/^(utc|gmt|uct|zulu|universal)/i.test(city)) return locale === "fr" ? "heure UTC" : "UTC";
  if (locale === "en") return `${city} time`;
  return /^[aeiouéèêœy]/i.test(city) ? `heure d’${city}` : `heure de ${city}`;
}
