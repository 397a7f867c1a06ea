import { AxeBuilder } from "@axe-core/playwright";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { makeTemplate } from "./support/shifts.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const dayMs = 86_400_000;
const dateIn = (days: number) => new Date(house.forum.clock.now() + days * dayMs).toLocaleDateString("sv");

const template = (fields: object = {}) => makeTemplate(house, fields);

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

describe.each(sizes)("Shift templates, %s,", (_, width) => {
  test("are made by a coordinator after a preview, and changed with a word on whom it concerns", async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 1, urgent: null });
    const admin = await house.enter(house.forum.user("admin1"), { width });
    const { page } = admin;
    await page.goto("/veille/reglages/types");
    const kind = page.locator("[data-kind=demo]");
    await kind.getByRole("button", { name: "Modifier" }).click();
    await kind.getByLabel("Aussi un tableau des permanences, où l’on s’inscrit").check();
    await kind.getByText("Ce qui ne peut pas attendre").click();
    await kind.getByRole("button", { name: "Ajouter un cas" }).click();
    await kind.getByRole("group", { name: "Cas 1" }).getByLabel("en français").fill("Un service est arrêté");
    await admin.picture("watch-kind");
    await kind.getByRole("button", { name: "Enregistrer" }).click();
    await kind.getByRole("button", { name: "Modifier" }).waitFor();

    await page.goto("/veille/reglages/permanences");
    await page.getByRole("button", { name: "Ajouter un modèle" }).click();
    const title = `Tour ${width}`;
    await page.getByRole("group", { name: "Nom, si vous voulez" }).getByLabel("en français").fill(title);
    await page.getByRole("button", { name: "Voir l’aperçu" }).click();
    await page.getByText("Les quatre semaines à venir").waitFor();
    expect(await page.locator(".veille-preview-shifts li").count()).toBeGreaterThanOrEqual(4);
    await admin.picture("watch-template");
    expect(await admin.cut()).toEqual([]);
    await page.locator("[data-act=keep-template]").click();
    const made = page.locator("[data-template]").filter({ hasText: title });
    await made.waitFor();

    const id = await made.getAttribute("data-template");
    const user = teamMember(house);
    const { shifts } = (await house.ask("GET", `/v1/shifts?to=${dateIn(30)}`, undefined, user.username)) as {
      shifts: { id: string; template: string }[];
    };
    const shift = shifts.find((one) => one.template === id)!;
    await house.ask("PUT", `/v1/shifts/${shift.id}/sign-ups/me`, undefined, user.username);
    await made.getByRole("button", { name: "Modifier" }).click();
    await page.locator("[data-part=weekday]").selectOption("2");
    await page.getByRole("button", { name: "Voir l’aperçu" }).click();
    await page.getByText("Cela touche des personnes inscrites").waitFor();
    await admin.picture("watch-template-change");
    await page.locator("[data-act=keep-template]").click();
    await made.getByRole("button", { name: "Modifier" }).waitFor();
    expect(await admin.read(made.getByRole("heading"))).toContain("mardi");
    await made.getByRole("button", { name: "Modifier" }).click();
    await page.getByRole("button", { name: "Supprimer…" }).click();
    await page.getByText("Cela touche des personnes inscrites").waitFor();
    await page.locator("[data-act=keep-template]").click();
    await made.waitFor({ state: "detached" });
  });
});
