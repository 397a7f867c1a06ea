import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CheckCode, State } from "@veille/shared/api/state";
import { checksOf, aboutWhat } from "../../src/state/state.ts";
import { kindFields } from "../support/kind.ts";
import { coordinator, startTestService, type TestService } from "../support/service.ts";

const source = join(import.meta.dirname, "../../src");
/** Every code that anything in the service reports. */
const reported = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [...readFileSync(join(source, name), "utf8").matchAll(/health\.set\(\s*"(\w+)"/g)])
  .map(([, code]) => code!);

describe("what is looked at", () => {
  it("places every code that the service can report, and no other", () => {
    expect(new Set(reported)).toEqual(new Set(Object.keys(aboutWhat)));
  });

  it("is in order where nothing is wrong", () => {
    const checks = checksOf([], true);
    expect(checks.map(({ code }) => code)).toEqual(CheckCode.options);
    expect(checks.every(({ state, wrong }) => state === "ok" && wrong.length === 0)).toBe(true);
  });

  it.each(Object.entries(aboutWhat))("names %s under %s", (code, place) => {
    const wrong = { code, loud: true, detail: "something" };
    const found = checksOf([wrong], true).filter(({ state }) => state === "wrong");
    expect(found).toEqual([{ code: place, state: "wrong", wrong: [wrong] }]);
  });

  it("does not say that the key is in order while the forum is away", () => {
    const checks = checksOf([{ code: "forum_away", loud: false, detail: "" }], false);
    const states = Object.fromEntries(checks.map(({ code, state }) => [code, state]));
    expect(states).toMatchObject({
      forum: "wrong",
      key: "unknown",
      plugin: "unknown",
      versions: "unknown",
      redis: "ok",
    });
  });
});

describe("GET /v1/state", () => {
  let service: TestService;
  beforeAll(async () => void (service = await startTestService()));
  afterAll(() => service.destroy());
  const state = async () => State.parse((await service.call("GET", "/v1/state", { as: coordinator })).body);

  it("says that the forum has not answered, and what it knows of it from before", async () => {
    const { checks, versions, forum } = await state();
    const forumCheck = checks.find(({ code }) => code === "forum")!;
    expect(forumCheck).toMatchObject({ state: "wrong", wrong: [{ code: "forum_away" }] });
    expect(forum.answeredAt).toBeNull();
    expect(versions).toMatchObject({ plugin: "0.1.0", discourse: "2026.7.0", redis: expect.stringMatching(/^\d/) });
  });

  it("tells whether anything can be published at all", async () => {
    expect((await state()).ready).toBe(true);
    service.ctx.health.set("clock_apart", "3 s apart", true);
    const { ready, checks } = await state();
    expect([ready, checks.find(({ code }) => code === "clock")?.state]).toEqual([false, "wrong"]);
    service.ctx.health.set("clock_apart", null);
  });

  it("counts whose chosen hours the forum does not have yet", async () => {
    await service.call("PUT", "/v1/kinds/team", {
      as: coordinator,
      body: { version: 0, ...kindFields({ groupId: 41 }) },
    });
    const choice = { version: 0, mode: "team", kind: "team", windows: [], zone: "Europe/Paris", shiftsLoud: true };
    const put = await service.call("PUT", "/v1/me/declared-hours", { as: { id: 7, groups: [41] }, body: choice });
    expect([put.status, (await state()).hoursOnTheWay]).toEqual([202, 1]);
  });

  it("has no lease while the forum has heard nothing of us, then the one that it gave", async () => {
    expect((await state()).lease).toBeNull();
    const [at, until] = ["2026-11-23T07:00:00.000Z", "2026-11-23T08:00:00.000Z"];
    await service.ctx.redis.hset(`${service.ctx.config.prefix}:beat`, { at, until });
    expect((await state()).lease).toEqual({ beatAt: at, until });
  });

  it("is nobody's to cache, and holds no secret", async () => {
    const answer = await service.call("GET", "/v1/state", { as: coordinator });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { tokenSecrets, sealKeys, forumKey } = service.ctx.config;
    for (const secret of [...tokenSecrets, ...sealKeys, forumKey])
      expect(JSON.stringify(answer.body)).not.toContain(secret);
  });

  it("makes no call to the forum: nothing that a browser asks does", async () => {
    const before = await service.ctx.metrics.registry.getSingleMetricAsString("veille_forum_calls_total");
    await state();
    expect(await service.ctx.metrics.registry.getSingleMetricAsString("veille_forum_calls_total")).toBe(before);
  });
});
