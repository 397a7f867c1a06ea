import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { button, faults } from "./support/setup.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const coordinator = () => house.person("Camille Roux", { admin: true });

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
