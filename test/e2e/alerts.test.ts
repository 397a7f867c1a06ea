import { alertsOf, teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const dayMs = 86_400_000;

/** The day after tomorrow: its ISO weekday, its name. */
const later = (): { weekday: number; name: string } => {
  const day = new Date(house.forum.clock.now() + 2 * dayMs);
  return { weekday: day.getDay() || 7, name: day.toLocaleDateString("fr", { weekday: "long" }) };
};
const dateIn = (days: number) => new Date(house.forum.clock.now() + days * dayMs).toLocaleDateString("sv");
const loud = (userId: number) => house.forum.store.get("loud", userId)?.intervals ?? null;

describe.each(sizes)("Quand me prévenir, %s,", (_, width) => {
  beforeEach(async () => void (await house.teamIsAway()));

  test("is a tab for who is in a team, and for nobody else", async () => {
    const paul = await alertsOf(house, house.person(), { width });
    await paul.screen.page.goto("/veille");
    await paul.screen.page.getByText("L’équipe répond quand elle le peut").waitFor();
    expect(await paul.tab.count()).toBe(0);
    await paul.screen.page.goto("/veille/prevenir");
    await paul.screen.page.getByText("Cette page est pour les membres d’une équipe.").waitFor();

    const lea = await alertsOf(house, teamMember(house), { width });
    await lea.screen.page.goto("/veille");
    await lea.tab.click();
    await lea.now.waitFor();
    expect(await lea.screen.read(lea.screen.page.locator(".veille-explained"))).toBe(
      "Ces heures ne sont montrées à personne et ne vous engagent à rien : elles disent seulement quand le forum a le droit de vous envoyer un e-mail ou une alerte."
    );
    expect(await lea.screen.read(lea.now)).toBe(
      "Rien n’est retenu : le forum vous prévient comme il l’a toujours fait."
    );
    await lea.screen.picture("alerts-untouched");
  });

  test("takes the co-op's hours, of one of several kinds, and says until when it is quiet", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    await lea.open();
    await lea.choose("Les heures de la coopérative");
    await lea.screen.page.getByRole("radio", { name: /^Démonstration/ }).check();
    await lea.screen.picture("alerts-team");
    await lea.save();
    const { name } = later();
    expect(await lea.screen.read(lea.now)).toBe(`Alertes en pause jusqu’à ${name} 9 h`);
    expect(loud(user.id)?.length).toBeGreaterThan(3);
    await lea.screen.page.reload();
    await lea.now.waitFor();
    expect(await lea.screen.page.getByRole("radio", { name: /^Démonstration/ }).isChecked()).toBe(true);
  });

  test("takes hours of one's own: several a day, over midnight as one, copied to every day", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    const { page } = lea.screen;
    const { weekday, name } = later();
    await lea.open();
    await lea.choose("Mes propres heures");
    await lea.oneWindow(weekday, "08:30", "12:00");
    await page.locator(`[data-weekday="${weekday}"] .veille-windows__add`).click();
    await lea.time(weekday, 2, "start").fill("22:00");
    await lea.time(weekday, 2, "end").fill("06:00");
    await page.getByText("(le lendemain)").waitFor();
    expect(await lea.screen.read(page.locator(".veille-alerts__unsaved"))).toBe("Pas encore enregistré.");
    await lea.save();
    expect(await lea.screen.read(lea.now)).toBe(`Alertes en pause jusqu’à ${name} 8 h 30`);
    const week = loud(user.id)!.length;
    await page.getByRole("button", { name: `Copier les heures du ${name}` }).click();
    await page.getByRole("button", { name: "Copier à tous les jours" }).click();
    await lea.screen.picture("alerts-own");
    await lea.save();
    expect(loud(user.id)!.length).toBeGreaterThan(6 * week);
  });

  test("says what hours with no window, all week, overlapping and inside the clock change mean", async () => {
    const lea = await alertsOf(house, teamMember(house), { width });
    const { page } = lea.screen;
    await lea.open();
    await lea.choose("Mes propres heures");
    await lea.oneWindow(1, "00:00", "00:00");
    await page.getByText("(24 h)").waitFor();
    await page.getByRole("button", { name: "Copier les heures du lundi" }).click();
    await page.getByRole("button", { name: "Copier à tous les jours" }).click();
    await lea.save();
    await page.getByText("Toute la semaine est permise").waitFor();
    expect(await lea.screen.read(lea.now)).toBe("Alertes permises à toute heure : rien n’est retenu");
    await lea.oneWindow(1, "02:30", "09:00");
    await page.locator('[data-weekday="1"] .veille-windows__add').click();
    await lea.time(1, 2, "start").fill("08:00");
    await lea.time(1, 2, "end").fill("10:00");
    await lea.save();
    await page.getByText("Des plages se recouvrent").waitFor();
    await page.getByText("Une limite tombe entre 2 h et 3 h (lundi)").waitFor();
    await lea.screen.picture("alerts-notes");
    for (const remove of [1, 2])
      await page
        .locator(".veille-windows__remove")
        .nth(2 - remove)
        .click();
    await page.getByText("Le point vous attend une fois par jour, à 9 h.").waitFor();
    await lea.save();
    expect(await lea.screen.read(lea.now)).toBe("Alertes en pause, sans fin prévue");
  });

  test("goes back to as before in one tap, with a way back from that", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    const { page, toast } = lea.screen;
    await lea.open("?mode=own");
    await lea.oneWindow(later().weekday, "09:00", "12:00");
    await lea.save();
    await page.getByRole("button", { name: "Tout remettre comme avant" }).click();
    await toast.getByText("Tout est comme avant.").waitFor();
    expect(await lea.screen.read(lea.now)).toContain("Rien n’est retenu");
    await lea.way.getByText("Le forum en tient compte.").waitFor();
    expect(loud(user.id)).toBeNull();
    await toast.getByRole("button", { name: "Annuler" }).click();
    await page.getByText("Vos choix sont de retour.").waitFor();
    await lea.way.getByText("Le forum en tient compte.").waitFor();
    expect(await lea.screen.read(lea.now)).toBe(`Alertes en pause jusqu’à ${later().name} 9 h`);
    expect(await lea.time(later().weekday, 1, "start").inputValue()).toBe("09:00");
  });

  test("keeps absences by dates, and says what is wrong with one", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    const { page } = lea.screen;
    await lea.open("?mode=own");
    await lea.oneWindow(later().weekday, "09:00", "12:00");
    await lea.save();
    const [from, until] = [page.getByLabel("Du", { exact: true }), page.getByLabel("Au (compris)")];
    await from.fill(dateIn(5));
    await until.fill(dateIn(1));
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.getByText("La fin est avant le début.").waitFor();
    expect(await from.inputValue()).toBe(dateIn(5));
    await from.fill(dateIn(1));
    await until.fill(dateIn(5));
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    const line = page.locator(".veille-alerts__absences li").filter({ hasText: "du " });
    await line.waitFor();
    await lea.screen.picture("alerts-absence");
    const after = new Date(house.forum.clock.now() + 9 * dayMs);
    await page.getByText(`Alertes en pause jusqu’au ${later().name} ${after.getDate()}`).waitFor();
    await line.getByRole("button", { name: /^Retirer l’absence/ }).click();
    await page.getByText("Aucune absence prévue.").waitFor();
    await page.getByText(`Alertes en pause jusqu’à ${later().name} 9 h`.replaceAll(" h", "\u00a0h")).waitFor();
  });

  test("shows the act that a message prepared, and does nothing by being opened", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    const { page, toast } = lea.screen;
    for (const [mode, name] of [
      ["team", "Les heures de la coopérative"],
      ["own", "Mes propres heures"],
      ["as_before", "Ne rien changer"],
    ] as const) {
      await lea.open(`?mode=${mode}`);
      await lea.screen.focused(lea.keep);
      expect(await page.getByRole("button", { name }).getAttribute("aria-pressed")).toBe("true");
    }
    expect(house.forum.store.get("loud", user.id)).toBeUndefined();
    await lea.open("?act=no-digest");
    await page.getByText("Vous ne recevez pas de point").waitFor();
    await lea.open("?mode=own");
    await lea.save();
    await lea.open("?act=no-digest");
    const button = page.locator("[data-act=keep-digest]");
    await lea.screen.focused(button);
    expect(await page.getByRole("radio", { name: "Jamais" }).isChecked()).toBe(true);
    await lea.open();
    expect(await page.getByRole("radio", { name: "Une fois par jour au plus" }).isChecked()).toBe(true);
    await lea.open("?act=no-digest");
    await lea.screen.focused(button);
    await button.click();
    await toast.getByText("Enregistré.").waitFor();
    await lea.open();
    expect(await page.getByRole("radio", { name: "Jamais" }).isChecked()).toBe(true);
  });

  test("shows what cannot be held, each with its switch where it is active, and the forum's own schedule", async () => {
    const schedule = Object.fromEntries(
      [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
        [`day_${day}_start_time`, day < 5 ? 510 : -1],
        [`day_${day}_end_time`, 1020],
      ])
    );
    const user = teamMember(house, { options: { mailing_list_mode: true }, schedule });
    const lea = await alertsOf(house, user, { width });
    const { page } = lea.screen;
    await lea.open("?mode=own");
    await page.getByText("L’horaire de notifications du forum est actif lui aussi").waitFor();
    await page.getByRole("button", { name: "Reprendre les heures réglées dans le forum" }).click();
    expect(await lea.time(5, 1, "start").inputValue()).toBe("08:30");
    expect(await lea.time(6, 1, "start").count()).toBe(0);
    for (const option of ["email_digests", "mailing_list_mode"]) {
      await page.locator(`[data-option=${option}]`).click();
      await page.locator(`[data-option=${option}]`).getByText("Rétablir").waitFor();
    }
    await lea.screen.picture("alerts-switches");
    const { options } = house.forum.store.get("users", user.id)!;
    expect(options).toMatchObject({ email_digests: false, mailing_list_mode: false });
    await page.locator("[data-option=email_digests]").click();
    await page.getByText("Rétabli.", { exact: true }).waitFor();
    expect(house.forum.store.get("users", user.id)!.options).toMatchObject({ email_digests: true });
  });

  test("lets an answer written outside one's hours wait, and never says so again once told not to, on any device", async () => {
    const user = teamMember(house);
    const lea = await alertsOf(house, user, { width });
    const { note } = lea.screen;
    await lea.open("?mode=own");
    await lea.oneWindow(later().weekday, "09:00", "12:00");
    await lea.save();
    const topic = house.topic();
    await lea.screen.openTopic(topic);
    await lea.screen.write("Bonsoir, c’est renouvelé.");
    await note.waitFor();
    await lea.screen.picture("alerts-composer");
    expect(await lea.screen.read(note)).toContain(`Votre réponse peut paraître ${later().name} 9 h.`);
    await note.getByRole("button", { name: "Attendre" }).click();
    await lea.screen.cardOf("c’est renouvelé").waitFor();
    expect(house.posts(topic)).toHaveLength(1);

    await lea.screen.openTopic(house.topic());
    await lea.screen.write("Encore une réponse.");
    await note.getByRole("button", { name: "Ne plus me le dire" }).click();
    await note.waitFor({ state: "detached" });
    const phone = await alertsOf(house, user, { width });
    const asked = phone.screen.page.waitForResponse(/\/v1\/me\/preferences/);
    const hours = phone.screen.page.waitForResponse(/\/v1\/me\/declared-hours/);
    await phone.screen.openTopic(house.topic());
    await phone.screen.write("Une autre, d’ailleurs.");
    await Promise.all([asked, hours]);
    await phone.screen.laterButton.waitFor();
    expect(await phone.screen.note.count()).toBe(0);
  });
});
