import type { KindAvailability } from "@veille/shared/api/availability";
import { snippetOf } from "../../src/availability/snippet.ts";
import { kindFields } from "../support/kind.ts";
import { coordinator, startTestService } from "../support/service.ts";

const now = Date.parse("2026-11-23T07:00:00Z");
const kind = (more: Partial<KindAvailability>): KindAvailability => ({
  id: "team",
  name: { fr: "Réponse de l’équipe", en: "Answer by the team" },
  sentence: null,
  categoryIds: [],
  groupName: null,
  state: "away",
  people: [],
  until: null,
  nextOpening: null,
  week: [],
  offOnHolidays: false,
  closures: [],
  zone: "Europe/Paris",
  usualDelay: null,
  offHoursLine: true,
  step: 1,
  urgent: null,
  ...more,
});
const page = (more: Partial<KindAvailability>, locale: "fr" | "en") =>
  snippetOf({ kinds: [kind(more)], notice: null, calm: null, links: [], nextChangeAt: null }, locale, now);
/** The first thing said of the kind, spaces made plain for reading. */
const line = (more: Partial<KindAvailability>, locale: "fr" | "en" = "fr") => lines(more, locale)[0];
const lines = (more: Partial<KindAvailability>, locale: "fr" | "en" = "fr") =>
  [...page(more, locale).matchAll(/<dd>(.*?)<\/dd>/g)].map(([, text]) => text!.replaceAll("\u00a0", " "));
const hours = (weekday: number, ...windows: [string, string][]) =>
  windows.map(([start, end]) => ({ weekday, start, end }));

