import { useHouse } from "./support/house.ts";
import type { Screen } from "./support/screen.ts";
import { button, faults } from "./support/setup.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const coordinator = () => house.person("Camille Roux", { admin: true });

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
