import { AxeBuilder } from "@axe-core/playwright";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const category = "/c/demonstration/4";
const cases = [
  { fr: "Un service est arrêté", en: "A service is down" },
  { fr: "Une adresse a été piratée", en: "An address was taken over" },
];

async function faults(screen: Screen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return [...found, ...(await screen.cut()).map((html) => `cut off: ${html}`)];
}

/** Whoever is here when a test ends stops being here. */
const present: string[] = [];
afterEach(async () => {
  for (const name of present.splice(0)) await house.ask("DELETE", "/v1/me/presence", undefined, name);
});

/** Somebody is here who wants to hear of what can't wait. */
async function somebodyIsHere(): Promise<void> {
  const { username } = teamMember(house);
  const ticks = { version: 0, named: false, calls: false, gaps: false, urgent: true };
  await house.ask("PUT", "/v1/me/watch", ticks, username);
  await house.ask("POST", "/v1/me/presence", { for: "hour" }, username);
  present.push(username);
}

describe.each(sizes)("Being here for one of several teams, %s,", (_, width) => {
  test("is chosen once and kept, and one tap stays one tap", async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 2 });
    await house.setKind("equipe", { step: 2, hours: [] });
    const user = teamMember(house);
    const lea = await house.enter(user, { width, dark: width < 600 });
    const { page } = lea;
    await page.goto("/veille");
    await page.getByText("pour toutes mes équipes").click();
    await page.getByRole("checkbox", { name: "Réponse de l’équipe" }).uncheck();
    await page.getByText("pour : Démonstration").waitFor();
    expect(await page.getByRole("checkbox", { name: "Démonstration" }).isDisabled()).toBe(true);
    await lea.picture("here-for");
    expect(await faults(lea)).toEqual([]);
    await page.reload();
    await page.getByRole("button", { name: "1 h", exact: true }).click();
    await page.getByText(/Vous êtes de permanence jusqu’à .*\s: Démonstration\./).waitFor();
    const { kinds } = (await house.ask("GET", "/v1/me/presence", undefined, user.username)) as { kinds: string[] };
    expect(kinds).toEqual(["demo"]);
    await page.getByRole("button", { name: "Je m’arrête là" }).click();
    await page.getByText("pour : Démonstration").click();
    await page.getByRole("checkbox", { name: "Réponse de l’équipe" }).check();
    await page.getByText("pour toutes mes équipes").waitFor();
    await house.setKind("equipe", { step: 1 });
  });
});

describe.each(sizes)("What can't wait, with what one writes, %s,", (_, width) => {
  beforeEach(async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 2, urgent: cases });
  });
  afterEach(() => house.setKind("demo", { urgent: null }));

  const ask = "Cela ne peut pas attendre ?";
  async function start(screen: Screen): Promise<void> {
    await screen.page.goto(category);
    await screen.page.locator("main .veille-place").waitFor();
    await screen.page.getByRole("button", { name: "Nouveau sujet" }).click();
    await screen.text.waitFor();
  }

  test("is one line; opened off-hours it says that nobody is there to hear of it", async () => {
    const paul = await house.enter(house.person(), { width, dark: width < 600 });
    await start(paul);
    await paul.picture("urgent-closed");
    await paul.composer.getByText(ask).click();
    await paul.page.getByText("En ce moment, personne n’est là pour l’entendre.").waitFor();
    expect(await paul.page.locator("[data-case]").count()).toBe(0);
    await paul.picture("urgent-nobody");
    expect(await faults(paul)).toEqual([]);
  });

  test("is not offered to who answers where nobody is there, nor where the co-op has no list", async () => {
    const paul = await house.enter(house.person(), { width });
    const topic = house.topic();
    await paul.openTopic(topic);
    await paul.page.locator("main .veille-place").waitFor();
    await paul.write("J’ai le même souci depuis hier soir.");
    expect(await paul.composer.getByText(ask).count()).toBe(0);
    await somebodyIsHere();
    const marie = await house.enter(house.person("Marie Hoarau"), { width });
    await marie.openTopic(topic);
    await marie.page.locator("main .veille-place").waitFor();
    await marie.write("J’ai le même souci depuis hier soir.");
    await marie.composer.getByText(ask).waitFor();
    await house.setKind("demo", { urgent: null });
    const lise = await house.enter(house.person("Lise Payet"), { width });
    await start(lise);
    expect(await lise.composer.getByText(ask).count()).toBe(0);
  });

  test("is said once the topic is there, and names it; once a day", async () => {
    await somebodyIsHere();
    const paul = await house.enter(house.person(), { width });
    const told = paul.page.waitForRequest((request) => request.url().endsWith("/v1/urgent"));
    for (const [nth, said] of ["C’est dit.", "Vous l’avez déjà dit aujourd’hui"].entries()) {
      await start(paul);
      await paul.composer.getByLabel("Titre").fill(`Plus rien ne répond chez nous, ${width + nth}`);
      await paul.text.fill(`La page d’accueil et les boîtes sont muettes, ${width + nth}.`);
      await paul.composer.getByText(ask).click();
      if (nth === 0) {
        await paul.picture("urgent-open");
        expect(await faults(paul)).toEqual([]);
      }
      await paul.page.getByRole("button", { name: "Un service est arrêté" }).click();
      await paul.composer.getByText("Dit avec votre message : Un service est arrêté").waitFor();
      if (nth === 0) {
        await paul.picture("urgent-chosen");
        expect(await faults(paul)).toEqual([]);
      }
      await paul.composer.getByRole("button", { name: "Envoyer", exact: true }).click();
      await paul.toast.getByText(said).waitFor();
      if (nth === 0) await paul.picture("urgent-said");
    }
    const { kind, case: at, topicId } = (await told).postDataJSON() as { kind: string; case: number; topicId: number };
    expect([kind, at]).toEqual(["demo", 0]);
    expect(house.forum.store.get("topics", topicId)!.title).toContain("Plus rien ne répond");
  });

  test("is not said with a text that waits, nor with the next one", async () => {
    await somebodyIsHere();
    const paul = await house.enter(house.person(), { width });
    const said: string[] = [];
    paul.page.on("request", (request) => {
      if (request.url().endsWith("/v1/urgent")) said.push(request.url());
    });
    const topic = house.topic();
    await paul.openTopic(topic);
    await paul.page.locator("main .veille-place").waitFor();
    await paul.write("Chez nous aussi, depuis ce matin, tout est muet.");
    await paul.composer.getByText(ask).click();
    await paul.page.locator("[data-case='0']").click();
    await paul.later(/^Demain/);
    await paul.cardOf("tout est muet").waitFor();
    await paul.write("Autre chose, qui peut attendre celle-là.");
    await paul.composer.getByRole("button", { name: "Répondre", exact: true }).click();
    await paul.post("Autre chose, qui peut attendre").waitFor();
    await paul.page.waitForLoadState("networkidle");
    expect(said).toEqual([]);
  });
});
