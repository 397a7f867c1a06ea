import { AxeBuilder } from "@axe-core/playwright";
import type { Post, Topic } from "../forum/rows.ts";
import { addPost } from "../forum/core/write.ts";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const toPost = "Bonsoir, la dérivation se règle dans l’hébergement.";
const toTopic = "Merci à tout le monde, je relis cela lundi.";

/** What moderators read, and nothing else that axe or the window's edge would be wrong about. */
async function faults(screen: Screen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return [...found, ...(await screen.cut())];
}

const lastPost = (topic: Topic): Post =>
  house.forum.store
    .all("posts")
    .filter(({ topicId, type }) => topicId === topic.id && type === 1)
    .at(-1)!;

/** The newest topic whose title begins so. */
const newest = (start: string): Topic =>
  house.forum.store
    .all("topics")
    .filter(({ title }) => title.startsWith(start))
    .at(-1)!;

const byMarie = (topic: Topic, raw: string): Post =>
  addPost(house.forum.context, topic, house.forum.user("marie"), raw);

/** A topic with two posts by Marie; one deferred reply to the first of them, one to the whole topic. */
async function arrange(width: number): Promise<{ topic: Topic; author: Screen }> {
  await house.teamIsAway();
  const topic = house.topic();
  byMarie(topic, "Chez moi, c’était la dérivation.");
  const author = await house.enter(house.person(), { width });
  await author.openTopic(topic);
  const target = lastPost(topic);
  await author.page.locator(`[data-post-id="${target.id}"]`).getByRole("button").click();
  await author.text.fill(toPost);
  await author.later(/^Au retour de l’équipe/);
  await author.cardOf(toPost).waitFor();
  await author.write(toTopic);
  await author.later(/^Au retour de l’équipe/);
  await author.cardOf(toTopic).waitFor();
  return { topic, author };
}

const moderator = async (width: number, topic: Topic): Promise<Screen> => {
  const screen = await house.enter(house.forum.user("modo"), { width });
  await screen.openTopic(topic);
  return screen;
};

const menu = async (screen: Screen, name: string | RegExp): Promise<void> => {
  await screen.page.getByRole("button", { name: "Actions sur le sujet" }).click();
  await screen.page.locator("[data-identifier=topic-admin-menu][data-content]").getByRole("button", { name }).click();
};

const select = async (screen: Screen, post: Post): Promise<void> => {
  await menu(screen, "Sélectionner des messages…");
  await screen.page.locator(`[data-post-id="${post.id}"]`).getByRole("checkbox").check();
};

const stateOf = async (author: Screen, text: string): Promise<string> => author.read(author.entry(text));

