import { Availability } from "@veille/shared/api/availability";
import type { PutKind } from "@veille/shared/api/kind";
import { kindFields } from "../support/kind.ts";
import {
  type CallOptions,
  coordinator,
  createTestClock,
  hour,
  minute,
  paul,
  siteOf,
  startTestService,
  type TestService,
  tokenOf,
} from "../support/service.ts";

const monday8 = "2026-11-23T07:00:00.000Z";
const monday9 = "2026-11-23T08:00:00.000Z";
const monday12 = "2026-11-23T11:00:00.000Z";
const monday14 = "2026-11-23T13:00:00.000Z";

let service: TestService;
beforeEach(async () => void (service = await startTestService()));
afterEach(() => service.destroy());

const versions = new Map<string, number>();
beforeEach(() => versions.clear());
async function put(id: string, more: Partial<PutKind> = {}): Promise<void> {
  const body = { version: versions.get(id) ?? 0, ...kindFields(more) };
  const answer = await service.call("PUT", `/v1/kinds/${id}`, { as: coordinator, body });
  versions.set(id, answer.body.version);
}
const ask = (options: CallOptions = {}) => service.call("GET", "/v1/availability", options);
const read = async (options: CallOptions = {}) => Availability.parse((await ask(options)).body);
const kind = async (id: string) => (await read()).kinds.find((one) => one.id === id);

describe("the state of a kind", () => {
  it("is away before the team's hours, until they begin", async () => {
    await put("team");
    expect(await kind("team")).toMatchObject({ state: "away", until: null, nextOpening: monday9, people: [] });
  });

  it("is team_hours from the very instant on, and away again at the very end", async () => {
    await put("team");
    service.clock.set(Date.parse(monday9) - 1);
    expect(await kind("team")).toMatchObject({ state: "away", nextOpening: monday9 });
    service.clock.set(monday9);
    expect(await kind("team")).toMatchObject({ state: "team_hours", until: monday12, nextOpening: null });
    service.clock.set(Date.parse(monday12) - 1);
    expect(await kind("team")).toMatchObject({ state: "team_hours", until: monday12 });
    service.clock.set(monday12);
    expect(await kind("team")).toMatchObject({ state: "away", nextOpening: monday14 });
  });

  it("is any_time for a kind without hours: nobody comes back, since nobody leaves", async () => {
    await put("members", { hours: null });
    expect(await kind("members")).toMatchObject({ state: "any_time", until: null, nextOpening: null });
    expect((await read()).nextChangeAt).toBeNull();
  });

  it("is team_hours without an end for a kind that is there day and night", async () => {
    await put("always", { hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "00:00" })) });
    expect(await kind("always")).toMatchObject({ state: "team_hours", until: null, nextOpening: null });
  });

  it("is away without a return for hours that no week has", async () => {
    await put("never", { hours: [] });
    expect(await kind("never")).toMatchObject({ state: "away", until: null, nextOpening: null });
  });

  it("skips closures and public holidays of the region", async () => {
    await put("team", { closures: [{ from: "2026-11-23", until: "2026-11-24", reason: null }] });
    expect(await kind("team")).toMatchObject({ nextOpening: "2026-11-25T08:00:00.000Z" });
    service.clock.set("2026-12-24T20:00:00Z");
    await put("alsace", { region: "FR-67" });
    expect((await kind("alsace"))?.nextOpening).toBe("2026-12-28T08:00:00.000Z");
  });
});

