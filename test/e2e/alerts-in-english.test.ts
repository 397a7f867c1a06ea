import { AlertsScreen, teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();

describe.each(sizes)("When to alert me, in English, %s,", (_, width) => {
  beforeEach(async () => void (await house.teamIsAway()));

  test("the co-op's hours are taken, an absence is planned, and all is as before again", async () => {
    const user = teamMember(house, { locale: "en" });
    const lea = new AlertsScreen(await house.enter(user, { width, language: "en" }));
    const { page } = lea.screen;
    const loud = () => house.forum.store.get("loud", user.id)?.intervals ?? null;

    await page.goto("/veille");
    await page.locator(".veille-tabs").getByRole("link", { name: "When to alert me" }).click();
    await lea.now.waitFor();
    expect(await lea.screen.read(lea.now)).toBe("Nothing is held: the forum alerts you as it always did.");
    await page.getByRole("button", { name: "The co-op’s hours" }).click();
    await page.getByRole("radio", { name: /^Demonstration/ }).check();
    await lea.save("The forum acts by it.");
    expect(await lea.screen.read(lea.now)).toMatch(/^Alerts paused until [A-Z][a-z]+day 9:00$/);
    expect(loud()?.length).toBeGreaterThan(3);

    const day = (ahead: number) => new Date(house.forum.clock.now() + ahead * 86_400_000).toLocaleDateString("sv");
    await page.getByLabel("From", { exact: true }).fill(day(10));
    await page.getByLabel("Until (included)").fill(day(12));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: /^Remove the absence: from / }).waitFor();
    await lea.screen.picture("alerts-english");
    // nothing of it is left in French, and no sentence is missing
    const words = await page.locator(".veille-page").innerText();
    expect(words).not.toMatch(/\[?(en|fr)\.veille\.|vous|votre|jusqu|Enregistrer/);

    await page.getByRole("button", { name: "Change nothing" }).click();
    await lea.save("The forum acts by it.");
    expect(await lea.screen.read(lea.now)).toBe("Nothing is held: the forum alerts you as it always did.");
    expect(loud()).toBeNull();
  });
});
