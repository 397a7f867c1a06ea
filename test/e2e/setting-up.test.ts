import { AxeBuilder } from "@axe-core/playwright";
import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { type Sight, sizes } from "./support/visit.ts";

const house = useHouse();
const coordinator = () => house.person("Camille Roux", { admin: true });

const button = (screen: Screen, name: string | RegExp) => screen.page.getByRole("button", { name });
const question = (screen: Screen, step: string) => screen.page.locator(`.veille-step[data-step=${step}]`);
const goOn = async (screen: Screen, step: string) => {
  await button(screen, "Continuer").click();
  await question(screen, step).waitFor();
};

/** The first question, for one kind more than there are. */
async function begin(screen: Screen): Promise<void> {
  await screen.page.goto("/veille");
  await screen.page.getByRole("link", { name: "Réglages" }).click();
  const another = button(screen, "Ajouter un type d’aide par les mêmes questions");
  await another.or(question(screen, "where")).or(screen.page.locator(".veille-steps")).first().waitFor();
  if (await another.isVisible()) await another.click();
  else if (await button(screen, "Où").isVisible()) await button(screen, "Où").click();
  await question(screen, "where").waitFor();
}

/** What axe finds wrong with what is shown, and what the window cuts off. */
async function faults(screen: Screen, name: string): Promise<string[]> {
  await screen.picture(`setup-${name}`);
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return [...found, ...(await screen.cut()).map((html) => `cut off: ${html}`)].map((fault) => `${name}: ${fault}`);
}

const category = (name: string) => {
  const { store } = house.forum;
  return store.put("categories", {
    ...{ id: store.nextId("categories"), name, slug: name.toLowerCase(), color: "0088CC" },
    ...{ permissions: { everyone: 1 }, topicApproval: false, replyApproval: false },
  });
};

