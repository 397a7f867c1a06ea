import { Kind, KindList, type PutKind } from "@veille/shared/api/kind";
import { SiteWords } from "@veille/shared/api/availability";
import { calendarOf, findKind, listKinds } from "../../src/kinds/kinds.ts";
import { kindFields } from "../support/kind.ts";
import { coordinator, paul, startTestService, type TestService } from "../support/service.ts";

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

const put = (id: string, body: Partial<PutKind> | Record<string, unknown>, as = coordinator) =>
  service.call("PUT", `/v1/kinds/${id}`, { as, body });
const made = async (id: string, more: Partial<PutKind> = {}) => {
  const answer = await put(id, { version: 0, ...kindFields(more) });
  expect(answer.status).toBe(201);
  return Kind.parse(answer.body);
};
const history = () => service.ctx.redis.lrange(`${service.ctx.config.prefix}:kinds-history`, 0, -1);

describe("making and changing a kind", () => {
  it("makes one with version 0, and lists it as it was made", async () => {
    const kind = await made("made");
    expect(kind).toEqual({ id: "made", version: 1, ...kindFields(), flags: [] });
    const { body } = await service.call("GET", "/v1/kinds", { as: coordinator });
    expect(KindList.parse(body).kinds.find(({ id }) => id === "made")).toEqual(kind);
  });

  it("changes it with the version that was read, and counts on", async () => {
    await made("changed");
    const answer = await put("changed", { version: 1, ...kindFields({ zone: "America/Martinique" }) });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ version: 2, zone: "America/Martinique" });
  });

  it("answers 409 with the present kind to a version that is no longer the present one", async () => {
    await made("raced");
    await put("raced", { version: 1, ...kindFields({ step: 2 }) });
    const answer = await put("raced", { version: 1, ...kindFields({ step: 3 }) });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: "changed_meanwhile", present: { id: "raced", version: 2, step: 2 } });
    expect((await findKind(service.ctx, "raced"))?.step).toBe(2);
  });

  it("answers 409, too, to a version that nobody has seen yet, even for the same content", async () => {
    await made("ahead");
    expect((await put("ahead", { version: 9, ...kindFields() })).status).toBe(409);
  });

  it("answers 200 with the present to the same change repeated with the old version, and changes nothing", async () => {
    await made("repeated");
    const change = { version: 1, ...kindFields({ step: 2 }) };
    const [first, second] = [await put("repeated", change), await put("repeated", change)];
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect((await history()).filter((line) => line.includes("|repeated|"))).toHaveLength(2);
  });

  it("answers 200 to making the same again", async () => {
    await made("made-twice");
    const again = await put("made-twice", { version: 0, ...kindFields() });
    expect([again.status, again.body.version]).toEqual([200, 1]);
  });

  it("answers 404 to a change of what does not exist", async () => {
    expect((await put("nowhere", { version: 3, ...kindFields() })).status).toBe(404);
  });

  it("lets one of many who change the same version at once through", async () => {
    await made("contended");
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((days) => put("contended", { version: 1, ...kindFields({ usualDelay: delay(days) }) }))
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await findKind(service.ctx, "contended"))?.version).toBe(2);
  });

  const delay = (days: number) => ({ fr: `${days} jours`, en: `${days} days` });

  it("names boundaries in the hour that the clocks change, and accepts them", async () => {
    const { flags } = await made("night", { hours: [{ weekday: 6, start: "22:00", end: "02:30" }] });
    expect(flags).toEqual(["boundary_in_clock_change:6:02:30"]);
  });
});

describe("categories", () => {
  it("belong to one kind at most: the other is told which are taken, and nothing is kept of it", async () => {
    await made("first", { categoryIds: [11, 12] });
    const answer = await put("second", { version: 0, ...kindFields({ categoryIds: [10, 12, 11] }) });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ path: "categoryIds.1", code: "category_taken" }),
      expect.objectContaining({ path: "categoryIds.2", code: "category_taken" }),
    ]);
    expect(await findKind(service.ctx, "second")).toBeNull();
  });

  it("stay their own kind's when it changes, and are free when it is gone", async () => {
    await made("keeper", { categoryIds: [21] });
    expect((await put("keeper", { version: 1, ...kindFields({ categoryIds: [21, 22] }) })).status).toBe(200);
    expect((await service.call("DELETE", "/v1/kinds/keeper?version=2", { as: coordinator })).status).toBe(204);
    expect((await made("heir", { categoryIds: [21] })).categoryIds).toEqual([21]);
  });

  it("stand once, however often they are given", async () => {
    expect((await made("doubled", { categoryIds: [31, 31, 32] })).categoryIds).toEqual([31, 32]);
  });

  it("go to one of two kinds that ask for them at the same time", async () => {
    const asked = ["race-a", "race-b", "race-c"].map((id) =>
      put(id, { version: 0, ...kindFields({ categoryIds: [41] }) })
    );
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });
});

