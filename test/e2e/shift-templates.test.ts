import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const dayMs = 86_400_000;
const dateIn = (days: number) => new Date(house.forum.clock.now() + days * dayMs).toLocaleDateString("sv");

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
