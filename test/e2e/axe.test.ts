import { AxeBuilder } from "@axe-core/playwright";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const text = "Bonsoir, chez moi il manquait un enregistrement DNS.";

/** What axe finds wrong, in short. */
async function faults({ page }: Screen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(sizes.flatMap(([size, width]) => [
  [size, "light", width] as const,
  [size, "dark", width] as const,
]))("axe finds nothing, %s, %s,", (_, scheme, width) => {
  test("in the topic with its card, the menu, the dialogues, the list and who is there", async () => {
    await house.teamIsAway();
    const screen = await house.enter(house.person(), { width, dark: scheme === "dark" });
    const look = async (name: string) => {
      await screen.picture(`axe-${name}-${scheme}`);
      return (await faults(screen)).map((fault) => `${name}: ${fault}`);
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
});
