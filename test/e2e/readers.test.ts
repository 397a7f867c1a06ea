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
