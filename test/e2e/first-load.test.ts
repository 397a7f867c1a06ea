import type { Page } from "playwright-core";
import { teamMember } from "./support/alerts.ts";
import { useHouse } from "./support/house.ts";
import { sizes } from "./support/visit.ts";

const house = useHouse();
const category = "/c/demonstration/4";

/** What the page asks of the service from now on. */
function asked(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === new URL(house.forum.context.serviceUrl).origin) seen.push(`${request.method()} ${pathname}`);
  });
  return seen;
}

const once = ["GET /v1/availability"];
const people = [
  ["a visitor", () => null],
  ["a member", () => house.person()],
  ["somebody of the team", () => teamMember(house)],
  ["a coordinator", () => house.forum.user("admin1")],
] as const;

describe.each(sizes)("The first page, %s,", (_, width) => {
  describe.each([1, 2, 3])("with a kind at step %i,", (step) => {
    beforeEach(async () => {
      await house.teamIsAway();
      await house.setKind("demo", { step });
    });

    test.each(people)("of %s asks the service once, and so does the next one", async (__, user) => {
      const { page } = await house.enter(user(), { width });
      const seen = asked(page);
      for (const path of [category, "/"]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        expect(seen.splice(0)).toEqual(once);
      }
    });
  });

  test("moves nothing where a category had its line the last time, however long its answer takes", async () => {
    await house.teamIsAway();
    const { page } = await house.enter(house.person(), { width });
    let answer = (): void => undefined;
    const line = page.locator("main .veille-place__trigger");
    await page.goto(category);
    await line.waitFor();
    await page.route("**/v1/availability", async (route) => {
      await new Promise<void>((resolve) => (answer = resolve));
      await route.continue();
    });
    await page.goto(category);
    const place = page.locator("main .veille-place");
    await page.locator("main .veille-place.--expected").waitFor({ state: "attached" });
    const before = await place.boundingBox();
    answer();
    await line.waitFor();
    expect((await place.boundingBox())?.height).toBe(before?.height);
  });

  test("names who is on watch at once to a member who has never been here", async () => {
    await house.teamIsAway();
    await house.setKind("demo", { step: 2 });
    const { username } = teamMember(house);
    const ticks = { version: 0, named: true, calls: false, gaps: false, urgent: false };
    await house.ask("PUT", "/v1/me/watch", ticks, username);
    await house.ask("POST", "/v1/me/presence", { for: "hour" }, username);
    const { page } = await house.enter(house.person(), { width });
    const seen = asked(page);
    await page.goto(category);
    await page.locator("main .veille-place", { hasText: `${username} est de permanence` }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(seen).toEqual(once);
    await house.ask("DELETE", "/v1/me/presence", undefined, username);
  });
});

test("The panel asks whether one is here when it opens, and only of somebody of the team", async () => {
  await house.teamIsAway();
  await house.setKind("demo", { step: 2 });
  for (const [user, more] of [
    [house.person(), []],
    [teamMember(house), ["GET /v1/me/presence"]],
  ] as const) {
    const { page } = await house.enter(user);
    await page.goto(category);
    await page.waitForLoadState("networkidle");
    const seen = asked(page);
    await page.locator(".veille-sidebar__trigger").click();
    await page.locator(".veille-panel__calm").waitFor();
    await page.waitForLoadState("networkidle");
    expect(seen).toEqual(more);
  }
});

test("A page that nobody looks at asks nothing; looked at again it asks once", async () => {
  await house.teamIsAway();
  await house.setKind("demo", { step: 2 });
  const { page } = await house.enter(house.person());
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { get: () => !("looked" in window) });
  });
  const seen = asked(page);
  await page.goto(category);
  await page.locator("main").waitFor();
  await page.clock.fastForward("10:00");
  await page.waitForLoadState("networkidle");
  expect(seen).toEqual([]);
  const look = (looked: boolean) =>
    page.evaluate((wanted) => {
      if (wanted) Object.assign(window, { looked: true });
      else delete (window as { looked?: boolean }).looked;
      document.dispatchEvent(new Event("visibilitychange"));
    }, looked);
  const asks = async (act: () => Promise<void>) => {
    const asking = page.waitForResponse((response) => response.url().endsWith("/v1/availability"));
    await act();
    await (await asking).finished();
  };
  await asks(() => look(true));
  await page.locator("main .veille-place").waitFor();
  expect(seen.splice(0)).toEqual(once);
  await look(false);
  await page.clock.fastForward("10:00");
  expect(seen).toEqual([]);
  await asks(() => look(true));
  expect(seen.splice(0)).toEqual(once);
  // what people say is known within a minute
  await asks(() => page.clock.fastForward("00:55"));
  expect(seen).toEqual(once);
});

test("A member without a token, or with one that is not believed, reads what everybody may read", async () => {
  await house.teamIsAway();
  await house.setKind("demo", { step: 2 });
  for (const token of [null, "not.a.token"]) {
    const { page } = await house.enter(house.person());
    await page.route("**/veille/token.json", (route) =>
      token ? route.fulfill({ json: { token, expiresAt: "2099-01-01T00:00:00.000Z" } }) : route.fulfill({ status: 503 })
    );
    await page.goto(category);
    await page.locator("main .veille-place", { hasText: "L’équipe est de retour" }).waitFor();
  }
});
