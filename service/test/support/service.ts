import { randomBytes } from "node:crypto";
import { jest } from "@jest/globals";
import type { Site } from "@veille/shared/api/forum";
import { Redis } from "ioredis";
import { type Config, readConfig } from "../../src/config.ts";
import { defaultSettings } from "../../src/context.ts";
import { type Service, startService } from "../../src/service.ts";
import { createTestClock, type TestClock } from "./clock.ts";
import { origin, secret, tokenOf, type Who } from "./tokens.ts";

export * from "./clock.ts";
export * from "./tokens.ts";

// a real service, a real Redis and, on a busy machine, little of it
jest.setTimeout(30_000);

/** The discard port: nobody listens there. */
const nowhere = "http://127.0.0.1:9";
/** Monday 23 November 2026, 8:00 in Paris. */
export const mondayMorning = "2026-11-23T07:00:00.000Z";

/** What the forum says of itself, for tests that have no forum. */
export const siteOf = (more: Partial<Site> = {}): Site => ({
  title: "Forum",
  baseUrl: origin,
  locale: "fr",
  loginRequired: false,
  minPostLength: 5,
  maxPostLength: 32_000,
  minTopicTitleLength: 5,
  maxTopicTitleLength: 255,
  settings: { ...defaultSettings },
  plugin: "0.1.0",
  contract: 1,
  discourse: "2026.7.0",
  missing: [],
  features: ["calm"],
  ...more,
});

/** The tests' configuration under a name that nobody used before; nothing is paced or watched by the machine's clock. */
export const testConfig = (more: Partial<Config> = {}): Config => ({
  ...readConfig({
    VEILLE_FORUM_URL: nowhere,
    VEILLE_FORUM_ORIGIN: origin,
    VEILLE_FORUM_KEY: "the key of the tests",
    VEILLE_TOKEN_SECRETS: secret,
    VEILLE_SEAL_KEY: Buffer.alloc(32, 7).toString("base64"),
    VEILLE_REDIS: process.env["VEILLE_REDIS"],
    VEILLE_NAME: `test-${randomBytes(6).toString("hex")}`,
    VEILLE_PORT: "0",
    VEILLE_INTERNAL_PORT: "0",
    VEILLE_LOG: "silent",
  }),
  clockApart: Infinity,
  ...more,
});

export interface Called {
  status: number;
  headers: Headers;
  /** what JSON says; the text where it is none; undefined where nothing was sent */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export interface CallOptions {
  /** mints a good token of that person by the test's clock */
  as?: Who;
  token?: string;
  /** an object goes as JSON; a string as it is */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TestService extends Service {
  clock: TestClock;
  /** as the forum's page would; `path` from the root */
  call: (method: string, path: string, options?: CallOptions) => Promise<Called>;
}

export interface TestOptions {
  clock?: TestClock;
  config?: Partial<Config>;
  /** what the forum said before it went away; null: it never said anything */
  site?: Site | null;
}

/** What a test that failed half-way left running is stopped at the end of its file. */
const running = new Set<() => Promise<void>>();
afterAll(async () => void (await Promise.all([...running].map((stop) => stop()))));

/**
 * The real service on free ports, on the Redis of this run. The forum is `config.forumUrl`, by default an address where
 * nobody listens; `site` is then what Redis remembers of it. The same `config.prefix` again is a restart.
 */
export async function startTestService(options: TestOptions = {}): Promise<TestService> {
  const { clock = createTestClock(mondayMorning), site = siteOf() } = options;
  const config = testConfig(options.config);
  if (site && config.forumUrl === nowhere) await remember(config, site);
  const service = await startService(config, clock);
  const destroy = async () => {
    if (running.delete(destroy)) await service.destroy();
  };
  running.add(destroy);
  await service.ctx.site.refresh();
  return {
    ...service,
    destroy,
    clock,
    call: (method, path, more = {}) => call(service.url, clock, method, path, more),
  };
}

async function remember(config: Config, site: Site): Promise<void> {
  const redis = new Redis(config.redisUrl);
  await redis.set(`${config.prefix}:site`, JSON.stringify(site));
  await redis.quit();
}

async function call(
  url: string,
  clock: TestClock,
  method: string,
  path: string,
  options: CallOptions
): Promise<Called> {
  const token = options.token ?? (options.as && (await tokenOf(options.as, clock.now())));
  const { body } = options;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...options.headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: read(await response.text(), response.headers) };
}

function read(text: string, headers: Headers): unknown {
  if (text === "") return undefined;
  return /json/.test(headers.get("content-type") ?? "") ? (JSON.parse(text) as unknown) : text;
}
