import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";

describe.each(sizes)("On the forum, %s,", (_, width) => {
  let day: string;
  beforeEach(async () => {
    day = await house.teamIsAway();
  });

  test("a visitor reads when the team is there, and is led to a page that is for everybody", async () => {
    const screen = await house.enter(null, { width });
    await screen.openTopic(house.topic());
    await screen.page.locator("main .veille-place").getByText(`L’équipe est de retour ${day} 9 h`).waitFor();
    expect(await screen.replyButton.count()).toBe(0);
    await screen.openSidebar();
    await screen.page.getByRole("link", { name: "Veille", exact: true }).click();
    await screen.page.getByText("Chacun écrit quand il en a le temps.").waitFor();
    expect(new URL(screen.page.url()).pathname).toBe("/veille/aide");
    await screen.page.getByText("L’équipe répond quand elle le peut").waitFor();
    await screen.picture("visitor");
    expect(await screen.read(screen.page.locator("main"))).toContain(`Démonstration L’équipe est de retour ${day} 9 h`);
  });

  test("a visitor reads the hours of the week and the next closure on that page, and in the panel", async () => {
    const today = new Date(house.forum.clock.now());
    const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000);
    const date = (at: Date) => at.toLocaleDateString("sv");
    const words = (at: Date) => at.toLocaleDateString("fr", { day: "numeric", month: "long" }).replace(/^1 /, "1er ");
    const closure = { from: date(inDays(20)), until: date(inDays(29)), reason: { fr: "Inventaire", en: "Stock" } };
    const far = { from: date(inDays(90)), until: date(inDays(91)), reason: null };
    const week = [1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, start: "09:00", end: "12:00" },
      { weekday, start: "14:00", end: "17:30" },
    ]);
    await house.setKind("demo", {
      hours: [...week, { weekday: 6, start: "22:00", end: "01:00" }],
      closures: [closure, far],
    });
    const hours = "lundi–vendredi 9 h – 12 h, 14 h – 17 h 30 · samedi 22 h – 1 h (le lendemain)";
    const closed = `Fermé du ${words(inDays(20))} au ${words(inDays(29))}`;

    const screen = await house.enter(null, { width });
    await screen.page.goto("/veille/aide");
    const kind = screen.page.locator("main .veille-panel li", { hasText: "Démonstration" });
    await kind.getByText("Fermé du").waitFor();
    await screen.picture("week");
    const read = await screen.read(kind);
    expect(read).toContain(`${hours} ${closed} Le bouton`);
    expect(read.match(/Fermé/g)).toHaveLength(1);
    const members = screen.page.locator("main .veille-panel li", { hasText: "à toute heure" });
    expect(await screen.read(members)).not.toMatch(/lundi|Fermé/);
    expect(await screen.cut()).toEqual([]);

    await screen.openTopic(house.topic());
    await screen.openSidebar();
    await screen.page.locator(".veille-sidebar__trigger").click();
    await screen.page.locator("[data-content] .veille-panel").waitFor();
    expect(await screen.read(screen.page.locator("[data-content] .veille-panel"))).toContain(`${hours} ${closed}`);
    await house.setKind("demo", { closures: [] });
  });

  test("where the reader's clock shows another time, it is said whose hours they are, in English too", async () => {
    const hours = [{ weekday: 1, start: "09:00", end: "12:00" }];
    await house.setKind("demo", { hours, zone: "Indian/Reunion" });
    const screen = await house.enter(null, { width, language: "en", dark: true });
    await screen.page.goto("/veille/aide");
    const kind = screen.page.locator("main .veille-panel li", { hasText: "Demonstration" });
    await kind.getByText("(Reunion time)").last().waitFor();
    await screen.picture("week-en-dark");
    expect(await screen.read(kind)).toContain("Monday 9:00 – 12:00 (Reunion time)");
    await house.setKind("demo", { zone: "Europe/Paris" });
  });

  test("nobody else ever sees the card, or the entry", async () => {
    const topic = house.topic();
    const author = await house.enter(house.person(), { width });
    await author.defer(topic, text);
    for (const name of ["Marie Hoarau", "Léa Morel"]) {
      const other = await house.enter(house.person(name, { moderator: name === "Léa Morel" }), { width });
      const asked = other.page.waitForResponse(/\/v1\/deferred-posts\?/);
      await other.openTopic(topic);
      await (await asked).finished();
      await other.page.locator(".veille-place").waitFor();
      expect(await other.card.count()).toBe(0);
      await other.openList();
      await other.page.getByText("Rien en attente.").waitFor();
      expect(await other.page.getByText(text).count()).toBe(0);
    }
  });

  test("a link that names an act puts its button under the hand, and does nothing by being opened", async () => {
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    await screen.defer(topic, "Une autre réponse, plus ancienne.");
    await screen.defer(topic, text);
    const id = await screen.cardOf(text).getAttribute("data-post-id");
    const acts = [
      ["edit", "Modifier"],
      ["move", "Changer le moment"],
      ["publish-now", "Publier maintenant"],
    ] as const;
    for (const [act, name] of acts) {
      await screen.openList(`?post=${id}&act=${act}`);
      await screen.focused(screen.entry(text).getByRole("button", { name }));
      await screen.picture(`link-${act}`);
    }
    expect(await screen.read(screen.entry(text))).toContain(`Votre réponse paraîtra ${day} 9 h.`);
    expect(house.posts(topic)).toHaveLength(1);
  });
});

test("The keyboard alone defers: menu and dialogue close by Escape and give the focus back", async () => {
  const day = await house.teamIsAway();
  const screen = await house.enter(house.person());
  const { keyboard } = screen.page;
  await screen.openTopic(house.topic());
  await screen.page.locator(".veille-place").waitFor();
  await screen.tabTo(screen.replyButton);
  await keyboard.press("Enter");
  await screen.focused(screen.text);
  await keyboard.type(text);
  await screen.tabTo(screen.laterButton);

  await keyboard.press("Enter");
  await screen.menu.waitFor();
  await keyboard.press("Escape");
  await screen.menu.waitFor({ state: "detached" });
  await screen.focused(screen.laterButton);
  expect(await screen.text.inputValue()).toBe(text);

  await keyboard.press("Enter");
  await screen.tabTo(screen.menu.getByRole("button", { name: "Choisir un moment…" }));
  await keyboard.press("Enter");
  await screen.focused(screen.modal.getByLabel("Jour"));
  await screen.tabTo(screen.modal.getByRole("button", { name: "Fermer" }));
  await keyboard.press("Escape");
  await screen.modal.waitFor({ state: "detached" });
  await screen.focused(screen.laterButton);

  await keyboard.press("Enter");
  await screen.tabTo(screen.menu.getByRole("button", { name: `Au retour de l’équipe — ${day} 9 h` }));
  await keyboard.press("Enter");
  await screen.cardOf(text).waitFor();
  await screen.focused(screen.replyButton);
});
