import { alertsOf, teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";

const house = useHouse();
beforeEach(async () => void (await house.teamIsAway()));

const later = (): { weekday: number; name: string } => {
  const day = new Date(house.forum.clock.now() + 2 * 86_400_000);
  return { weekday: day.getDay() || 7, name: day.toLocaleDateString("fr", { weekday: "long" }) };
};

test("A forum that cannot keep quiet: no tab, no line, and the page says nothing wrong", async () => {
  const lea = await alertsOf(house, teamMember(house));
  const { page } = lea.screen;
  await page.route("**/v1/me/declared-hours", (route) =>
    route.fulfill({
      status: 404,
      headers: { "Access-Control-Allow-Origin": "*" },
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", status: 404, code: "not_found", title: "Introuvable." }),
    })
  );
  const asked = page.waitForResponse(/declared-hours/);
  await page.goto("/veille");
  await asked;
  await page.getByText("L’équipe répond quand elle le peut").waitFor();
  expect(await lea.tab.count()).toBe(0);
  await page.goto("/veille/prevenir");
  await page.getByText("Sur ce forum, les alertes ne peuvent pas être retenues pour l’instant.").waitFor();
});

test("The service down: one calm sentence, nothing lost of what was typed, and on it goes", async () => {
  const lea = await alertsOf(house, teamMember(house));
  const { page } = lea.screen;
  const { weekday, name } = later();
  await lea.open("?mode=own");
  await lea.oneWindow(weekday, "08:15", "11:45");
  await house.serviceDown();
  try {
    await lea.keep.click();
    await page.getByText("Ce que vous avez saisi est resté ici : réessayez".replace(" :", "\u00a0:")).waitFor();
    expect(await lea.time(weekday, 1, "start").inputValue()).toBe("08:15");
  } finally {
    await house.serviceUp();
  }
  await lea.save();
  expect(await lea.screen.read(lea.now)).toBe(`Alertes en pause jusqu’à ${name} 8 h 15`);
  await house.serviceDown();
  try {
    await page.reload();
    await page.getByText("Ce que vous aviez choisi est gardé").waitFor();
    await lea.screen.picture("alerts-down");
  } finally {
    await house.serviceUp();
  }
  await page.getByRole("button", { name: "Réessayer" }).click();
  await lea.now.waitFor();
});

test("Two tabs: the slower one is told, keeps what it typed, and may look or replace", async () => {
  const user = teamMember(house);
  const first = await alertsOf(house, user);
  const second = await alertsOf(house, user);
  const { weekday } = later();
  await first.open("?mode=own");
  await second.open("?mode=own");
  await first.oneWindow(weekday, "09:00", "12:00");
  await first.save();
  await second.oneWindow(weekday, "10:00", "11:00");
  await second.keep.click();
  await second.screen.page.getByText("Cela a changé entre-temps.").waitFor();
  await second.screen.picture("alerts-conflict");
  expect(await second.time(weekday, 1, "start").inputValue()).toBe("10:00");
  await second.screen.page.getByRole("button", { name: "Voir plutôt ce qui est enregistré" }).click();
  expect(await second.time(weekday, 1, "start").inputValue()).toBe("09:00");
  await second.time(weekday, 1, "start").fill("10:00");
  await second.save();
  expect(await second.screen.read(second.now)).toContain("10 h");
});

test("An hour that is none: said at its field, and nothing else is lost", async () => {
  const lea = await alertsOf(house, teamMember(house));
  const { page } = lea.screen;
  const { weekday } = later();
  await lea.open("?mode=own");
  await lea.oneWindow(weekday, "09:00", "12:00");
  await lea.time(weekday, 1, "end").fill("");
  await lea.keep.click();
  const row = page.locator(`[data-weekday="${weekday}"]`);
  await row.locator(".veille-problem").waitFor();
  expect(await lea.screen.read(row.locator(".veille-problem"))).toBe("Ce n’est pas valable.");
  expect(await lea.time(weekday, 1, "start").inputValue()).toBe("09:00");
  await lea.time(weekday, 1, "end").fill("12:30");
  await lea.save();
});

test("Travelling: the page says whose clock the hours go by, and offers the device's", async () => {
  const user = teamMember(house, { zone: "Pacific/Noumea" });
  const lea = await alertsOf(house, user);
  const { page } = lea.screen;
  await lea.open("?mode=own");
  await page.getByText("Ces heures sont à l’heure de Noumea, et votre appareil est à l’heure de Paris.").waitFor();
  await lea.screen.picture("alerts-travelling");
  await lea.oneWindow(later().weekday, "09:00", "12:00");
  await lea.save();
  expect(await lea.screen.read(lea.now)).toContain("(heure de Noumea)");
  await page.getByRole("button", { name: "Passer à l’heure de Paris" }).click();
  await lea.save();
  // the forum knows them by another clock still: the zone is named
  expect(await lea.screen.read(lea.now)).toBe(`Alertes en pause jusqu’à ${later().name} 9 h (heure de Paris)`);
});

test("The push failing: it is on its way, nothing has to be done again, and then the forum has it", async () => {
  const user = teamMember(house);
  const lea = await alertsOf(house, user);
  await lea.open("?mode=own");
  await lea.oneWindow(later().weekday, "09:00", "12:00");
  house.forum.misbehave({ stage: "call", path: "/veille/loud-intervals.json", answer: "html_502", times: 1000 });
  try {
    await lea.keep.click();
    await lea.way.getByText("en route vers le forum").waitFor();
    await lea.way.getByText("il n’y a rien à refaire").waitFor();
    await lea.screen.picture("alerts-on-its-way");
    expect(house.forum.store.get("loud", user.id)).toBeUndefined();
  } finally {
    house.forum.misbehaviour.reset();
  }
  // the service tries again within half a minute, and the page looks
  await lea.way.getByText("Le forum en tient compte.").waitFor({ timeout: 90_000 });
  expect(house.forum.store.get("loud", user.id)?.intervals).not.toBeNull();
});

test("In the forum's preferences: that title, that line, a link, for who is in a team", async () => {
  const lea = await alertsOf(house, teamMember(house));
  const { page } = lea.screen;
  await page.goto("/u/lea/preferences/notifications");
  const line = page.locator(".veille-alerts-preference");
  expect(await lea.screen.read(line)).toMatch(/^Quand me prévenir Ces heures ne sont montrées à personne/);
  await line.getByRole("link", { name: "Choisir" }).click();
  await lea.now.waitFor();
  const paul = await alertsOf(house, house.person());
  const known = paul.screen.page.waitForResponse(/\/v1\/availability/);
  await paul.screen.page.goto("/u/paul/preferences/notifications");
  await known;
  expect(await paul.screen.page.locator(".veille-alerts-preference").count()).toBe(0);
});

test("The keyboard alone chooses, types, keeps and goes back", async () => {
  const lea = await alertsOf(house, teamMember(house));
  const { page } = lea.screen;
  const { keyboard } = page;
  await lea.open();
  await lea.screen.tabTo(page.getByRole("button", { name: "Les heures de la coopérative" }));
  await keyboard.press("Enter");
  await lea.screen.tabTo(lea.keep);
  await keyboard.press("Enter");
  await lea.way.getByText("Le forum en tient compte.").waitFor();
  await lea.screen.tabTo(page.getByLabel("Du", { exact: true }));
  await lea.screen.tabTo(page.getByRole("radio", { name: "Une fois par jour au plus" }));
  await keyboard.press("ArrowDown");
  await lea.screen.tabTo(page.locator("[data-act=keep-digest]"));
  await keyboard.press("Enter");
  await lea.screen.toast.getByText("Enregistré.").last().waitFor();
  await lea.screen.tabTo(page.getByRole("button", { name: "Tout remettre comme avant" }));
  await keyboard.press("Enter");
  await lea.screen.toast.getByText("Tout est comme avant.").waitFor();
});