describe("removing a kind", () => {
  it("wants the present version, else answers 409 with the present kind", async () => {
    await made("stays");
    const answer = await service.call("DELETE", "/v1/kinds/stays?version=7", { as: coordinator });
    expect([answer.status, answer.body.present.id]).toEqual([409, "stays"]);
  });

  it("answers 204 again to the same removal, and 404 to any other", async () => {
    await made("goes");
    const remove = (version: number) =>
      service.call("DELETE", `/v1/kinds/goes?version=${version}`, { as: coordinator });
    expect([(await remove(1)).status, (await remove(1)).status, (await remove(2)).status]).toEqual([204, 204, 404]);
  });

  it("does not start its versions anew when it is made again", async () => {
    await made("back");
    await put("back", { version: 1, ...kindFields({ step: 2 }) });
    await service.call("DELETE", "/v1/kinds/back?version=2", { as: coordinator });
    expect((await made("back")).version).toBe(3);
  });
});

describe("who may", () => {
  it.each([
    ["GET", "/v1/kinds", undefined],
    ["PUT", "/v1/kinds/mine", { version: 0, ...kindFields() }],
    ["DELETE", "/v1/kinds/mine?version=1", undefined],
    ["PUT", "/v1/words", { version: 0, notice: null, links: [] }],
  ])("%s %s is a coordinator's: 401 without a token, 403 for a member", async (method, path, body) => {
    const [nobody, member] = [{ body }, { body, as: paul }];
    expect((await service.call(method, path, nobody)).status).toBe(401);
    expect((await service.call(method, path, member)).status).toBe(403);
  });
});

describe("bad input", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ["a zone that does not exist", { zone: "Europe/Atlantis" }, "zone", "unknown_zone"],
    ["an offset instead of a zone", { zone: "+01:00" }, "zone", "unknown_zone"],
    ["a region without data", { region: "FR-99" }, "region", "unknown_region"],
    [
      "a weekday that does not exist",
      { hours: [{ weekday: 8, start: "09:00", end: "10:00" }] },
      "hours.0.weekday",
      "too_big",
    ],
    [
      "a wall time that does not exist",
      { hours: [{ weekday: 1, start: "09:00", end: "24:00" }] },
      "hours.0.end",
      "invalid",
    ],
    [
      "a closure that ends before it starts",
      { closures: [{ from: "2026-12-24", until: "2026-12-23" }] },
      "closures.0.until",
      "ends_before_start",
    ],
    ["a date that does not exist", { holidays: { add: ["2026-02-30"], remove: [] } }, "holidays.add.0", "invalid"],
    ["a name without words", { name: { fr: " ", en: "x" } }, "name.fr", "too_short"],
    ["a field that does not exist", { colour: "red" }, "colour", "unknown_field"],
    ["a step that does not exist", { step: 4 }, "step", "too_big"],
  ])("refuses %s and says where", async (_what, wrong, path, code) => {
    const answer = await put("wrong", { version: 0, ...kindFields(), ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path, code, message: expect.any(String) }]);
    expect(answer.body.errors[0].message).not.toBe(code);
    expect(await findKind(service.ctx, "wrong")).toBeNull();
  });

  it.each(["Team", "-team", "a".repeat(41), "té", "%7B"])("refuses the id %s", async (id) => {
    expect((await put(id, { version: 0, ...kindFields() })).body).toMatchObject({
      status: 400,
      errors: [{ path: "id" }],
    });
  });

  it("refuses to remove without a version, or with one that is no number", async () => {
    for (const query of ["", "?version=", "?version=x", "?version=-1", "?version=1&version=2"]) {
      const answer = await service.call("DELETE", `/v1/kinds/made${query}`, { as: coordinator });
      expect([query, answer.status, answer.body.errors?.[0].path]).toEqual([query, 400, "version"]);
    }
  });
});

