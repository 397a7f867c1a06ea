import { AxeBuilder } from "@axe-core/playwright";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { makeTemplate } from "./support/shifts.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const template = (fields: object = {}) => makeTemplate(house, fields);

describe.each(sizes)("Permanences, %s,", (_, width) => {
  beforeEach(async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 3 });
  });

  test("is a table where one takes a place, asks for a replacement, and says that one can't", async () => {
    const { id, date } = await template();
    const lea = await house.enter(teamMember(house), { width });
    const { page, modal } = lea;
    await page.goto("/veille");
    await page.locator(".veille-tabs").getByRole("link", { name: "Permanences" }).click();
    await page.locator(".veille-shifts__week").waitFor();
    await page.goto(`/veille/permanences?shift=${id}:${date}&act=take`);
    await modal.getByText("Jeter un œil au forum, dire bonjour, orienter.").waitFor();
    await lea.focused(modal.locator("[data-act=take]"));
    await lea.picture("watch-take");
    await modal.locator("[data-act=take]").click();
    await modal.getByText("C’est noté, merci.").waitFor();
    await modal.getByRole("button", { name: "J’aimerais un remplacement" }).click();
    await modal.getByText("La place reste la vôtre").waitFor();
    await modal.getByRole("button", { name: "Fermer" }).last().click();
    const line = page.locator(`[data-shift="${id}:${date}"]`);
    await line.getByText("vous aimeriez un remplacement").waitFor();
    await lea.picture("watch-table");
    expect(await lea.cut()).toEqual([]);

    const marc = await house.enter(teamMember(house, { name: "Marc Petit" }), { width });
    await marc.page.goto(`/veille/permanences?shift=${id}:${date}&act=replace`);
    await marc.focused(marc.modal.locator("[data-act=replace]"));
    await marc.modal.locator("[data-act=replace]").click();
    await marc.modal.getByText("vous prenez le relais").waitFor();
    await marc.modal.getByRole("button", { name: "Je ne pourrai pas" }).click();
    await marc.modal.getByText("la place est libre").waitFor();
    await marc.modal.getByRole("button", { name: "Fermer" }).last().click();
    await marc.page.locator(`[data-shift="${id}:${date}"]`).getByText("libre", { exact: true }).waitFor();
  });

  test("takes every occurrence until a date, and lets others wait for a place", async () => {
    const { id, date } = await template({ about: { fr: "Accueillir les nouvelles questions.", en: "Welcome." } });
    const lea = await house.enter(teamMember(house), { width });
    await lea.page.goto(`/veille/permanences?shift=${id}:${date}&act=take`);
    await lea.modal.getByText("Accueillir les nouvelles questions.").waitFor();
    await lea.modal.getByText("Chaque fois, jusqu’à une date").click();
    await lea.modal.locator("[data-act=take]").click();
    await lea.modal.getByText(/C’est noté\s: 1\d fois/).waitFor();
    await lea.modal.getByText("Vous prenez cette permanence chaque fois").waitFor();

    const marc = await house.enter(teamMember(house, { name: "Marc Petit" }), { width });
    await marc.page.goto(`/veille/permanences?shift=${id}:${date}`);
    await marc.modal.locator("[data-act=wait]").click();
    await marc.modal.getByText("Vous êtes sur la liste d’attente.").waitFor();
    await marc.picture("watch-waiting");
    await lea.modal.getByRole("button", { name: "Arrêter" }).click();
    await lea.modal.getByText(/C’est arrêté/).waitFor();
  });

  test("keeps what one ticked, gives a calendar's address once, and a file", async () => {
    await template();
    const lea = await house.enter(teamMember(house), { width });
    const { page } = lea;
    await page.goto("/veille/permanences?act=ticks");
    await lea.focused(page.locator("[data-tick=named]"));
    await page.locator("[data-tick=calls]").check();
    await page.getByText("Enregistré.").waitFor();
    await page.getByRole("button", { name: "Faire une adresse" }).click();
    const address = await page.getByLabel("L’adresse, montrée cette seule fois").inputValue();
    expect(await (await fetch(address)).text()).toContain("BEGIN:VCALENDAR");
    await lea.picture("watch-ticks");
    await page.reload();
    await page.getByText("Une adresse existe").waitFor();
    expect(await page.locator("[data-tick=calls]").isChecked()).toBe(true);
    await page.getByRole("button", { name: "Ne plus la donner" }).click();
    await page.getByText("L’adresse ne donne plus rien.").waitFor();
    expect((await fetch(address)).status).toBe(404);
  });

  test("lists the shifts that an absence covers, and frees those that stay ticked", async () => {
    const [free, keep] = [await template(), await template()];
    const user = teamMember(house);
    const ask = (method: string, path: string, body?: object) => house.ask(method, path, body, user.username);
    for (const { id, date } of [free, keep]) await ask("PUT", `/v1/shifts/${id}:${date}/sign-ups/me`);
    const hours = { version: 0, mode: "team", kind: "demo", windows: [], zone: "Europe/Paris", shiftsLoud: true };
    await ask("PUT", "/v1/me/declared-hours", hours);
    const lea = await house.enter(user, { width });
    const { page } = lea;
    await page.goto("/veille/prevenir");
    await page.getByLabel("Du", { exact: true }).fill(free.date);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.getByText("Vos permanences pendant cette absence").waitFor();
    await page.locator(".veille-covered input").nth(1).uncheck();
    await lea.picture("watch-absence");
    await page.locator("[data-act=keep-absence]").click();
    await page.getByText("1 permanence est libérée.").waitFor();
    const { shifts } = (await ask("GET", "/v1/me/shifts")) as { shifts: { id: string }[] };
    expect(shifts).toHaveLength(1);
  });

  test("lets a coordinator see open slots, propose one to somebody, and free it again", async () => {
    const { id, date } = await template();
    const user = teamMember(house);
    const admin = await house.enter(house.forum.user("admin1"), { width });
    await admin.page.goto("/veille/permanences");
    await admin.page.getByText("Créneaux libres des huit semaines à venir").click();
    await admin.page.locator(".veille-gaps li").first().waitFor();
    await admin.page.locator("[data-tick=gaps]").check();
    await admin.page.getByText("Enregistré.").waitFor();
    expect(await admin.page.locator("[data-tick]").count()).toBe(1);
    await admin.page.locator("[data-tick=gaps]").uncheck();
    await admin.page.goto(`/veille/permanences?shift=${id}:${date}`);
    await admin.modal.locator("[data-part=propose-to]").selectOption(String(user.id));
    await admin.modal.getByRole("button", { name: "Proposer", exact: true }).click();
    await admin.modal.getByText("Rien n’est pris avant son accord.").waitFor();
    await admin.picture("watch-propose");
    expect(await admin.cut()).toEqual([]);

    const lea = await house.enter(user, { width });
    await lea.page.goto(`/veille/permanences?shift=${id}:${date}&act=accept`);
    await lea.focused(lea.page.locator("[data-act=accept]"));
    await lea.picture("watch-proposed");
    await lea.page.locator("[data-act=accept]").click();
    await lea.page.getByText("C’est noté, merci.").waitFor();
    await lea.page.locator(`[data-shift="${id}:${date}"]`).getByText("vous", { exact: true }).waitFor();

    await admin.page.reload();
    await admin.modal.locator("[data-act=free-place]").click();
    await admin.modal.getByText("1 place libre").waitFor();
  });

  test("lets one stop from now on, until one ends that absence", async () => {
    const { id, date } = await template();
    const user = teamMember(house);
    await house.ask("PUT", `/v1/shifts/${id}:${date}/sign-ups/me`, undefined, user.username);
    const lea = await house.enter(user, { width });
    const { page } = lea;
    await page.goto("/veille/permanences");
    await page.locator("[data-act=step-back]").click();
    await page.locator(".dialog").getByRole("button", { name: "Je ne peux plus, à partir de maintenant" }).click();
    await page.getByText("1 permanence est libérée").waitFor();
    await page.getByRole("link", { name: "Finir cette absence" }).click();
    await page.getByText("jusqu’à nouvel ordre").waitFor();
    await page.getByRole("button", { name: /^Retirer l’absence/ }).click();
    await page.getByText("jusqu’à nouvel ordre").waitFor({ state: "detached" });
  });

  test("has no fault that axe finds, in the table, the dialogue and the templates", async () => {
    const { id, date } = await template({ length: { days: 7 }, name: { fr: "La semaine", en: "The week" } });
    await template();
    const admin = await house.enter(house.forum.user("admin1"), { width, dark: width < 600 });
    const found: string[] = [];
    const look = async (name: string) => {
      await admin.picture(`axe-${name}`);
      const { violations } = await new AxeBuilder({ page: admin.page }).analyze();
      found.push(...violations.flatMap((one) => one.nodes.map(({ html }) => `${name}: ${one.id}: ${html}`)));
      found.push(...(await admin.cut()).map((html) => `${name}: cut off: ${html}`));
    };
    await admin.page.goto(`/veille/permanences?shift=${id}:${date}`);
    await admin.modal.locator("[data-part=propose-to]").waitFor();
    await look("shift");
    await admin.modal.getByRole("button", { name: "Fermer" }).last().click();
    await admin.page.getByText("Créneaux libres des huit semaines à venir").click();
    await admin.page.locator(".veille-gaps li").first().waitFor();
    await look("table");
    await admin.page.goto("/veille/reglages/permanences");
    await admin.page.getByRole("button", { name: "Ajouter un modèle" }).click();
    await admin.page.getByRole("button", { name: "Voir l’aperçu" }).click();
    await admin.page.getByText("Les quatre semaines à venir").waitFor();
    await look("template");
    expect(found).toEqual([]);
  });

  test("is for the team: others get no tab, and read that one does well without", async () => {
    await template();
    const paul = await house.enter(house.person(), { width });
    await paul.page.goto("/veille/permanences");
    await paul.page.getByText("On peut très bien s’en passer").waitFor();
    await paul.page.getByRole("link", { name: "Comment rejoindre l’équipe" }).waitFor();
    expect(await paul.page.locator(".veille-tabs").getByRole("link", { name: "Permanences" }).count()).toBe(0);
    await paul.picture("watch-outside");
  });
});
