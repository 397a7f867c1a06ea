import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();

describe.each(sizes)("Watching, %s,", (_, width) => {
  beforeEach(async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 2 });
  });

  test("begins and ends with one tap of somebody of the team, whose name is theirs to show", async () => {
    const user = teamMember(house);
    const lea = await house.enter(user, { width });
    const paul = await house.enter(house.person(), { width });
    for (const { page } of [lea, paul]) await page.goto("/veille");
    await lea.page.getByRole("button", { name: "1 h", exact: true }).click();
    await lea.page.getByText(/Vous êtes de permanence jusqu’à/).waitFor();
    await lea.page.locator(".veille-page .veille-line", { hasText: "de permanence" }).first().waitFor();
    await lea.picture("watch-here");
    await paul.page.reload();
    await paul.page.locator(".veille-page").getByText("Quelqu’un de l’équipe est de permanence").first().waitFor();
    expect(await paul.page.locator(".veille-here").count()).toBe(0);
    await house.ask(
      "PUT",
      "/v1/me/watch",
      { version: 0, named: true, calls: false, gaps: false, urgent: false },
      user.username
    );
    await paul.page.reload();
    await paul.page
      .locator(".veille-page")
      .getByText(new RegExp(`(Léa Morel|${user.username}) est de permanence`))
      .first()
      .waitFor();
    await lea.page.getByRole("button", { name: "Je m’arrête là" }).click();
    await lea.page.getByRole("button", { name: "ce soir" }).waitFor();
    await paul.page.reload();
    await paul.page.locator(".veille-page").getByText("L’équipe est de retour").first().waitFor();
  });

  test("takes an hour of one's own, and says what is wrong with one", async () => {
    const lea = await house.enter(teamMember(house), { width });
    await lea.page.goto("/veille");
    await lea.page.getByRole("button", { name: "jusqu’à…" }).click();
    const soon = new Date(house.forum.clock.now() + 2 * 3_600_000);
    const past = new Date(house.forum.clock.now() - 3_600_000);
    const time = (at: Date) => at.toLocaleTimeString("sv", { timeZone: "Europe/Paris" }).slice(0, 5);
    const field = lea.page.getByLabel("Jusqu’à quelle heure, douze heures au plus");
    const keep = lea.page.locator("[data-act=here-keep]");
    await field.fill(time(past));
    await keep.click();
    await lea.page.locator(".veille-here .veille-problem").waitFor();
    await field.fill(time(soon));
    await keep.click();
    await lea.page.getByText(/Vous êtes de permanence jusqu’à/).waitFor();
    await lea.page.getByRole("button", { name: "Je m’arrête là" }).click();
    await lea.page.getByRole("button", { name: "ce soir" }).waitFor();
  });
});

describe.each(sizes)("What can't wait, %s,", (_, width) => {
  test("is said once a day to who is on watch and accepts it, and to nobody else", async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 2, urgent: [{ fr: "Un service est arrêté", en: "A service is down" }] });
    const paul = await house.enter(house.person(), { width });
    const { page } = paul;
    const open = async () => {
      await page.goto("/veille");
      await page.getByText("Cela ne peut pas attendre").click();
    };
    await open();
    await page.getByText("En ce moment, personne n’est là pour l’entendre.").waitFor();
    const { username } = teamMember(house);
    const ticks = { version: 0, named: false, calls: false, gaps: false, urgent: true };
    await house.ask("PUT", "/v1/me/watch", ticks, username);
    await house.ask("POST", "/v1/me/presence", { for: "hour" }, username);
    await open();
    await page.getByLabel("De quoi s’agit-il").selectOption("0");
    await paul.picture("watch-urgent");
    const say = page.getByRole("button", { name: "Le dire" });
    await say.click();
    await page.getByText("C’est dit.").waitFor();
    await say.click();
    await page.getByText("Vous l’avez déjà dit aujourd’hui").waitFor();
    await house.ask("DELETE", "/v1/me/presence", undefined, username);
  });
});
