import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { Redis } from "ioredis";

jest.setTimeout(30_000);

/** A Redis of a test's own, to be mistreated. */
export interface OwnRedis {
  url: string;
  port: number;
  /** as configured by docs: a forgetful one is made by settings */
  start(): Promise<void>;
  /** cuts every connection; what was written stays on disk */
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const durable = [
  "--appendonly",
  "yes",
  "--appendfsync",
  "always",
  "--maxmemory",
  "64mb",
  "--maxmemory-policy",
  "noeviction",
];
// the shell lives by our end of the pipe: however the test ends, Redis goes too
const keep = 'redis-server "$@" & cat > /dev/null; kill -9 $!; wait';

const running = new Set<OwnRedis>();
afterAll(async () => void (await Promise.all([...running].map((one) => one.stop()))));

/** Started, and stopped at the end of the file. `settings` come last, so they win. */
export async function startRedis(...settings: string[]): Promise<OwnRedis> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), "veille-own-redis-"));
  const where = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir, "--save", ""];
  let keeper: ChildProcess | undefined;
  const own: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    port,
    async start() {
      keeper = spawn("sh", ["-c", keep, "redis", ...where, ...durable, ...settings], {
        stdio: ["pipe", "ignore", "ignore"],
      });
      running.add(own);
      await untilAnswers(own.url);
    },
    async stop() {
      running.delete(own);
      if (!keeper?.stdin) return;
      const gone = once(keeper, "exit");
      keeper.stdin.end();
      keeper = undefined;
      await gone;
    },
  };
  await own.start();
  return own;
}

async function untilAnswers(url: string): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 20, disconnectTimeout: 50, maxRetriesPerRequest: 250 });
  redis.on("error", () => undefined);
  await redis.ping();
  await redis.quit();
}