describe("the whole", () => {
  it("says what a kind is, and no more: not why it shuts, not how posts fare, no versions", async () => {
    await put("team", {
      categoryIds: [5],
      groupId: 7,
      groupName: "entraide",
      closures: [{ from: "2026-12-24", until: "2027-01-01", reason: { fr: "Travaux", en: "Works" } }],
      usualDelay: { fr: "2 jours", en: "2 days" },
    });
    expect(await kind("team")).toEqual({
      id: "team",
      name: kindFields().name,
      sentence: null,
      categoryIds: [5],
      groupName: "entraide",
      state: "away",
      people: [],
      until: null,
      nextOpening: monday9,
      week: kindFields().hours,
      offOnHolidays: false,
      closures: [{ from: "2026-12-24", until: "2027-01-01" }],
      zone: "Europe/Paris",
      usualDelay: { fr: "2 jours", en: "2 days" },
      offHoursLine: true,
      step: 1,
      urgent: null,
    });
  });

  it("leaves out kinds that are not shown, for coordinators too, and their changes", async () => {
    await put("hidden", { shown: false });
    const answer = await read({ as: coordinator });
    expect([answer.kinds, answer.nextChangeAt]).toEqual([[], null]);
  });

  it("changes next when the first of its kinds does", async () => {
    await put("late", { hours: [{ weekday: 1, start: "10:00", end: "11:00" }] });
    await put("early", { hours: [{ weekday: 1, start: "08:30", end: "11:00" }] });
    expect((await read()).nextChangeAt).toBe("2026-11-23T07:30:00.000Z");
  });

  it("carries the service's time, and the co-op's own words as soon as they are written", async () => {
    expect(await read()).toEqual({
      kinds: [],
      notice: null,
      calm: null,
      links: [],
      serverTime: monday8,
      nextChangeAt: null,
    });
    const words = {
      notice: { fr: "Congés", en: "Holidays" },
      calm: { fr: "Rien ne presse.", en: "There is no hurry." },
      links: [{ label: { fr: "État", en: "Status" }, url: "https://status.test/" }],
    };
    await service.call("PUT", "/v1/words", { as: coordinator, body: { version: 0, ...words } });
    service.clock.forward(1);
    expect(await read()).toMatchObject({ ...words, serverTime: "2026-11-23T07:00:00.001Z" });
  });

  it("shows a change of hours to whoever asks next", async () => {
    await put("team");
    await read();
    await put("team", { hours: [{ weekday: 1, start: "07:00", end: "10:00" }] });
    expect(await kind("team")).toMatchObject({ state: "team_hours", until: "2026-11-23T09:00:00.000Z" });
  });

  it("hears of what another copy of the service changed", async () => {
    await put("team");
    await read();
    const other = await startTestService({ config: { prefix: service.ctx.config.prefix }, clock: service.clock });
    await other.call("PUT", "/v1/kinds/team", {
      as: coordinator,
      body: { version: 1, ...kindFields({ hours: null }) },
    });
    const heard = async () => (await kind("team"))?.state === "any_time";
    for (let tries = 0; tries < 100 && !(await heard()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await heard()).toBe(true);
    await other.destroy();
  });
});

describe("what a cache may do", () => {
  const cacheControl = async (options: CallOptions = {}) => (await ask(options)).headers.get("cache-control");

  it("is public without a token, private with one, 30 seconds each, and varies by it", async () => {
    expect(await cacheControl()).toBe("public, max-age=30");
    expect(await cacheControl({ as: paul })).toBe("private, max-age=30");
    expect((await ask()).headers.get("vary")).toMatch(/\bAuthorization\b/);
  });

  it("answers 304 without a body to the tag of the same situation, however much later", async () => {
    await put("team");
    const tag = (await ask()).headers.get("etag")!;
    service.clock.forward(59 * minute);
    const again = await ask({ headers: { "If-None-Match": tag } });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, undefined, tag]);
    expect((await ask({ headers: { "If-None-Match": `"other", ${tag}` } })).status).toBe(304);
  });

  it("has another tag as soon as something changed", async () => {
    await put("team");
    const tag = (await ask()).headers.get("etag")!;
    const asked = () => ask({ headers: { "If-None-Match": tag } });
    service.clock.set(monday9);
    expect((await asked()).status).toBe(200);
    service.clock.set(monday8);
    expect((await asked()).status).toBe(304);
    await put("team", { usualDelay: { fr: "2 jours", en: "2 days" } });
    expect((await asked()).status).toBe(200);
  });
});

describe("who may read it", () => {
  it("is everybody, from any site, where the forum needs no login", async () => {
    const answer = await ask({ headers: { Origin: "https://coop.test" } });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    const stale = await tokenOf(paul, service.clock.now() - hour);
    const withStale = await ask({ token: stale });
    expect([withStale.status, withStale.headers.get("cache-control")]).toEqual([200, "public, max-age=30"]);
  });

  it.each(["/v1/availability", "/v1/availability.html"])(
    "is members only where the forum needs a login: %s",
    async (path) => {
      const closed = await startTestService({ site: siteOf({ loginRequired: true }) });
      const status = async (options: CallOptions = {}) => (await closed.call("GET", path, options)).status;
      expect(await status()).toBe(401);
      expect(await status({ token: await tokenOf(paul, closed.clock.now() - hour) })).toBe(401);
      expect(await status({ as: paul })).toBe(200);
      await closed.destroy();
    }
  );

  it("is members only where the co-op wants it so, and everybody's again when it changes its mind", async () => {
    await put("team");
    const words = (version: number, visitors: boolean) =>
      service.call("PUT", "/v1/words", { as: coordinator, body: { version, notice: null, links: [], visitors } });
    await words(0, false);
    for (const path of ["/v1/availability", "/v1/availability.html"]) {
      expect([path, (await service.call("GET", path)).status]).toEqual([path, 401]);
      expect([path, (await service.call("GET", path, { as: paul })).status]).toEqual([path, 200]);
    }
    await words(1, true);
    expect((await ask()).status).toBe(200);
  });

  it("is members only until the forum has said whether it needs a login", async () => {
    const unknown = await startTestService({ site: null });
    expect((await unknown.call("GET", "/v1/availability")).status).toBe(401);
    expect((await unknown.call("GET", "/v1/availability", { as: paul })).status).toBe(200);
    await unknown.destroy();
  });
});

it("runs through a week of openings as its calendar says, both clock changes included", async () => {
  // each Sunday that the clocks change has a night window over it
  for (const start of ["2026-10-23T12:00:00Z", "2027-03-26T12:00:00Z"]) {
    const clock = createTestClock(start);
    const other = await startTestService({ clock });
    const hours = [{ weekday: 6, start: "20:00", end: "08:00" }];
    await other.call("PUT", "/v1/kinds/night", { as: coordinator, body: { version: 0, ...kindFields({ hours }) } });
    const present = async () => Availability.parse((await other.call("GET", "/v1/availability")).body);
    const away = await present();
    clock.set(away.nextChangeAt!);
    const there = await present();
    expect(there.kinds[0]?.state).toBe("team_hours");
    const length = Date.parse(there.nextChangeAt!) - Date.parse(away.nextChangeAt!);
    expect(length / hour).toBe(start.startsWith("2026") ? 13 : 11);
    await other.destroy();
  }
});
