import { SiteWords } from "@veille/shared/api/availability";
import { Setup } from "@veille/shared/api/setup";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();

/** Everything is set and shown, but for the topic that explains it. */
async function beforeTheTopic(links: SiteWords["links"]): Promise<void> {
  const setup = Setup.parse(await house.ask("GET", "/v1/setup"));
  await house.ask("PUT", "/v1/setup", { ...setup, step: "topic", kindId: "equipe", topic: null });
  const words = SiteWords.parse(await house.ask("GET", "/v1/words"));
  await house.ask("PUT", "/v1/words", { ...words, links });
}

describe.each(sizes)("The topic that explains it, %s,", (_, width) => {
  const drafted = async (language: "fr" | "en") => {
    const person = house.person("Camille Roux", { admin: true, locale: language });
    const screen = await house.enter(person, { width, language });
    await screen.page.goto("/veille/reglages");
    const text = screen.page.locator(".veille-step[data-step=topic] textarea");
    await text.waitFor();
    await screen.picture(`intro-${language}`);
    return { screen, raw: (await text.inputValue()).replaceAll("\u00a0", " ") };
  };

  test("is drafted with what was set, from the sentence to the links, in the reader's language", async () => {
    const status = { label: { fr: "état [des] services", en: "service status" }, url: "https://status.test/a_(b)" };
    const guides = { label: { fr: "guides", en: "guides" }, url: "https://guides.test/" };
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "09:00", end: "12:30" }));
    const usualDelay = { fr: "un à trois jours", en: "one to three days" };
    const sentence = { fr: "On regarde avec vous.", en: "We look at it with you." };
    const date = (days: number) => new Date(house.forum.clock.now() + days * 86_400_000).toLocaleDateString("sv");
    const closures = [
      { from: date(5), until: date(5), reason: null },
      { from: date(100), until: date(101), reason: null },
    ];
    await house.setKind("equipe", { hours: week, region: "FR", closures, sentence, usualDelay });
    await beforeTheTopic([status, guides]);
    const { screen, raw } = await drafted("fr");
    const closed = new Date(date(5)).toLocaleDateString("fr", { day: "numeric", month: "long" }).replace(/^1 /, "1er ");
    expect(raw).toContain(`En pratique :

- On regarde avec vous.
- Heures de l’équipe : lundi–vendredi 9 h – 12 h 30, sauf les jours fériés (heure de Paris)
- Fermé le ${closed}
- Délai habituel : un à trois jours
- En attendant : [état \\[des\\] services](<https://status.test/a_(b)>) · [guides](<https://guides.test/>)

Rien de tout cela n’est obligatoire. Une question ? Répondez ici.`);
    expect((await drafted("en")).raw).toContain(
      "- Team hours: Monday–Friday 9:00 – 12:30, not on public holidays (Paris time)\n"
    );
    expect(await screen.cut()).toEqual([]);
  });

  test("says nothing of what was not set", async () => {
    await beforeTheTopic([]);
    await house.setKind("equipe", { sentence: null, usualDelay: null, hours: null });
    const { raw } = await drafted("fr");
    expect(raw).not.toMatch(/En pratique|Heures de l’équipe|Délai|En attendant/);
    expect(raw).toMatch(/\.\n\nRien de tout cela/);
  });
});