describe("what hangs on a kind", () => {
  it("is told of every change, once", async () => {
    const heard: string[] = [];
    service.ctx.bus.on("kind-changed", ({ kind }) => heard.push(kind));
    await made("heard");
    await put("heard", { version: 0, ...kindFields() });
    await put("heard", { version: 1, ...kindFields({ step: 2 }) });
    await service.call("DELETE", "/v1/kinds/heard?version=2", { as: coordinator });
    expect(heard).toEqual(["heard", "heard", "heard"]);
  });

  it("writes who changed it and when, and keeps the last 200 lines", async () => {
    await made("noted");
    expect((await history()).at(-1)).toBe(`${service.clock.now()}|${coordinator.id}|made|noted|1`);
    const key = `${service.ctx.config.prefix}:kinds-history`;
    await service.ctx.redis.rpush(key, ...Array.from({ length: 300 }, (_, at) => `${at}`));
    await made("noted-too");
    const lines = await history();
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toMatch(/\|made\|noted-too\|1$/);
  });

  it("has one calendar for one wording, and another for the next", async () => {
    await made("calendar");
    const [before, again] = [await findKind(service.ctx, "calendar"), await findKind(service.ctx, "calendar")];
    expect(calendarOf(again!)).toBe(calendarOf(before!));
    const nine = Date.parse("2026-11-23T08:00:00Z");
    expect(calendarOf(before!).openAt(nine)).toMatchObject({ start: nine });
    await put("calendar", { version: 1, ...kindFields({ hours: [{ weekday: 2, start: "09:00", end: "10:00" }] }) });
    expect(calendarOf((await findKind(service.ctx, "calendar"))!).openAt(nine)).toBeNull();
  });

  it("comes in the order of ids", async () => {
    const ids = (await listKinds(service.ctx)).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it("is named in /readyz where holidays of its region are unknown, until that is over", async () => {
    const wrong = async () => {
      const { body } = await service.call("GET", "/readyz");
      return body.wrong.find(({ code }: { code: string }) => code === "holidays_unknown") as
        | { detail: string }
        | undefined;
    };
    await made("lorraine", { region: "FR-57" });
    expect(await wrong()).toBeUndefined();
    const now = service.clock.now();
    service.clock.set("2076-12-01T08:00:00Z");
    await put("lorraine", { version: 1, ...kindFields({ region: "FR-57", step: 2 }) });
    expect((await wrong())?.detail).toBe("no public holidays are known for FR-57 2077");
    service.clock.set(now);
    await put("lorraine", { version: 2, ...kindFields({ region: "FR-57" }) });
    expect(await wrong()).toBeUndefined();
  });
});

describe("a co-op's own words", () => {
  const said = {
    notice: { fr: "Bon été", en: "Happy summer" },
    links: [{ label: { fr: "État", en: "Status" }, url: "https://status.test/" }],
  };

  it("are nothing, version 0, until a coordinator writes them; every member reads them", async () => {
    const read = () => service.call("GET", "/v1/words", { as: paul });
    const nothing = { calm: null, visitors: true };
    expect((await read()).body).toEqual({ version: 0, notice: null, links: [], ...nothing });
    const written = await service.call("PUT", "/v1/words", { as: coordinator, body: { version: 0, ...said } });
    expect([written.status, written.body]).toEqual([200, { version: 1, ...nothing, ...said }]);
    expect(SiteWords.parse((await read()).body)).toEqual({ version: 1, ...nothing, ...said });
  });

  it("change with the version that was read; the same again is 200, another 409 with the present", async () => {
    const write = (body: unknown) => service.call("PUT", "/v1/words", { as: coordinator, body });
    expect((await write({ version: 0, ...said })).status).toBe(200);
    const answer = await write({ version: 0, notice: null, links: [] });
    expect([answer.status, answer.body.present.version]).toEqual([409, 1]);
    expect((await write({ version: 1, notice: null, links: [] })).body.version).toBe(2);
  });

  it("link to the web only", async () => {
    const links = [{ label: said.notice, url: "javascript:alert(1)" }];
    const answer = await service.call("PUT", "/v1/words", {
      as: coordinator,
      body: { version: 2, notice: null, links },
    });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, "links.0.url"]);
  });
});
