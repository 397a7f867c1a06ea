import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, readConfig } from "@veille/service/config";
import { type Context, createContext } from "@veille/service/context";
import { systemClock } from "@veille/service/platform/clock";
import { untilReady } from "@veille/service/platform/redis";
import { Redis } from "ioredis";
import { type Child, startChild } from "../chaos/child.ts";
import { sleep } from "./figures.ts";

const root = join(import.meta.dirname, "../../..");
const host = "127.0.0.1";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`${what} did not come up`);
}

/** Redis, the stand-in forum and (when asked) the service, each a process of its own, on loopback. */
export interface Stage {
  redis: Redis;
  redisUrl: string;
  forum: string;
  forumKey: string;
  secret: string;
  config: Config;
  /** to write into the service's Redis as the service does, from this process */
  ctx: Context;
  service: string;
  startService(): Promise<void>;
  stopService(): Promise<void>;
  /** a compiled program of this folder, such as `bare/express.js` */
  startBare(name: string, env: Record<string, string>): Promise<Child>;
  /** a call that a real forum does not have, or one of core's as an administrator */
  standIn(method: string, path: string, body?: unknown): Promise<unknown>;
  core(method: string, path: string, as: string, body?: unknown): Promise<Record<string, never>>;
  clear(): Promise<void>;
  /** what its processes said last, to look at when a part fails */
  lastWords(): Promise<string>;
  strike(): Promise<void>;
}

/** Limits are off on all sides: what is measured is the work. */
export async function buildStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "veille-bench-"));
  const ports = {
    redis: await freePort(),
    forum: await freePort(),
    service: await freePort(),
    internal: await freePort(),
  };
  const [secret, forumKey, adminKey] = [0, 0, 0].map(() => randomBytes(24).toString("hex")) as [string, string, string];
  const forum = `http://${host}:${ports.forum}`;
  const redisUrl = `redis://${host}:${ports.redis}`;
  const log = join(folder, "log");
  const durable = [
    "--appendonly",
    "yes",
    "--appendfsync",
    "always",
    "--save",
    "",
    "--maxmemory-policy",
    "noeviction",
    "--hz",
    "100",
  ];
  const redisServer = process.env["VEILLE_REDIS_SERVER"] ?? "redis-server";
  const children: Child[] = [
    await startChild(
      [redisServer, "--port", String(ports.redis), "--bind", host, "--dir", folder, ...durable],
      {},
      log
    ),
  ];
  const redis = new Redis(redisUrl, { retryStrategy: () => 100 });
  redis.on("error", () => undefined);
  await until(async () => (await redis.ping()) === "PONG", "Redis");
  const shared = { VEILLE_TOKEN_SECRETS: secret, VEILLE_FORUM_KEY: forumKey, VEILLE_STAND_IN_ADMIN_KEY: adminKey };
  const node = (file: string, ...args: string[]) => [process.execPath, join(root, file), ...args];
  children.push(
    await startChild(node("test/dist/forum/main.js", "--port", String(ports.forum), "--seed", "people"), shared, log)
  );
  const standIn = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const json = { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${forum}/stand-in/${path}`, body === undefined ? { method } : json);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  await until(async () => Boolean(await standIn("GET", "state")), "the stand-in forum");
  const settings = {
    author_limits: false,
    admin_calls_per_minute: 0,
    veille_calls_per_minute: 0,
    max_consecutive_replies: 0,
    veille_waiting_per_person: 10_000_000,
    unique_posts_mins: 0,
  };
  await standIn("PUT", "settings", settings);

  const env = {
    ...shared,
    VEILLE_FORUM_URL: forum,
    VEILLE_SEAL_KEY: randomBytes(32).toString("base64"),
    VEILLE_REDIS: redisUrl,
    VEILLE_NAME: "bench",
    VEILLE_PORT: String(ports.service),
    VEILLE_INTERNAL_PORT: String(ports.internal),
    VEILLE_LOG: "warn",
    VEILLE_TEST_EDGE_LIMITS: "off",
  };
  const config = readConfig(env);
  const ctx = createContext(config, systemClock);
  await untilReady(ctx.redis);
  const service = `http://${host}:${ports.service}`;
  let running: Child | null = null;
  const stopService = async () => {
    running?.signal("SIGKILL");
    await running?.dead;
    running = null;
  };
  return {
    stopService,
    ...{ redis, redisUrl, forum, forumKey, secret, config, ctx, service, standIn },
    async startService() {
      running = await startChild(node("service/dist/main.js"), env, log);
      await until(async () => (await fetch(`${service}/readyz`)).ok, "the service");
    },
    async startBare(name, more) {
      const child = await startChild(node(`test/dist/bench/bare/${name}.js`), { ...env, ...more }, log);
      children.push(child);
      return child;
    },
    async core(method, path, as, body) {
      const headers = { "Content-Type": "application/json", "Api-Key": adminKey, "Api-Username": as };
      const sent = body === undefined ? null : JSON.stringify(body);
      const response = await fetch(forum + path, { method, headers, body: sent });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Record<string, never>;
    },
    async clear() {
      await redis.flushall();
    },
    async lastWords() {
      return (await readFile(log, "utf8").catch(() => "")).split("\n").slice(-40).join("\n");
    },
    async strike() {
      await stopService();
      await ctx.alarms.stop(100);
      ctx.redis.disconnect();
      redis.disconnect();
      for (const child of [...children].reverse()) {
        child.signal("SIGKILL");
        await child.dead;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
