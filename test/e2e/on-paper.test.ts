import { readFile } from "node:fs/promises";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { makeTemplate } from "./support/shifts.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const formula = '=HYPERLINK("http://exemple.invalid","Cliquez")';

beforeEach(async () => {
  await house.teamIsAway();
  await house.setKind("demo", { step: 3 });
});

describe.each(sizes)("The table on paper, %s,", (_, width) => {
  test("is the week with its people, black on white, and nothing to press", async () => {
    const { id, shift } = await makeTemplate(house, { name: { fr: "Le tour du matin", en: "The morning round" } });
    const user = teamMember(house);
    await house.ask("PUT", `/v1/shifts/${shift}/sign-ups/me`, undefined, user.username);
    const lea = await house.enter(user, { width, dark: true });
    const { page } = lea;
    await page.goto("/veille/permanences");
    await page.locator(".veille-shifts__files").waitFor();
    if ((await page.locator(`[data-shift="${shift}"]`).count()) === 0)
      await page.locator("[data-act=week-after]").click();
    const line = page.locator(`[data-shift^="${id}:"]`).first();
    await line.getByText("vous").waitFor();
    await page.emulateMedia({ media: "print" });
    await lea.picture("print");
    expect(await lea.read(line)).toBe("Le tour du matin vous");
    expect(await page.locator(".veille-shifts__week h2").isVisible()).toBe(true);
    const pressed = page.locator(".veille-page").locator("button, summary, input, a");
    for (const one of await pressed.all()) expect(await one.isVisible()).toBe(false);
    for (const part of [line, page.locator(".veille-page h1"), page.locator(".veille-shifts__week h2")]) {
      const ink = await part.evaluate((element) => getComputedStyle(element).color);
      expect(ink).toBe("rgb(0, 0, 0)");
    }
    expect(await lea.cut()).toEqual([]);
  });
});

/** RFC 4180, as a spreadsheet reads it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.slice(0, -1);
}

test("The file of a week opens in a spreadsheet as text: names that look like formulas run nothing", async () => {
  const name = { fr: formula, en: formula };
  const { shift, date } = await makeTemplate(house, { name, places: 2 });
  for (const [nth, said] of ["@SUM(A1:A9)", "+33 1 23"].entries()) {
    const { username } = teamMember(house, { name: said });
    const ticks = { version: 0, named: true, calls: false, gaps: false, urgent: false };
    await house.ask("PUT", "/v1/me/watch", ticks, username);
    if (nth === 0) await house.ask("PUT", `/v1/shifts/${shift}/sign-ups/me`, undefined, username);
  }
  const { page } = await house.enter(teamMember(house));
  await page.goto(`/veille/permanences?shift=${shift}`);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).last().click();
  const downloading = page.waitForEvent("download");
  await page.locator("[data-act=csv]").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^permanences-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  const [head, ...rows] = rowsOf(text.slice(1));
  expect(head).toEqual([
    "Date",
    "Début",
    "Fin",
    "Fuseau",
    "Type d’aide",
    "Nom",
    "Places",
    "Libres",
    "Remplacements",
    "Personnes",
  ]);
  const row = rows.find(([day, , , , , said]) => day === date && said === `'${formula}`)!;
  expect(row.slice(1, 5)).toEqual([`${date} 09:00`, `${date} 12:00`, "Europe/Paris", "Démonstration"]);
  expect(row.slice(6, 9)).toEqual(["2", "1", "0"]);
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
});