describe.each(sizes)("Setting up, %s,", (_, width) => {
  test("is four questions, a preview, and then members see it, and a pinned topic explains it", async () => {
    const place = category(`Atelier${width}`);
    for (const shelf of "abcdefgh") category(`Étagère-${shelf}-${width}`);
    const name = `Aide de l’atelier ${width}`;
    const screen = await house.enter(coordinator(), { width });
    await begin(screen);
    await screen.page.getByLabel("en français").first().fill(name);
    // what was proposed does not stay beside it
    expect(await screen.page.getByLabel("en anglais").first().inputValue()).toBe("");
    await screen.page.getByText("Une seule langue suffit.").waitFor();
    await screen.page.getByLabel("Chercher une catégorie").fill(`etagere-h-${width}`);
    await screen.page.getByRole("checkbox", { name: place.name }).waitFor({ state: "detached" });
    expect(await screen.page.getByRole("checkbox").count()).toBe(1);
    await screen.page.getByLabel("Chercher une catégorie").fill("");
    await screen.page.getByRole("checkbox", { name: place.name }).check();
    const found = await faults(screen, "where");
    await goOn(screen, "who");

    await button(screen, "Faire un groupe à partir de personnes").click();
    await screen.page.getByLabel("Nom du groupe").fill(`atelier${width}`);
    await screen.page.getByLabel("Chercher une personne par son nom").fill("Léa");
    await button(screen, "Léa Morel (lea)").click();
    found.push(...(await faults(screen, "who")));
    await button(screen, "Créer le groupe").click();
    await screen.page.getByRole("combobox", { name: "Le groupe" }).waitFor();
    await goOn(screen, "when");

    await screen.page.getByRole("radio", { name: /^Du lundi au vendredi/ }).check();
    await screen.page.locator(".veille-openings li").nth(3).waitFor();
    found.push(...(await faults(screen, "when")));
    await goOn(screen, "words");
    const sentence = (tongue: string) => screen.page.getByLabel(tongue).first();
    expect(await sentence("en français").inputValue()).toContain("D’autres membres");
    await sentence("en français").fill("On se répond entre nous, à l’atelier.");
    expect(await sentence("en anglais").inputValue()).toBe("");
    await screen.page.getByText(/En dessous, on lit déjà\s: «\sL’équipe répond quand elle le peut/).waitFor();
    await button(screen, "État des services").or(screen.page.getByLabel("Adresse")).first().waitFor();
    found.push(...(await faults(screen, "words")));
    await goOn(screen, "show");
    const step = (label: string) => screen.page.locator(".veille-steps").getByRole("button", { name: label });
    await step("Quand").click();
    await question(screen, "when").waitFor();
    await step("Quoi dire").click();
    await question(screen, "words").waitFor();
    expect(await sentence("en français").inputValue()).toBe("On se répond entre nous, à l’atelier.");
    expect(await sentence("en anglais").inputValue()).toBe("");
    await screen.page.reload();
    await question(screen, "words").waitFor();
    expect(await sentence("en anglais").inputValue()).toBe("");
    await step("Montrer").click();
    await question(screen, "show").waitFor();
    const shows = await screen.read(screen.page.locator(".veille-shows"));
    for (const said of ["Plus tard", "L’équipe reçoit", "Les personnes sans compte voient aussi"]) {
      expect(shows).toContain(said);
    }

    const preview = screen.page.locator(".veille-preview");
    await preview.locator(".veille-panel").waitFor();
    expect(await screen.read(preview)).toContain(name);
    found.push(...(await faults(screen, "show")));
    const visitor = await house.enter(null, { width });
    await visitor.page.goto("/veille/aide");
    await visitor.page.locator(".veille-panel").waitFor();
    expect(await visitor.read(visitor.page.locator("main"))).not.toContain(name);

    await button(screen, "Montrer aux membres").click();
    await screen.toast.getByText("C’est visible pour les membres.").waitFor();
    await question(screen, "topic").waitFor();
    found.push(...(await faults(screen, "topic")));
    await screen.page.getByLabel("Titre").fill(`Écrire quand on a le temps, à l’atelier ${width}`);
    await button(screen, "Publier et épingler").click();
    await screen.page.getByText("La mise en route est faite.").waitFor();
    await screen.page.locator(".veille-done a[href$='/veille/aide']").waitFor();
    found.push(...(await faults(screen, "done")));
    await screen.page.getByRole("link", { name: "Le sujet qui l’explique" }).click();
    await screen.post("Chacun écrit ici quand il en a le temps").waitFor();
    const group = house.forum.store.all("groups").find((one) => one.name === `atelier${width}`);
    expect(group?.members).toHaveLength(1);

    // what the first one was told may be told from its browser's memory for half a minute
    const later = await house.enter(null, { width });
    await later.page.goto("/veille/aide");
    await later.page.locator("main").getByText(name).waitFor();
    expect(found).toEqual([]);
  });

  test("goes on where it was after an interruption, on another coordinator’s screen too", async () => {
    const place = category(`Pause${width}`);
    const screen = await house.enter(coordinator(), { width });
    await begin(screen);
    await screen.page.getByLabel("en français").first().fill(`Pause ${width}`);
    await screen.page.getByRole("checkbox", { name: place.name }).check();
    await goOn(screen, "who");
    await screen.page.reload();
    await question(screen, "who").waitFor();
    const other = await house.enter(house.person("Dominique Petit", { admin: true }), { width });
    await other.page.goto("/veille/reglages");
    await question(other, "who").waitFor();
    await goOn(other, "when");
    await button(other, "Où").click();
    await question(other, "where").waitFor();
    expect(await other.page.getByLabel("en français").first().inputValue()).toBe(`Pause ${width}`);
    expect(await other.page.getByRole("checkbox", { name: place.name }).isChecked()).toBe(true);
  });

  test("says which field is not right, and keeps what was typed", async () => {
    const screen = await house.enter(coordinator(), { width });
    await begin(screen);
    await screen.page.getByLabel("en français").first().fill("");
    await screen.page.getByLabel("en anglais").first().fill("");
    await button(screen, "Continuer").click();
    await screen.page.getByText("C’est trop court.").waitFor();
    await screen.picture("setup-wrong");
  });
});

