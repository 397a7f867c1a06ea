import type { Availability, KindAvailability } from "@veille/shared/api/availability";
import type { Locale } from "@veille/shared/api/common";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import { momentInWords, timeInWords, weekdayInWords, zoneInWords } from "../messages/dates.ts";
import { ms } from "../platform/clock.ts";
import { snippetWords } from "./snippet-words.ts";
import { closuresInWords, weekInWords } from "./week-words.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 0.75em; font: 1em/1.5 system-ui, sans-serif; }
dl, dd, p { margin: 0; }
dt { font-weight: bold; }
dd + dt, dl + p, p + p { margin-top: 0.75em; }
a { display: inline-block; padding: 0.5em 0; }`;

/** « lundi 9 h » within the week, with its date beyond; on the same day the time alone. True until the instant comes. */
function whenOf(
  at: number,
  now: number,
  zone: string,
  locale: Locale
): { words: string; sameDay: boolean; far: boolean } {
  const [today, day] = [localDateOf(now, zone), localDateOf(at, zone)];
  const time = timeInWords(at, zone, locale);
  if (day === today) return { words: time, sameDay: true, far: false };
  const far = day > addDays(today, 6);
  const words = far ? momentInWords(at, zone, locale) : `${weekdayInWords(at, zone, locale)} ${time}`;
  return { words, sameDay: false, far };
}

function lineOf(kind: KindAvailability, locale: Locale, now: number): string {
  const words = snippetWords[locale];
  const zone = ` (${zoneInWords(kind.zone, locale)})`;
  switch (kind.state) {
    case "any_time":
      return words.anyTime;
    case "on_watch":
    case "team_hours": {
      const there =
        kind.state === "on_watch" ? words.onWatch(kind.people.map((one) => one.name ?? one.username)) : words.teamHours;
      if (kind.until === null) return there;
      const when = whenOf(ms(kind.until), now, kind.zone, locale);
      return `${there} · ${words.until(when.words, when.far)}${zone}`;
    }
    case "away": {
      if (kind.nextOpening === null) return words.noReturn;
      const when = whenOf(ms(kind.nextOpening), now, kind.zone, locale);
      const back = kind.step >= 3 ? words.noWatch : words.back;
      return `${back(when.sameDay ? words.at(when.words) : when.words)}${zone}`;
    }
  }
}

function kindOf(kind: KindAvailability, locale: Locale, now: number): string {
  const week = weekInWords(kind.week, locale);
  const but = kind.offOnHolidays ? snippetWords[locale].notOnHolidays : "";
  const more = [
    ...(week ? [`${week}${but} (${zoneInWords(kind.zone, locale)})`] : []),
    ...closuresInWords(kind, locale, now),
    ...(kind.sentence ? [kind.sentence[locale]] : []),
    ...(kind.usualDelay ? [snippetWords[locale].usualDelay(kind.usualDelay[locale])] : []),
  ];
  const lines = [lineOf(kind, locale, now), ...more].map((line) => `<dd>${safe(line)}</dd>`);
  return `<dt>${safe(kind.name[locale])}</dt>${lines.join("")}`;
}

/** A whole page for an iframe: no script, no picture, nothing loaded. `now` in ms. */
export function snippetOf(availability: Omit<Availability, "serverTime">, locale: Locale, now: number): string {
  const words = snippetWords[locale];
  const links = availability.links.map(
    ({ label, url }) => `<a href="${safe(url)}" target="_top" rel="noopener">${safe(label[locale])}</a>`
  );
  const paragraphs = [
    safe(availability.calm?.[locale] ?? words.noDuty),
    ...(availability.notice ? [safe(availability.notice[locale])] : []),
    ...(links.length > 0 ? [`${words.meanwhile} ${links.join(" · ")}`] : []),
  ];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title}</title>
<style>${style}
</style>
</head>
<body>
<main>
<dl>
${availability.kinds.map((kind) => kindOf(kind, locale, now)).join("\n")}
</dl>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}
</main>
</body>
</html>
`;
}
