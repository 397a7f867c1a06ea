import type { Screen } from "./support/screen.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const category = "/c/demonstration/4";

async function start(screen: Screen): Promise<void> {
  await screen.page.goto(category);
  // the hours are known: what the composer would say, it says now
  await screen.page.locator(".veille-place").waitFor();
  await screen.page.getByRole("button", { name: "Nouveau sujet" }).click();
  await screen.text.waitFor();
}

describe.each(sizes)("Who starts a request off-hours, %s,", (_, width) => {
  let day: string;
  beforeEach(async () => {
    day = await house.teamIsAway();
  });

  test("reads when the team is back, and can have the topic appear then", async () => {
    const screen = await house.enter(house.person(), { width });
    await start(screen);
    await screen.composer.getByLabel("Titre").fill("Mon site ne répond plus depuis ce soir");
    await screen.text.fill("Bonsoir, la page d’accueil est blanche depuis ce soir.");
    await screen.note.waitFor();
    await screen.picture("off-hours");
    expect(await screen.read(screen.note)).toContain(`L’équipe est de retour ${day} 9 h.`);
    await screen.note.getByRole("button", { name: `publier ${day} 9 h` }).click();
    await screen.page.getByText(`Votre sujet paraîtra ${day} 9 h.`).waitFor();
    await screen.openList();
    expect(await screen.read(screen.entry("la page d’accueil est blanche"))).toContain(
      "Nouveau sujet : Mon site ne répond plus depuis ce soir"
    );
  });

  test("is not told again once that line was closed, also after a reload", async () => {
    const screen = await house.enter(house.person(), { width });
    await start(screen);
    await screen.note.getByRole("button", { name: "Ne plus me le dire" }).click();
    await screen.note.waitFor({ state: "detached" });
    await start(screen);
    expect(await screen.note.count()).toBe(0);
  });

  test("is not told while answering somebody", async () => {
    const screen = await house.enter(house.person(), { width });
    await screen.openTopic(house.topic());
    await screen.page.locator(".veille-place").waitFor();
    await screen.write("Bonsoir, j’ai le même souci.");
    expect(await screen.note.count()).toBe(0);
  });
});