describe("the line of a kind", () => {
  it.each<[string, Partial<KindAvailability>, string, string]>([
    [
      "hours",
      { state: "team_hours", until: "2026-11-23T17:00:00Z" },
      "Heures d’équipe · jusqu’à 18 h (heure de Paris)",
      "Team hours · until 18:00 (Paris time)",
    ],
    [
      "hours over midnight",
      { state: "team_hours", until: "2026-11-24T07:30:00Z" },
      "Heures d’équipe · jusqu’à mardi 8 h 30 (heure de Paris)",
      "Team hours · until Tuesday 8:30 (Paris time)",
    ],
    [
      "hours for weeks",
      { state: "team_hours", until: "2026-12-01T08:00:00Z" },
      "Heures d’équipe · jusqu’au mardi 1er décembre à 9 h (heure de Paris)",
      "Team hours · until Tuesday 1 December, 9:00 (Paris time)",
    ],
    ["hours without end", { state: "team_hours" }, "Heures d’équipe", "Team hours"],
    [
      "back today",
      { nextOpening: "2026-11-23T08:00:00Z" },
      "L’équipe est de retour à 9 h (heure de Paris)",
      "The team is back at 9:00 (Paris time)",
    ],
    [
      "back this week",
      { nextOpening: "2026-11-29T08:00:00Z" },
      "L’équipe est de retour dimanche 9 h (heure de Paris)",
      "The team is back Sunday 9:00 (Paris time)",
    ],
    [
      "back on the same weekday",
      { nextOpening: "2026-11-30T08:00:00Z" },
      "L’équipe est de retour lundi 30 novembre à 9 h (heure de Paris)",
      "The team is back Monday 30 November, 9:00 (Paris time)",
    ],
    [
      "back in another zone",
      { nextOpening: "2026-11-23T22:00:00Z", zone: "Pacific/Noumea" },
      "L’équipe est de retour mardi 9 h (heure de Nouméa)",
      "The team is back Tuesday 9:00 (Nouméa time)",
    ],
    ["no return", {}, "L’équipe n’a pas de retour prévu pour l’instant", "The team has no return planned for now"],
    ["any time", { state: "any_time" }, "à toute heure, sans garantie", "at any time, without guarantee"],
  ])("of %s", (_what, more, french, english) => {
    expect([line(more), line(more, "en")]).toEqual([french, english]);
  });

  it.each<[string, Partial<KindAvailability>, string[], string[]]>([
    [
      "alike days as one",
      { week: [1, 2, 3, 4, 5].flatMap((weekday) => hours(weekday, ["14:00", "17:30"], ["09:00", "12:00"])) },
      ["lundi–vendredi 9 h – 12 h, 14 h – 17 h 30 (heure de Paris)"],
      ["Monday–Friday 9:00 – 12:00, 14:00 – 17:30 (Paris time)"],
    ],
    [
      "public holidays taken off",
      { week: hours(3, ["09:00", "12:00"]), offOnHolidays: true },
      ["mercredi 9 h – 12 h, sauf les jours fériés (heure de Paris)"],
      ["Wednesday 9:00 – 12:00, not on public holidays (Paris time)"],
    ],
    [
      "nights and whole days, in the kind's own zone",
      { week: [...hours(2, ["22:00", "06:00"]), ...hours(7, ["00:00", "00:00"])], zone: "Pacific/Noumea" },
      ["mardi 22 h – 6 h (le lendemain) · dimanche 0 h – 0 h (24 h) (heure de Nouméa)"],
      ["Tuesday 22:00 – 6:00 (the next day) · Sunday 0:00 – 0:00 (24 hours) (Nouméa time)"],
    ],
    [
      "closures that run or come soon",
      {
        closures: [
          { from: "2026-11-20", until: "2026-12-01" },
          { from: "2026-12-08", until: "2026-12-08" },
          { from: "2026-12-24", until: "2027-01-01" },
        ],
      },
      ["Fermé jusqu’au 1er décembre inclus", "Fermé le 8 décembre", "Fermé du 24 décembre au 1er janvier"],
      ["Closed up to and including 1 December", "Closed on 8 December", "Closed from 24 December to 1 January"],
    ],
    ["no closure far away", { closures: [{ from: "2027-02-01", until: "2027-02-03" }] }, [], []],
  ])("is followed by the hours: %s", (_what, more, french, english) => {
    expect([lines(more).slice(1), lines(more, "en").slice(1)]).toEqual([french, english]);
  });

  it("stands in no danger from what a coordinator wrote", () => {
    const words = (text: string) => ({ fr: text, en: text });
    const wild = `<script>alert("1")</script> & 'x'`;
    const html = snippetOf(
      {
        kinds: [kind({ name: words(wild), sentence: words(wild), usualDelay: words(wild) })],
        notice: words(wild),
        calm: words(wild),
        links: [{ label: words(wild), url: `https://a.test/?"onclick="x&y` }],
        nextChangeAt: null,
      },
      "fr",
      now
    );
    expect(html).not.toMatch(/<script|"onclick/);
    expect(html.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt; &amp; &#39;x&#39;/g)).toHaveLength(6);
  });

  it("keeps times together and sets French spaces", () => {
    expect(page({ state: "team_hours", until: "2026-11-23T17:30:00Z" }, "fr")).toContain("18\u00a0h\u00a030");
    expect(page({}, "fr")).toContain("L’équipe répond quand elle le peut\u00a0; rien ne l’oblige");
  });
});

describe("GET /v1/availability.html", () => {
  it("can be framed by anybody, runs nothing, loads nothing, and speaks the language asked for", async () => {
    const service = await startTestService();
    const ask = (path: string, headers: Record<string, string> = {}) => service.call("GET", path, { headers });
    await service.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 0, ...kindFields() } });

    const answer = await ask("/v1/availability.html");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'unsafe-inline'");
    expect(answer.headers.get("x-frame-options")).toBeNull();
    expect(answer.body).not.toMatch(/<script|<img|<link|http-equiv/);
    expect(answer.body).toContain("The team is back at 9:00");
    expect(answer.headers.get("vary")).toMatch(/Authorization.*Accept-Language/);

    const french = await ask("/v1/availability.html", { "Accept-Language": "fr-CA, en;q=0.5" });
    expect(french.body).toContain('<html lang="fr">');
    expect((await ask("/v1/availability.html?lang=en", { "Accept-Language": "fr" })).body).toContain(
      '<html lang="en">'
    );
    expect((await ask("/v1/availability.html?lang=fr")).body).toContain("L’équipe est de retour à 9\u00a0h");
    expect((await ask("/v1/availability.html?lang=de")).body).toMatchObject({
      status: 400,
      errors: [{ path: "lang" }],
    });

    const tag = french.headers.get("etag")!;
    expect(tag).toMatch(/^"/);
    expect((await ask("/v1/availability.html?lang=fr", { "If-None-Match": tag })).status).toBe(304);
    expect((await ask("/v1/availability.html?lang=en", { "If-None-Match": tag })).status).toBe(200);
    await service.destroy();
  });
});
