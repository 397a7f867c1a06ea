import { Healthz, Readyz, ServiceAbout } from "@veille/shared/api/about";
import { CONTRACT } from "@veille/shared/api/forum";
import { OtherSealKey } from "../../src/seal-key.ts";
import { startTestService, testConfig, type TestService } from "../support/service.ts";
import { startRedis } from "../support/redis.ts";

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

describe("what the service says of itself", () => {
  it("that it is there", async () => {
    const answer = await service.call("GET", "/healthz");
    expect([answer.status, Healthz.parse(answer.body)]).toEqual([200, { ok: true }]);
  });

  it("which versions fit", async () => {
    const about = ServiceAbout.parse((await service.call("GET", "/v1/about")).body);
    expect(about).toMatchObject({ version: "0.1.0", contract: CONTRACT });
  });

  it("what is wrong, by name, and that it is ready as long as nothing blocks", async () => {
    const { health } = service.ctx;
    health.set("forum_key", "the forum does not accept our key");
    const quiet = await service.call("GET", "/readyz");
    expect(quiet.status).toBe(200);
    expect(Readyz.parse(quiet.body).wrong).toContainEqual({
      code: "forum_key",
      loud: false,
      detail: "the forum does not accept our key",
    });
    health.set("clock_apart", "3 s apart", true);
    const loud = await service.call("GET", "/readyz");
    expect([loud.status, Readyz.parse(loud.body).ready]).toEqual([503, false]);
    health.set("clock_apart", null);
    health.set("forum_key", null);
    expect((await service.call("GET", "/readyz")).status).toBe(200);
  });

  it("that the forum is away, when it is", async () => {
    const { wrong } = Readyz.parse((await service.call("GET", "/readyz")).body);
    expect(wrong.find(({ code }) => code === "forum_away")?.detail).toMatch(/^the forum has not answered since/);
  });

  it("in figures, to this machine only", async () => {
    await service.call("GET", "/nowhere");
    const response = await fetch(`${service.internalUrl}/metrics`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toMatch(/^veille_http_requests_total\{status="2xx"\} \d+$/m);
    expect(text).toMatch(/^veille_http_requests_total\{status="4xx"\} \d+$/m);
    expect(text).toMatch(/^veille_forum_calls_total\{call="\/veille\/site\.json",result="unreachable"\} \d+$/m);
    for (const name of ["veille_posts", "veille_overdue_posts", "veille_oldest_due_seconds", "veille_forum_budget"]) {
      expect(text).toContain(`# TYPE ${name} gauge`);
    }
  });

  it("without giving away what it is made of", async () => {
    const { headers } = await service.call("GET", "/healthz");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("it does not start", () => {
  it("on a Redis that evicts", async () => {
    const own = await startRedis("--maxmemory-policy", "allkeys-lru");
    await expect(startTestService({ config: { redisUrl: own.url } })).rejects.toThrow(/throw waiting texts away/);
  });

  it("with another seal key than the one that waiting texts were sealed with, until that one is given too", async () => {
    const { prefix } = testConfig();
    const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64")) as [string, string];
    const startWith = (...sealKeys: string[]) => startTestService({ config: { prefix, sealKeys } });
    await (await startWith(first)).destroy();
    await expect(startWith(second)).rejects.toThrow(OtherSealKey);
    await (await startWith(second, first)).destroy();
    await (await startWith(second)).destroy();
    await expect(startWith(first)).rejects.toThrow(OtherSealKey);
  });
});

it("starts twice on one Redis, and stops within its time", async () => {
  const copy = await startTestService({ config: { prefix: service.ctx.config.prefix } });
  expect((await copy.call("GET", "/healthz")).status).toBe(200);
  const before = performance.now();
  await copy.destroy();
  expect(performance.now() - before).toBeLessThan(5_000);
  await expect(fetch(`${copy.url}/healthz`)).rejects.toThrow();
});