describe.each(sizes)("A moderator, %s,", (_, width) => {
  test("is told while selecting and moving what goes along, ticks the rest, and both land there", async () => {
    const { topic, author } = await arrange(width);
    const screen = await moderator(width, topic);
    await select(screen, lastPost(topic));
    const panel = screen.page.locator(".selected-posts .veille-waiting");
    await panel.waitFor();
    expect(await screen.read(panel)).toBe(
      "2 réponses différées : 1 suivra ces messages, 1 reste dans ce sujet. Si vous supprimez ces messages, celle qui y répond ira au sujet."
    );
    expect(await faults(screen)).toEqual([]);
    await screen.picture("select");
    await screen.page.getByRole("button", { name: "Déplacer vers…" }).click();
    const hint = screen.modal.locator(".veille-waiting");
    await hint.waitFor();
    expect(await screen.read(hint)).toContain("2 réponses différées : 1 suivra ces messages, 1 reste dans ce sujet.");
    const box = hint.getByRole("checkbox", { name: "faire suivre aussi celle qui s’adresse à tout le sujet" });
    expect(await box.isChecked()).toBe(false);
    await screen.tabTo(box);
    await screen.page.keyboard.press("Space");
    await hint.getByText("2 réponses différées : elles suivront ces messages.").waitFor();
    expect(await faults(screen)).toEqual([]);
    await screen.picture("move");
    await screen.modal.getByRole("textbox").fill("La dérivation, dans son propre sujet");
    await screen.modal.getByRole("button", { name: "Déplacer", exact: true }).click();
    await screen.page.getByRole("heading", { name: "La dérivation, dans son propre sujet" }).waitFor();
    const fresh = newest("La dérivation");

    await author.openList();
    const entry = author.entry(toTopic);
    await expectSoon(author, async () => {
      await author.openList();
      await entry.getByRole("button", { name: /historique/i }).click();
      return (await author.read(entry)).includes("Suit les messages que la modération a déplacés.");
    });
    await entry.getByRole("link", { name: "La dérivation, dans son propre sujet" }).waitFor();
    await house.teamIsBackIn(2);
    await expectSoon(author, () => house.posts(fresh).length === 3);
    expect(house.posts(fresh).map(({ raw }) => raw)).toEqual(expect.arrayContaining([toPost, toTopic]));
  });

  test("who leaves the tick alone has the author asked, whose answer counts", async () => {
    const { topic, author } = await arrange(width);
    const screen = await moderator(width, topic);
    await select(screen, lastPost(topic));
    await screen.page.getByRole("button", { name: "Déplacer vers…" }).click();
    await screen.modal.locator(".veille-waiting").waitFor();
    await screen.modal.getByRole("textbox").fill("Un nouveau sujet pour la question");
    await screen.modal.getByRole("button", { name: "Déplacer", exact: true }).click();
    await screen.page.getByRole("heading", { name: "Un nouveau sujet pour la question" }).waitFor();

    const question = author.page.locator("[data-group=asked] .veille-item").filter({ hasText: toTopic });
    await expectSoon(author, async () => {
      await author.openList();
      return (await question.count()) === 1;
    });
    await author.page.goto("/messages");
    await author.page.getByText("a été partagé en deux").first().click();
    await author.page.getByRole("link", { name: "Choisir où elle va" }).click();
    await author.focused(question.getByRole("button", { name: "La laisser" }));
    const put = question.getByRole("button", { name: "La mettre dans « Un nouveau sujet pour la question »" });
    await put.waitFor();
    expect(await author.read(question)).toContain("Sans réponse de votre part, elle paraîtra");
    expect(await faults(author)).toEqual([]);
    await author.picture("question");
    await put.click();
    await author.toast.getByText("Votre réponse ira dans le nouveau sujet.").waitFor();
    await question.waitFor({ state: "detached" });
    await house.teamIsBackIn(2);
    const fresh = newest("Un nouveau sujet pour");
    await expectSoon(author, () => house.posts(fresh).some(({ raw }) => raw === toTopic));
  });

  test("is told before closing what comes home; keeps the topic open, or closes it and both are returned", async () => {
    const { topic, author } = await arrange(width);
    const screen = await moderator(width, topic);
    await menu(screen, "Fermer le sujet");
    const asked = screen.page.getByRole("dialog", {
      name: "2 réponses différées seront rendues aux personnes qui les ont écrites.",
    });
    await asked.waitFor();
    await screen.picture("close");
    await asked.getByRole("button", { name: "Annuler" }).click();
    expect(house.forum.store.get("topics", topic.id)!.closedAt).toBeNull();
    await menu(screen, "Fermer le sujet");
    await asked.getByRole("button", { name: "Fermer le sujet" }).click();
    await screen.page.getByText("a fermé ce sujet").waitFor();
    await expectSoon(author, async () => {
      await author.openList();
      return (await author.page.locator("[data-group=returned] .veille-item").count()) === 2;
    });
    expect(await stateOf(author, toPost)).toContain("Le sujet a été fermé entre-temps.");
  });

  test("pauses a topic with a reason, renews it once, and lets it go on; its author reads why and until when", async () => {
    const { topic, author } = await arrange(width);
    const screen = await moderator(width, topic);
    await menu(screen, "Mettre en pause les réponses différées…");
    await screen.modal.getByText("2 réponses différées attendent dans ce sujet.").waitFor();
    await screen.modal.getByRole("combobox").selectOption("nous partageons ce sujet");
    expect(await faults(screen)).toEqual([]);
    await screen.picture("pause");
    await screen.modal.getByRole("button", { name: "Mettre en pause 24 h" }).click();
    await screen.modal.getByText("La modération partage ce sujet.").waitFor();
    await screen.picture("paused");
    await screen.modal.getByRole("button", { name: "Prolonger de 24 h" }).click();
    await screen.modal.getByText("Cette pause a déjà été prolongée une fois").waitFor();
    await author.openList();
    expect(await stateOf(author, toPost)).toContain("En pause jusqu’à");
    expect(await stateOf(author, toPost)).toContain("La modération partage ce sujet.");
    expect(await faults(author)).toEqual([]);
    await author.picture("paused-author");
    await screen.modal.getByRole("button", { name: "Reprendre maintenant" }).click();
    await screen.modal.getByRole("button", { name: "Reprendre maintenant" }).waitFor({ state: "detached" });
    await author.openList();
    expect(await stateOf(author, toPost)).toContain("Votre réponse paraîtra");
  });
});

