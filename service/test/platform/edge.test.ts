import { connect } from "node:net";
import { Problem } from "@veille/shared/api/problem";
import { kindFields } from "../support/kind.ts";
import { startRedis } from "../support/redis.ts";
import {
  type Called,
  coordinator,
  hour,
  origin,
  paul,
  startTestService,
  type TestService,
  tokenOf,
} from "../support/service.ts";

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

const put = (body: unknown, headers: Record<string, string> = {}) =>
  service.call("PUT", "/v1/kinds/team", { as: coordinator, body, headers });

function problem(answer: Called): [number, string] {
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const { status, code } = Problem.parse(answer.body);
  expect(status).toBe(answer.status);
  return [status, code];
}

describe("what a client may send", () => {
  it.each([
    ["no JSON", "{nope"],
    ["half of it", '{"version": 0'],
    ["a bare word", '"text"'],
    ["nothing that is an object", "null"],
  ])("%s is 400 bad_json", async (_what, body) => {
    expect(problem(await put(body))).toEqual([400, "bad_json"]);
  });

  it.each([
    ["a list", "[]"],
    ["nothing", "{}"],
    ["a depth without end", "[".repeat(60_000) + "]".repeat(60_000)],
    ["a prototype", '{"__proto__": {"coordinator": true}}'],
  ])("%s is 400 bad_input", async (_what, body) => {
    expect(problem(await put(body))).toEqual([400, "bad_input"]);
  });

  it("more than 256 kB is 413, before anybody reads it", async () => {
    const body = JSON.stringify({ version: 0, ...kindFields(), sentence: "x".repeat(256 * 1024) });
    expect(problem(await put(body))).toEqual([413, "too_large"]);
  });

  it("another type than JSON is not read", async () => {
    const answer = await put("version=0", { "Content-Type": "application/x-www-form-urlencoded" });
    expect(problem(answer)).toEqual([400, "bad_input"]);
  });

  it("a charset or a compression that nobody knows is 415", async () => {
    expect(problem(await put("{}", { "Content-Type": "application/json; charset=klingon" }))[0]).toBe(415);
    expect(problem(await put("{}", { "Content-Encoding": "klingon" }))[0]).toBe(415);
  });

  it("a path that is no text is 400, one that is nothing 404", async () => {
    expect(problem(await service.call("GET", "/v1/deferred-posts/%E0%A4%A", { as: paul }))).toEqual([400, "bad_input"]);
    for (const path of ["/", "/v1", "/v1/kindz", "/v1/kinds/a/b", "/veille"]) {
      expect(problem(await service.call("GET", path, { as: paul }))).toEqual([404, "not_found"]);
    }
    expect(problem(await service.call("POST", "/v1/kinds", { as: coordinator, body: {} }))).toEqual([404, "not_found"]);
  });

  it("a query that nobody asked for is named", async () => {
    const answer = await service.call("GET", "/v1/kinds?colour=red", { as: coordinator });
    expect(answer.body.errors).toEqual([{ path: "colour", code: "unknown_field", message: expect.any(String) }]);
  });

  it("what is no HTTP at all does not hurt it", async () => {
    const { port } = new URL(service.url);
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.write("HELLO\r\n\r\n"));
      socket.once("data", (data) => resolve(String(data))).once("error", reject);
    });
    expect(said).toMatch(/^HTTP\/1\.1 400/);
    expect((await service.call("GET", "/healthz")).status).toBe(200);
  });
});

describe("who is nobody", () => {
  it.each<[string, () => Promise<string> | string]>([
    ["no token", () => ""],
    ["a stale token", () => tokenOf(paul, service.clock.now() - hour)],
    ["nonsense", () => "nonsense"],
  ])("with %s gets 401", async (_what, token) => {
    const answer = await service.call("GET", "/v1/deferred-posts", { token: await token() });
    expect(problem(answer)).toEqual([401, "no_token"]);
  });

  it("gets 401 with another scheme", async () => {
    const token = await tokenOf(paul, service.clock.now());
    for (const Authorization of [`Basic ${token}`, token, "Bearer"]) {
      const answer = await service.call("GET", "/v1/deferred-posts", { headers: { Authorization } });
      expect(problem(answer)).toEqual([401, "no_token"]);
    }
  });
});

