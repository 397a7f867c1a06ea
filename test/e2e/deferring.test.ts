import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";

describe.each(sizes)("A reply for later, %s,", (_, width) => {
  let day: string;
  beforeEach(async () => {
    day = await house.teamIsAway();
  });

  test("waits in a card and in Différés, and comes out under its author's name when the team is back", async () => {
    const author = house.person();
    const topic = house.topic();
    const screen = await house.enter(author, { width });
    await screen.openTopic(topic);
    await screen.write(text);
    await screen.later(`Au retour de l’équipe — ${day} 9 h`);
    await screen.cardOf(text).waitFor();
    await screen.picture("card");
    expect(await screen.read(screen.card)).toContain(`Votre réponse paraîtra ${day} 9 h.`);
    expect(await screen.read(screen.toast)).toContain(`Votre réponse paraîtra ${day} 9 h.`);
    expect(await screen.composer.count()).toBe(0);

    await screen.openList();
    await screen.entry(text).waitFor();
    await screen.picture("list");
    expect(await screen.read(screen.entry(text))).toContain(`En réponse à ${topic.title}`);
    expect(await screen.read(screen.entry(text))).toContain(`Votre réponse paraîtra ${day} 9 h.`);
    expect(house.posts(topic)).toHaveLength(1);

    // its moment follows the team's hours
    await house.teamIsBackIn(3);
    await screen.openTopic(topic);
    await screen.post(text).waitFor();
    await screen.card.waitFor({ state: "detached" });
    await screen.picture("published");
    expect(await screen.read(screen.post(text))).toContain("Paul Girard");
    expect(house.posts(topic).slice(1)).toEqual([{ author: author.username, raw: text }]);
  });

  test("can wait for a moment that its author chooses, and sees in words", async () => {
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    await screen.openTopic(topic);
    await screen.write(text);
    await screen.later("Choisir un moment…");
    const { day: date, words } = inThreeDays();
    await screen.modal.getByLabel("Jour").fill(date);
    await screen.modal.getByLabel("Heure").fill("14:30");
    await screen.picture("moment");
    expect(await screen.read(screen.modal)).toContain(`${words} à 14 h 30`);
    await screen.modal.getByRole("button", { name: "Publier à ce moment" }).click();
    await screen.cardOf(text).waitFor();
    expect(await screen.modal.count()).toBe(0);
    expect(await screen.read(screen.card)).toContain(`Votre réponse paraîtra ${words.split(" ")[0]} 14 h 30.`);
    await screen.openList();
    expect(await screen.read(screen.entry(text))).toContain("Moment choisi par vous.");
  });

  test("cannot wait for a moment that has passed: the dialogue says so, and another one may be chosen", async () => {
    const screen = await house.enter(house.person(), { width });
    await screen.openTopic(house.topic());
    await screen.write(text);
    await screen.later("Choisir un moment…");
    await screen.modal.getByLabel("Jour").fill("2026-01-05");
    await screen.modal.getByLabel("Heure").fill("09:00");
    await screen.modal.getByRole("button", { name: "Publier à ce moment" }).click();
    await screen.modal.getByText("Ce moment est passé.").waitFor();
    await screen.picture("moment-past");
    expect(await screen.card.count()).toBe(0);
    expect(await screen.note.count()).toBe(0);
    await screen.modal.getByLabel("Jour").fill(inThreeDays().day);
    expect(await screen.modal.getByText("Ce moment est passé.").count()).toBe(0);
    await screen.modal.getByRole("button", { name: "Publier à ce moment" }).click();
    await screen.cardOf(text).waitFor();
  });

  test("comes back into the composer by Annuler, and waits no more", async () => {
    const topic = house.topic();
    const screen = await house.enter(house.person(), { width });
    await screen.defer(topic, text);
    await screen.toast.getByRole("button", { name: "Annuler" }).click();
    await screen.text.waitFor();
    expect(await screen.text.inputValue()).toBe(text);
    await screen.card.waitFor({ state: "detached" });
    await screen.openList();
    await screen.page.getByText("Rien en attente.").waitFor();
    expect(house.posts(topic)).toHaveLength(1);
  });
});

describe("The page's own button", () => {
  test("brings the team back in 20 seconds, and with it the reply, in English too", async () => {
    await house.teamIsAway();
    const screen = await house.enter(house.person("Sam Okafor", { locale: "en" }), { language: "en" });
    const reply = "Hello, it was a missing DNS record here.";
    await screen.page.goto("/");
    await screen.page.getByRole("button", { name: "The demonstration team is back in 20 seconds" }).click();
    await screen.replyButton.waitFor();
    await screen.write(reply);
    await screen.later(/^When the team is back — today \d/);
    await screen.cardOf(reply).waitFor();
    await screen.picture("card-english");
    expect(await screen.read(screen.card)).toMatch(
      /^Your reply will appear today \d+:\d\d\. .* Edit Publish now Take back$/
    );
    await screen.post(reply).waitFor();
    await screen.card.waitFor({ state: "detached" });
    expect(await screen.read(screen.post(reply))).toContain("Sam Okafor");
  });
});

/** As a date field takes it, and as people say it. */
function inThreeDays(): { day: string; words: string } {
  const then = new Date(Date.now() + 3 * 86_400_000);
  const words = then.toLocaleDateString("fr", { weekday: "long", day: "numeric", month: "long" });
  return { day: then.toLocaleDateString("sv"), words: words.replace(" 1 ", " 1er ") };
}
