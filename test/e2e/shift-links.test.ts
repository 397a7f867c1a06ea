import { AxeBuilder } from "@axe-core/playwright";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { changeTemplate, makeTemplate } from "./support/shifts.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();

async function faults(screen: Screen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return [...found, ...(await screen.cut()).map((html) => `cut off: ${html}`)];
}

describe.each(sizes)("A link of an old message, %s,", (_, width) => {
  beforeEach(async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 3 });
  });

  test("leads to where the shift is now, and says that it has changed", async () => {
    const { id, shift } = await makeTemplate(house);
    const user = teamMember(house);
    await house.ask("PUT", `/v1/shifts/${shift}/sign-ups/me`, undefined, user.username);
    await changeTemplate(house, id, { start: "14:00", length: { end: "16:00" } });
    const lea = await house.enter(user, { width, dark: width < 600 });
    await lea.page.goto(`/veille/permanences?shift=${shift}&act=give-up`);
    await lea.modal.getByText(/Cette permanence a changé\s: elle était prévue le .*9\sh – 12\sh/).waitFor();
    await lea.modal.getByRole("heading", { name: /14\sh – 16\sh/ }).waitFor();
    await lea.focused(lea.modal.locator("[data-act=give-up]"));
    await lea.picture("link-moved");
    expect(await faults(lea)).toEqual([]);
  });

  test("says plainly that the shift does not take place any more, with the week it was in", async () => {
    await makeTemplate(house);
    const { id, shift } = await makeTemplate(house);
    const user = teamMember(house);
    await house.ask("PUT", `/v1/shifts/${shift}/sign-ups/me`, undefined, user.username);
    await changeTemplate(house, id, null);
    const lea = await house.enter(user, { width });
    for (const act of ["give-up", "accept"]) {
      await lea.page.goto(`/veille/permanences?shift=${shift}&act=${act}`);
      await lea.page.getByText(/Cette permanence n’a plus lieu\s: elle était prévue le .*9\sh – 12\sh/).waitFor();
      expect(await lea.modal.count()).toBe(0);
    }
    await lea.picture("link-gone");
    expect(await faults(lea)).toEqual([]);
    for (const unknown of ["nobody-knows:2026-11-30", "cut%20off"]) {
      await lea.page.goto(`/veille/permanences?shift=${unknown}`);
      await lea.page.getByText("Cette permanence n’est plus là.").waitFor();
    }
  });

  test("says that a proposal was withdrawn meanwhile", async () => {
    const { shift } = await makeTemplate(house);
    const user = teamMember(house);
    await house.ask("POST", "/v1/proposals", { shift, userId: user.id });
    await house.ask("DELETE", `/v1/proposals/${encodeURIComponent(`${shift}~${user.id}`)}`);
    const lea = await house.enter(user, { width });
    await lea.page.goto(`/veille/permanences?shift=${shift}&act=accept`);
    await lea.page.getByText("Cette proposition n’est plus là.").waitFor();
  });
});

describe.each(sizes)("For coordinators, %s,", (_, width) => {
  beforeEach(async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 3 });
  });

  test("proposals without an answer are listed, and withdrawn", async () => {
    const { shift } = await makeTemplate(house);
    const lea = teamMember(house);
    const marc = teamMember(house, { name: "Marc Petit" });
    for (const { id: userId } of [lea, marc]) await house.ask("POST", "/v1/proposals", { shift, userId });
    const admin = await house.enter(house.forum.user("admin1"), { width, dark: width < 600 });
    await admin.page.goto("/veille/permanences");
    const list = admin.page.locator("[data-part=made-proposals]");
    await list.getByText("Propositions en attente d’une réponse").click();
    const rows = list.locator("li").filter({ has: admin.page.locator("[data-act=withdraw]") });
    await rows.nth(1).waitFor();
    await admin.picture("proposals-made");
    expect(await faults(admin)).toEqual([]);
    const before = await rows.count();
    await rows
      .first()
      .getByRole("button", { name: /^Retirer la proposition à/ })
      .click();
    await list.getByText("La proposition est retirée.").waitFor();
    expect(await rows.count()).toBe(before - 1);
    const { proposals } = (await house.ask("GET", "/v1/proposals")) as { proposals: unknown[] };
    expect(proposals).toHaveLength(before - 1);
  });

  test("who changed what is told in words, newest first", async () => {
    const { id, shift } = await makeTemplate(house, { name: { fr: "Le tour du soir", en: "The evening round" } });
    const lea = teamMember(house);
    await house.ask("POST", "/v1/proposals", { shift, userId: lea.id });
    await changeTemplate(house, id, { places: 2 });
    await changeTemplate(house, id, null);
    const admin = await house.enter(house.forum.user("admin1"), { width });
    await admin.page.goto("/veille/permanences");
    const history = admin.page.locator("[data-part=history]");
    await history.getByText("Qui a changé quoi").click();
    await history.locator("li").nth(3).waitFor();
    const lines = await Promise.all([0, 1, 2, 3].map((nth) => admin.read(history.locator("li span").nth(nth))));
    expect(lines.map((line) => line.replace(/^.* a /, "").replace(/ :.*/, ""))).toEqual([
      "supprimé un modèle",
      "changé un modèle",
      "fait une proposition",
      "fait un modèle",
    ]);
    for (const line of lines) expect(line).toMatch(/ : Le tour du soir \(.*9 h.*\)$/);
    await admin.picture("history");
    expect(await faults(admin)).toEqual([]);
    expect(await admin.page.locator("[data-act=more-history]").count()).toBeLessThan(2);
  });

  test("nobody else is offered either", async () => {
    await makeTemplate(house);
    const lea = await house.enter(teamMember(house), { width });
    await lea.page.goto("/veille/permanences");
    await lea.page.locator(".veille-gaps").waitFor();
    expect(await lea.page.locator("[data-part=made-proposals], [data-part=history]").count()).toBe(0);
  });
});

describe.each(sizes)("Taking every occurrence, %s,", (_, width) => {
  test("says on which days one would be in two places", async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 3 });
    const [one, other] = [
      await makeTemplate(house),
      await makeTemplate(house, { start: "11:00", length: { end: "13:00" } }),
    ];
    const user = teamMember(house);
    await house.ask("PUT", `/v1/shifts/${one.shift}/sign-ups/me`, undefined, user.username);
    const lea = await house.enter(user, { width });
    await lea.page.goto(`/veille/permanences?shift=${other.shift}&act=take`);
    await lea.modal.getByText("Chaque fois, jusqu’à une date").click();
    await lea.modal.locator("[data-act=take]").click();
    const day = new Date(`${one.date}T12:00`).toLocaleDateString("fr", { weekday: "long", day: "numeric" });
    await lea.modal.getByText(`Au même moment, vous en avez déjà une autre : ${day}`).waitFor();
    await lea.picture("overlaps");
    expect(await faults(lea)).toEqual([]);
  });
});
