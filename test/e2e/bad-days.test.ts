import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";
const lost = "Le service qui garde les messages différés ne répond pas. Votre texte est resté ici, en brouillon.";

describe.each(sizes)("Without the service, %s,", (_, width) => {
  beforeEach(() => house.teamIsAway());

  test("nothing alarms anybody, and the composer works as ever", async () => {
    const author = house.person();
    const topic = house.topic();
    await house.serviceDown();
    try {
      const screen = await house.enter(author, { width });
      await screen.openTopic(topic);
      await screen.write(text);
      await screen.picture("service-down");
      expect(await screen.alarms.count()).toBe(0);
      expect(await screen.page.locator(".veille-line, .veille-note, .veille-news, .veille-sidebar").count()).toBe(0);
      await screen.composer.getByRole("button", { name: "Répondre", exact: true }).click();
      await screen.post(text).waitFor();
      expect(house.posts(topic).slice(1)).toEqual([{ author: author.username, raw: text }]);
    } finally {
      await house.serviceUp();
    }
  });

  test("a deferral that fails leaves the text where it is, and Réessayer defers it once the service is back", async () => {
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    await screen.openTopic(topic);
    await screen.write(text);
    await screen.openLater();
    await screen.menu.getByRole("button", { name: /^Au retour de l’équipe/ }).waitFor();
    await house.serviceDown();
    try {
      await screen.menu.getByRole("button", { name: /^Au retour de l’équipe/ }).click();
      await screen.note.getByText(lost).waitFor();
      await screen.picture("failed");
      expect(await screen.cut()).toEqual([]);
      expect(await screen.text.inputValue()).toBe(text);
    } finally {
      await house.serviceUp();
    }
    await screen.note.getByRole("button", { name: "Réessayer" }).click();
    await screen.cardOf(text).waitFor();
    await screen.openList();
    expect(await screen.entry(text).count()).toBe(1);
    expect(house.posts(topic)).toHaveLength(1);
  });
});

describe.each(sizes)("A page reloaded while it sends, %s,", (_, width) => {
  test("doubles nothing: the draft says that it waits already", async () => {
    await house.teamIsAway();
    const author = house.person();
    const topic = house.topic();
    const screen = await house.enter(author, { width });
    await screen.openTopic(topic);
    await screen.write(text);
    await screen.page.getByText("Brouillon gardé").waitFor();
    const kept = new Promise<number>((resolve, reject) => {
      // the service keeps it, and its answer never arrives
      const swallow = async (route: { fetch: () => Promise<{ status: () => number }> }) =>
        resolve((await route.fetch()).status());
      void screen.page.route("**/v1/deferred-posts/*", (route) => swallow(route).catch(reject), { times: 1 });
    });
    await screen.later(/^Au retour de l’équipe/);
    expect(await kept).toBe(201);
    await screen.page.reload();
    await screen.cardOf(text).waitFor();
    await screen.replyButton.click();
    await screen.note.getByText("Ce texte est déjà différé").waitFor();
    await screen.picture("already");
    await screen.note.getByRole("link", { name: "Le voir dans mes messages différés" }).click();
    await screen.entry(text).waitFor();
    expect(await screen.entry(text).count()).toBe(1);

    await screen.act(screen.entry(text), "Publier maintenant");
    await screen.page.locator("[data-group=published]").getByText(topic.title).waitFor();
    expect(house.posts(topic).slice(1)).toEqual([{ author: author.username, raw: text }]);
  });
});
