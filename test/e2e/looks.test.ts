import { AxeBuilder } from "@axe-core/playwright";
import { join } from "node:path";
import { alertsOf, teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import type { Sight } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";

/** What axe finds wrong, in short. */
async function faults({ page }: Screen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const sights: [string, Partial<Sight>][] = [
  ["on a wide screen, in light colours", { width: 1280 }],
  ["on a phone, in dark colours", { width: 390, dark: true }],
];

describe.each(sights)("axe finds nothing, and nothing is cut off, %s,", (_, sight) => {
  test("in the topic with its card, the menu, the dialogues, the list and who is there", async () => {
    await house.teamIsAway();
    const screen = await house.enter(house.person(), sight);
    const look = async (name: string) => {
      await screen.picture(`axe-${name}`);
      const cut = (await screen.cut()).map((html) => `cut off: ${html}`);
      return [...(await faults(screen)), ...cut].map((fault) => `${name}: ${fault}`);
    };
    const found: string[] = [];
    await screen.defer(house.topic(), text);
    found.push(...(await look("topic")));
    await screen.act(screen.card, "Modifier");
    await screen.modal.waitFor();
    found.push(...(await look("edit")));
    await screen.page.keyboard.press("Escape");
    await screen.write("Encore un mot.");
    await screen.openLater();
    await screen.menu.getByRole("button", { name: /^Au retour/ }).waitFor();
    found.push(...(await look("menu")));
    await screen.menu.getByRole("button", { name: "Choisir un moment…" }).click();
    await screen.modal.waitFor();
    found.push(...(await look("moment")));
    await screen.openList();
    await screen.entry(text).getByText("En cas d’imprévu, et historique").click();
    found.push(...(await look("list")));
    await screen.page.goto("/veille");
    await screen.page.getByText("L’équipe répond quand elle le peut").waitFor();
    found.push(...(await look("there")));
    expect(found).toEqual([]);
  });

  test("in the three ways to say when one may be alerted, with what is wrong and what cannot be held", async () => {
    await house.teamIsAway();
    const lea = await alertsOf(house, teamMember(house, { options: { mailing_list_mode: true } }), sight);
    const { screen } = lea;
    const found: string[] = [];
    const look = async (name: string) => {
      await screen.picture(`axe-alerts-${name}`);
      const cut = (await screen.cut()).map((html) => `cut off: ${html}`);
      found.push(...[...(await faults(screen)), ...cut].map((fault) => `${name}: ${fault}`));
    };
    await lea.open();
    await screen.page.locator("[data-option=mailing_list_mode]").waitFor();
    await look("untouched");
    await lea.choose("Les heures de la coopérative");
    await look("team");
    await lea.choose("Mes propres heures");
    await screen.page.getByRole("button", { name: "Changer de fuseau horaire" }).click();
    await lea.save();
    await screen.page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await screen.page.getByText("Choisissez un jour.").waitFor();
    await look("own");
    expect(found).toEqual([]);
  });
});

const file = join(import.meta.dirname, "../../docs/picture.png");
const answer =
  "Merci Léa. C’est le site de l’atelier vélo, et la première erreur date d’hier, 18 h 40. Le journal parle d’un module qui manque : je le mets ici dès que je l’ai retrouvé.";
const technique = 3;

/** With VEILLE_PICTURE=1 in the environment this journey takes the README's picture anew. */
test("The README's picture: a reply that waits in its topic for the team", async () => {
  // another Monday where today is one
  const weekday = new Date().getDay() === 1 ? 2 : 1;
  const hours = [{ weekday, start: "09:00", end: "18:00" }];
  await house.setHours("demo", hours);
  await house.setHours("equipe", hours);
  const topic = house.topic(
    "Mon site affiche une erreur 500",
    [
      {
        by: "paul",
        raw: "Bonjour, depuis hier soir mon site affiche une erreur 500 sur toutes les pages, sauf l’accueil. Je n’ai rien changé de mon côté. Est-ce que quelqu’un a déjà vu cela ?",
        hoursAgo: 5,
      },
      {
        by: "lea",
        raw: "Bonjour Paul, le nom du site et l’heure de la première erreur nous aideraient ; il n’y a rien à faire d’autre en attendant.",
        hoursAgo: 3,
      },
    ],
    technique
  );
  const screen = await house.enter(house.forum.user("paul"));
  await screen.defer(topic, answer);
  await screen.toast.getByRole("button", { name: "Fermer" }).click();
  await screen.toast.waitFor({ state: "detached" });
  const back = weekday === 1 ? "lundi 9 h" : "mardi 9 h";
  expect(await screen.read(screen.card)).toContain(`Votre réponse paraîtra ${back}.`);
  expect(await screen.read(screen.page.locator("main .veille-place"))).toBe(`L’équipe est de retour ${back}`);

  // without the stand-in's own bar
  await screen.page.locator(".stand-in").evaluate((bar) => bar.remove());
  const end = (await screen.replyButton.boundingBox())!;
  await screen.page.setViewportSize({ width: 1280, height: Math.ceil(end.y + end.height + 32) });
  const picture = await screen.page.screenshot(process.env["VEILLE_PICTURE"] ? { path: file } : {});
  expect(picture.byteLength).toBeGreaterThan(10_000);
});
