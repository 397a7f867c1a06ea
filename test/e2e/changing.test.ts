import { Screen } from "./support/screen.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";

describe.each(sizes)("What waits, %s,", (_, width) => {
  let day: string;
  beforeEach(async () => {
    day = await house.teamIsAway();
  });

  test("can be edited from its card", async () => {
    const screen = await house.enter(house.person(), { width });
    await screen.defer(house.topic(), text);
    await screen.act(screen.card, "Modifier");
    const area = screen.modal.getByRole("textbox");
    expect(await area.inputValue()).toBe(text);
    await area.fill("Bonsoir, il manquait deux enregistrements.");
    await screen.picture("edit");
    await screen.modal.getByRole("button", { name: "Enregistrer" }).click();
    await screen.cardOf("il manquait deux enregistrements").waitFor();
    await screen.toast.getByText("Modifié.").waitFor();
    expect(await screen.modal.count()).toBe(0);
    await screen.page.reload();
    await screen.cardOf("il manquait deux enregistrements").waitFor();
    expect(await screen.read(screen.card)).toContain(`Votre réponse paraîtra ${day} 9 h.`);
  });

  test("becomes a draft again when it is taken back", async () => {
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    await screen.defer(topic, text);
    await screen.act(screen.card, "Retirer");
    await screen.card.waitFor({ state: "detached" });
    await screen.toast.getByText("Retiré. Le texte revient dans vos brouillons").waitFor();
    await screen.picture("taken-back");
    expect(await screen.page.locator(".veille-undo").count()).toBe(0);
    await draftIn(screen);
    expect(house.posts(topic)).toHaveLength(1);
  });

  test("is in the topic at once by Publier maintenant", async () => {
    const author = house.person();
    const topic = house.topic();
    const screen = await house.enter(author, { width });
    await screen.defer(topic, text);
    await screen.act(screen.card, "Publier maintenant");
    await screen.post(text).waitFor();
    await screen.card.waitFor({ state: "detached" });
    expect(house.posts(topic).slice(1)).toEqual([{ author: author.username, raw: text }]);
    await screen.openList();
    const entry = screen.entry(topic.title);
    expect(await screen.read(entry)).toContain("Publié. Le voir");
    await entry.getByRole("link", { name: "Le voir" }).click();
    await screen.post(text).waitFor();
  });

  test("can have another moment", async () => {
    const screen = await house.enter(house.person(), { width });
    await screen.defer(house.topic(), text);
    await screen.openList();
    await screen.act(screen.entry(text), "Changer le moment");
    await screen.modal.getByRole("button", { name: /^Demain — / }).click();
    await screen.toast.getByText("Moment changé.").waitFor();
    expect(await screen.read(screen.entry(text))).toContain("Moment choisi par vous.");
  });

  test("is returned with its reason and its text when the topic was closed, and can be deferred again", async () => {
    const author = house.person();
    const topic = house.topic();
    const screen = await house.enter(author, { width });
    await screen.defer(topic, text);
    house.forum.store.update("topics", topic.id, { closedAt: Date.now() });
    await house.teamIsBackIn(3);
    await screen.openList();
    const returned = screen.page.locator("[data-group=returned]").filter({ hasText: text });
    await returned.getByText("Rendu : ce message n’a pas été publié.").waitFor();
    await screen.picture("returned");
    expect(await screen.read(returned)).toContain("Le sujet a été fermé entre-temps.");
    expect(house.posts(topic)).toHaveLength(1);
    await screen.page.goto("/messages");
    await screen.page.getByText(`Votre réponse à « ${topic.title} » n’a pas été publiée`).click();
    await screen.post(text).waitFor();
    await screen.picture("message");
    await screen.page.getByRole("link", { name: "Publier ailleurs" }).click();
    await screen.focused(returned.getByRole("button", { name: "Publier ailleurs" }));

    house.forum.store.update("topics", topic.id, { closedAt: null });
    await house.teamIsAway();
    await screen.act(returned, "Différer à nouveau");
    await screen.modal.getByRole("button", { name: `Au retour de l’équipe — ${day} 9 h` }).waitFor();
    await screen.picture("defer-again");
    await screen.modal.getByRole("button", { name: `Au retour de l’équipe — ${day} 9 h` }).click();
    const waiting = screen.page.locator("[data-group=waiting]").filter({ hasText: text });
    await waiting.waitFor();
    expect(await screen.read(waiting)).toContain(`Votre réponse paraîtra ${day} 9 h.`);
  });

  test("edited in one tab: the other one says that it changed, and keeps what was typed there", async () => {
    const screen = await house.enter(house.person(), { width });
    await screen.defer(house.topic(), text);
    await screen.openList();
    const other = new Screen(await screen.page.context().newPage());
    await other.openList();
    await screen.act(screen.entry(text), "Modifier");
    await screen.modal.getByRole("textbox").fill("La première main.");
    await screen.modal.getByRole("button", { name: "Enregistrer" }).click();
    await screen.entry("La première main.").waitFor();

    await other.act(other.entry(text), "Modifier");
    await other.modal.getByRole("textbox").fill("La seconde main.");
    await other.modal.getByRole("button", { name: "Enregistrer" }).click();
    await other.modal.getByText("Cela a changé entre-temps.").waitFor();
    await other.picture("conflict");
    expect(await other.modal.getByRole("textbox").inputValue()).toBe("La seconde main.");
    await screen.page.reload();
    await screen.entry("La première main.").waitFor();
  });
});

/** The composer opens with the text that came home. */
async function draftIn(screen: Screen): Promise<void> {
  await screen.replyButton.click();
  await screen.text.waitFor();
  expect(await screen.text.inputValue()).toBe(text);
}