describe.each(sizes)("Kinds of help, %s,", (_, width) => {
  const kind = (screen: Screen, id: string) => screen.page.locator(`.veille-kind[data-kind="${id}"]`);
  const openKind = async (screen: Screen, id: string) => {
    await screen.page.goto("/veille/reglages/types");
    await kind(screen, id).getByRole("button", { name: "Modifier" }).click();
    await kind(screen, id).locator(".veille-form").waitFor();
  };

  test("have hours of several windows a day, over midnight, and a day copied to others", async () => {
    await house.teamIsAway();
    const screen = await house.enter(coordinator(), { width });
    await openKind(screen, "demo");
    const day = (weekday: number) => screen.page.locator(`.veille-windows [data-weekday="${weekday}"]`);
    for (const one of await screen.page.getByRole("button", { name: /plage 1\s: enlever$/ }).all()) await one.click();
    await day(1).getByRole("button", { name: "Ajouter une plage le lundi" }).click();
    await screen.focused(day(1).getByLabel(/plage 1\s: début$/));
    await day(1)
      .getByLabel(/plage 1\s: début$/)
      .fill("22:00");
    await day(1)
      .getByLabel(/plage 1\s: fin$/)
      .fill("06:00");
    await day(1).getByText("(le lendemain)").waitFor();
    await day(1).getByRole("button", { name: "Copier les heures du lundi" }).click();
    await button(screen, "Copier du lundi au vendredi").click();
    await day(5).getByText("(le lendemain)").waitFor();
    expect(await day(6).innerText()).toContain("aucune heure");
    await screen.page.getByText(/Les messages qui attendent le retour de cette équipe suivront/).waitFor();
    await screen.page.locator(".veille-openings li").filter({ hasText: "22 h" }).first().waitFor();
    await screen.picture("setup-kind");
    expect(await faults(screen, "kind")).toEqual([]);
    await button(screen, "Enregistrer").click();
    await screen.toast.getByText("est enregistré").waitFor();
  });

  test("a closure counts from when both its dates are there, and a missing one is said at its row", async () => {
    const screen = await house.enter(coordinator(), { width });
    await openKind(screen, "demo");
    const moves = screen.page.locator(".veille-consequence");
    await screen.page.getByText("Congés et fermetures").click();
    await button(screen, "Ajouter une fermeture").click();
    const [first, last] = [
      screen.page.getByLabel("Premier jour").last(),
      screen.page.getByLabel("Dernier jour").last(),
    ];
    expect([await first.inputValue(), await last.inputValue()]).toEqual(["", ""]);
    await first.fill("2031-08-01");
    expect(await last.inputValue()).toBe("");
    expect(await moves.count()).toBe(0);
    await button(screen, "Enregistrer").click();
    await screen.page.getByText(/^Il manque une date/).waitFor();
    await last.fill("2031-08-15");
    await moves.waitFor();
    await screen.page.getByText(/^(Il manque une date|La fin est avant le début)/).waitFor({ state: "detached" });
    await last.fill("2031-07-15");
    await screen.page.getByText("La fin est avant le début.").waitFor();
    await screen.picture("setup-closure");
  });

  test("after a morning, one more window is an afternoon", async () => {
    const screen = await house.enter(coordinator(), { width });
    await openKind(screen, "demo");
    const sunday = screen.page.locator('.veille-windows [data-weekday="7"]');
    const more = sunday.getByRole("button", { name: "Ajouter une plage le dimanche" });
    for (const one of await sunday.getByRole("button", { name: /enlever$/ }).all()) await one.click();
    await more.click();
    await sunday.getByLabel(/plage 1\s: fin$/).fill("12:00");
    await more.click();
    expect(await sunday.getByLabel(/plage 2\s: début$/).inputValue()).toBe("14:00");
    expect(await sunday.getByLabel(/plage 2\s: fin$/).inputValue()).toBe("17:00");
  });

  test("changed meanwhile: the second press saves over what the other one changed", async () => {
    const screen = await house.enter(coordinator(), { width });
    await openKind(screen, "entraide");
    const other = await house.enter(coordinator(), { width });
    await openKind(other, "entraide");
    await screen.page.getByLabel("en français").nth(1).fill("La première main.");
    await button(screen, "Enregistrer").click();
    await screen.toast.getByText("est enregistré").waitFor();
    await other.page.getByLabel("en français").nth(1).fill("La seconde main.");
    await button(other, "Enregistrer").click();
    await other.page.getByText("Cela a changé entre-temps.").waitFor();
    await button(other, "Enregistrer").click();
    await other.toast.getByText("est enregistré").waitFor();
  });

  test("a category of another kind cannot be taken, and deleting says what it means", async () => {
    const screen = await house.enter(coordinator(), { width });
    await screen.page.goto("/veille/reglages/types");
    await button(screen, "Ajouter un type d’aide").click();
    await screen.page.locator(".veille-form").waitFor();
    expect(await screen.page.getByRole("checkbox", { name: /^Technique \(déjà/ }).isDisabled()).toBe(true);
    await screen.page.getByLabel("en français").first().fill(`Passager ${width}`);
    await button(screen, "Enregistrer").click();
    const made = kind(screen, `passager-${width}`);
    await made.waitFor();
    expect(await screen.read(made)).toContain("pas encore montré · à toute heure");
    await made.getByRole("button", { name: "Supprimer" }).click();
    await screen.page.getByText(/seront rendus à leurs auteurs, avec leur texte/).waitFor();
    await screen.picture("setup-remove");
    await screen.page.getByRole("dialog").getByRole("button", { name: "Supprimer" }).click();
    await made.waitFor({ state: "detached" });
  });
});

const sights: [string, Partial<Sight>][] = [
  ["on a wide screen, in English", { width: 1280, language: "en" }],
  ["on a phone, in dark colours", { width: 390, dark: true }],
];
const words = {
  en: { address: "Address", save: "Save", saved: "Saved.", visitors: /^People without an account/ },
  fr: { address: "Adresse", save: "Enregistrer", saved: "Enregistré.", visitors: /^Les personnes sans compte/ },
};

describe.each(sights)("Texts and links, and the state, %s,", (_, sight) => {
  const said = words[sight.language ?? "fr"];

  test("links and sentences are shown to all, to visitors only where the co-op wants it", async () => {
    const locale = sight.language ?? "fr";
    const screen = await house.enter(house.person("Camille Roux", { admin: true, locale }), sight);
    await screen.page.goto("/veille/reglages/textes");
    await button(screen, /^(État des services|Service status|Un autre lien|Another link)$/)
      .first()
      .click();
    await screen.page.getByLabel(said.address).last().fill("status.test");
    await button(screen, said.save).click();
    await screen.page.locator(".veille-links .veille-problem").waitFor();
    await screen.page.getByLabel(said.address).last().fill("https://status.test/");
    expect(await faults(screen, "texts")).toEqual([]);
    await screen.page.getByRole("checkbox", { name: said.visitors }).uncheck();
    await button(screen, said.save).click();
    await screen.toast.getByText(said.saved).waitFor();
    const visitor = await house.enter(null, sight);
    await visitor.page.goto("/veille/aide");
    await visitor.page.getByText(/^(Réservé aux membres|For members only)/).waitFor();
    const member = await house.enter(house.person(), sight);
    await member.page.goto("/veille");
    await member.page.locator(".veille-panel a[href='https://status.test/']").first().waitFor();
    await screen.page.getByRole("checkbox", { name: said.visitors }).check();
    await button(screen, said.save).click();
    await visitor.page.reload();
    await visitor.page.locator(".veille-panel a[href='https://status.test/']").first().waitFor();
  });

  test("the state names each thing that is looked at, and says what to do when the service is away", async () => {
    const locale = sight.language ?? "fr";
    const screen = await house.enter(house.person("Camille Roux", { admin: true, locale }), sight);
    await screen.page.goto("/veille/reglages/etat");
    await screen.page.locator("[data-check=holidays]").waitFor();
    expect(await screen.page.locator("[data-check]").count()).toBe(11);
    expect(await faults(screen, "state")).toEqual([]);
    await house.serviceDown();
    await button(screen, /^(Regarder à nouveau|Look again)$/).click();
    await screen.page.getByText(/^(Personne ne répond à cette adresse|Nobody answers at this address)/).waitFor();
    await screen.picture("setup-down");
    await house.serviceUp();
  });
});

test("Who is no coordinator sees no gear, and the address tells them whose settings these are", async () => {
  const screen = await house.enter(house.person());
  await screen.page.goto("/veille");
  await screen.page.locator(".veille-tabs").waitFor();
  expect(await screen.page.getByRole("link", { name: "Réglages" }).count()).toBe(0);
  await screen.page.goto("/veille/reglages");
  await screen.page.getByText("Ces réglages sont ceux de la coordination.").waitFor();
});