describe("Of deleting what is selected", () => {
  test("nothing is said where the first post, or all of them, are selected", async () => {
    const { topic } = await arrange(1280);
    const screen = await moderator(1280, topic);
    const first = house.forum.store.all("posts").find(({ topicId }) => topicId === topic.id)!;
    await select(screen, first);
    const panel = screen.page.locator(".selected-posts .veille-waiting");
    await panel.getByText("2 réponses différées : elles restent dans ce sujet.", { exact: true }).waitFor();
    await screen.page
      .locator(`[data-post-id="${lastPost(topic).id}"]`)
      .getByRole("checkbox")
      .check();
    await panel.getByText("2 réponses différées : elles suivront ces messages.", { exact: true }).waitFor();
  });
});

describe("Nobody is shown anything", () => {
  test("where nothing waits: a topic is closed at once", async () => {
    const topic = house.topic();
    const screen = await moderator(1280, topic);
    await menu(screen, "Fermer le sujet");
    await screen.page.getByText("a fermé ce sujet").waitFor();
    expect(await screen.page.getByRole("dialog").count()).toBe(0);
  });

  test("where the service is down: posts are moved and topics closed as ever", async () => {
    const topic = house.topic();
    byMarie(topic, "Chez moi, c’était la dérivation.");
    const screen = await moderator(1280, topic);
    await house.serviceDown();
    try {
      await select(screen, lastPost(topic));
      await screen.page.getByRole("button", { name: "Déplacer vers…" }).click();
      await screen.modal.getByRole("textbox").fill("Déplacé pendant la panne");
      expect(await screen.page.locator(".veille-waiting").count()).toBe(0);
      await screen.modal.getByRole("button", { name: "Déplacer", exact: true }).click();
      await screen.page.getByRole("heading", { name: "Déplacé pendant la panne" }).waitFor();
      await menu(screen, "Fermer le sujet");
      await screen.page.getByText("a fermé ce sujet").waitFor();
    } finally {
      await house.serviceUp();
    }
  });

  test("who may not split: no menu, and no number", async () => {
    const { topic } = await arrange(1280);
    const screen = await house.enter(house.person("Nina Roy"));
    await screen.openTopic(topic);
    await screen.replyButton.waitFor();
    expect(await screen.page.getByRole("button", { name: "Actions sur le sujet" }).count()).toBe(0);
    expect(await screen.page.locator(".veille-waiting").count()).toBe(0);
  });
});

/** Looks again until it is so: the service reads what moderators did every few seconds. */
async function expectSoon({ page }: Screen, look: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 40; round++) {
    if (await look()) return;
    await page.waitForTimeout(500);
  }
  throw new Error("it did not come");
}
