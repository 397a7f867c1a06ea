import { AxeBuilder } from "@axe-core/playwright";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { makeTemplate } from "./support/shifts.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();

/** Somebody of the team who ticked that they may be named is here. */
async function somebodyNamed(): Promise<string> {
  const { username } = teamMember(house, { name: "Léa Morel" });
  const ticks = { version: 0, named: true, calls: false, gaps: false, urgent: true };
  await house.ask("PUT", "/v1/me/watch", ticks, username);
  await house.ask("POST", "/v1/me/presence", { for: "hour" }, username);
  return username;
}

/** By the forum's own setting, which the service reads when it starts. */
async function namesAreFor(whom: "members" | "everybody"): Promise<void> {
  house.forum.context.settings.veille_names_shown_to = whom;
  await house.serviceDown();
  await house.serviceUp();
}

describe.each(sizes)("A visitor, %s,", (_, width) => {
  describe.each([2, 3])("with a kind at step %i,", (step) => {
    let name: string;
    beforeEach(async () => {
      await house.teamIsAway();
      await house.setKind("demo", { step, urgent: [{ fr: "Un service est arrêté", en: "A service is down" }] });
      name = await somebodyNamed();
      if (step === 3) {
        const { shift } = await makeTemplate(house);
        await house.ask("PUT", `/v1/shifts/${shift}/sign-ups/me`, undefined, name);
      }
    });
    afterEach(async () => {
      await house.ask("DELETE", "/v1/me/presence", undefined, name);
      await house.setKind("demo", { urgent: null });
    });

    test("reads that somebody is on watch, and nobody's name where names are for members", async () => {
      await namesAreFor("members");
      const screen = await house.enter(null, { width, dark: width < 600 });
      const { page } = screen;
      await screen.openTopic(house.topic());
      await page.locator("main .veille-place", { hasText: "Quelqu’un de l’équipe est de permanence" }).waitFor();
      expect(await screen.read(page.locator("main .veille-place"))).not.toContain(name);
      await page.goto("/veille/aide");
      await page.locator(".veille-panel").getByText("Quelqu’un de l’équipe est de permanence").waitFor();
      await screen.picture(`visitor-step-${step}`);
      expect(await screen.read(page.locator("main"))).not.toContain(name);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
      expect(await screen.cut()).toEqual([]);
    });

    test("reads the name where the forum shows it to everybody, and nothing that is the team's", async () => {
      await namesAreFor("everybody");
      const screen = await house.enter(null, { width });
      const { page } = screen;
      await page.goto("/veille/aide");
      await page.locator(".veille-panel").getByText(`${name} est de permanence`).waitFor();
      for (const part of [".veille-here", ".veille-urgent", ".veille-tabs", ".veille-shifts"])
        expect(await page.locator(part).count()).toBe(0);
      await namesAreFor("members");
    });

    test("gets no table, not by its address and not by the service", async () => {
      const screen = await house.enter(null, { width });
      const { page } = screen;
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto("/veille/permanences");
      await page.locator(".veille-page").waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.locator(".veille-shifts, .veille-tabs").count()).toBe(0);
      expect(asked.filter((path) => path.startsWith("/v1/"))).toEqual(["/v1/availability"]);
      for (const path of ["shifts", "shifts.csv", "gaps", "proposals", "watch/history"])
        expect((await fetch(`${house.forum.context.serviceUrl}/v1/${path}`)).status).toBe(401);
    });
  });
});