describe("the language of a problem", () => {
  const title = async (headers: Record<string, string>, as?: typeof paul) =>
    (await service.call("GET", "/nowhere", { headers, ...(as && { as }) })).body.title as string;

  it("is the person's, else the browser's first, else English", async () => {
    expect(await title({}, paul)).toBe("Introuvable.");
    expect(await title({ "Accept-Language": "fr" }, { ...paul, locale: "en" })).toBe("Not found.");
    expect(await title({ "Accept-Language": "fr-FR, en;q=0.8" })).toBe("Introuvable.");
    expect(await title({ "Accept-Language": "de" })).toBe("Not found.");
    expect(await title({})).toBe("Not found.");
  });
});

describe("other sites", () => {
  const preflight = async (path: string, from: string) => {
    const headers = {
      Origin: from,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization",
    };
    const answer = await service.call("OPTIONS", path, { headers });
    return [
      answer.status,
      answer.headers.get("access-control-allow-origin"),
      answer.headers.get("access-control-max-age"),
    ];
  };

  it("may read availability; everything else is the forum's alone", async () => {
    expect(await preflight("/v1/availability", "https://coop.test")).toEqual([204, "*", "7200"]);
    for (const from of [origin, "https://coop.test"]) {
      expect(await preflight("/v1/kinds", from)).toEqual([204, origin, "7200"]);
      const { headers } = await service.call("GET", "/v1/about", { headers: { Origin: from } });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
    }
  });
});

describe("too much in a minute", () => {
  it("is 429 with the time to wait, for that person and nobody else, and only for that kind of act", async () => {
    const busy = { ...coordinator, id: 901 };
    const write = (as = busy) => service.call("DELETE", "/v1/kinds/none?version=1", { as });
    const statuses = new Map<number, number>();
    for (let round = 0; round < 13; round += 1) {
      for (const { status } of await Promise.all(Array.from({ length: 10 }, () => write()))) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(statuses)).toEqual({ 404: 120, 429: 10 });
    const answer = await write();
    expect(problem(answer)).toEqual([429, "too_many_requests"]);
    const after = Number(answer.headers.get("retry-after"));
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThanOrEqual(60);
    expect(answer.body.retryAfter).toBe(after);
    expect((await write({ ...coordinator, id: 902 })).status).toBe(404);
    expect((await service.call("GET", "/v1/kinds", { as: busy })).status).toBe(200);
  });
});

describe("while Redis is away", () => {
  it("everything that needs it is 503, the process stays, and goes on when Redis is back", async () => {
    const own = await startRedis();
    const other = await startTestService({ config: { redisUrl: own.url } });
    const body = { version: 0, ...kindFields() };
    const write = () => other.call("PUT", "/v1/kinds/team", { as: coordinator, body });
    expect((await write()).status).toBe(201);
    await own.stop();
    for (const answer of [await write(), await other.call("GET", "/v1/availability")]) {
      expect(problem(answer)).toEqual([503, "storage_away"]);
      expect(answer.headers.get("retry-after")).toBe("5");
    }
    expect((await other.call("GET", "/healthz")).status).toBe(200);
    await own.start();
    let answer = await write();
    for (let tries = 0; tries < 100 && answer.status === 503; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer = await write();
    }
    // what was acknowledged is still there
    expect([answer.status, answer.body.version]).toEqual([200, 1]);
    await other.destroy();
  });

  it("the service still stops", async () => {
    const own = await startRedis();
    const other = await startTestService({ config: { redisUrl: own.url } });
    await own.stop();
    const before = performance.now();
    await other.destroy();
    expect(performance.now() - before).toBeLessThan(12_000);
  });

  it("or full, a write is 507 and reading goes on", async () => {
    const own = await startRedis();
    const other = await startTestService({ config: { redisUrl: own.url } });
    const write = (id: string) =>
      other.call("PUT", `/v1/kinds/${id}`, { as: coordinator, body: { version: 0, ...kindFields() } });
    expect((await write("first")).status).toBe(201);
    await other.ctx.redis.config("SET", "maxmemory", "1");
    expect(problem(await write("second"))).toEqual([507, "storage_full"]);
    await other.ctx.redis.config("SET", "maxmemory", "64mb");
    expect((await write("second")).status).toBe(201);
    await other.destroy();
  });
});
