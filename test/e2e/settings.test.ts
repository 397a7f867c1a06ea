import { useHouse } from "./support/house.ts";
import { button, faults } from "./support/setup.ts";
import type { Sight } from "./support/visit.ts";

const house = useHouse();

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
