import { connect } from "node:net";
import { join } from "node:path";
import type { Run } from "./run.ts";

export const parts = ["redis", "forum", "a", "b"] as const;
/** `a` and `b` are the two copies of the service. */
export type Part = (typeof parts)[number];

/** Milliseconds. The lease is a number of its own, so that a claim is known by it on the wire to Redis. */
export const shortTimes = { lease: 3_003, forumTimeout: 2_000, lookAhead: 1_000, sweep: 5_000 };

const root = join(import.meta.dirname, "../../..");
const here = "http://127.0.0.1";

export function commandOf(part: Part, { ports, folder, origin }: Run): string[] {
  const script = (path: string, ...more: string[]) => [process.execPath, join(root, path), ...more];
  if (part === "redis") return redisCommand(ports.redis, join(folder, "redis"));
  if (part !== "forum") return script("service/dist/main.js");
  const data = ["--data", join(folder, "forum.jsonl"), "--seed", "people"];
  return script("test/dist/forum/main.js", "--port", String(ports.forum), "--origin", origin, ...data);
}

function redisCommand(port: number, dir: string): string[] {
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir,
    save: "",
    appendonly: "yes",
    appendfsync: "always",
    "no-appendfsync-on-rewrite": "no",
    "maxmemory-policy": "noeviction",
    hz: "100",
  };
  const server = process.env["VEILLE_REDIS_SERVER"] ?? "redis-server";
  return [server, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])];
}

export function environmentOf(part: Part, { ports, saved: { secrets }, origin }: Run): Record<string, string> {
  const shared = { VEILLE_TOKEN_SECRETS: secrets.token, VEILLE_FORUM_KEY: secrets.forumKey };
  if (part === "redis") return {};
  if (part === "forum") return { ...shared, VEILLE_STAND_IN_ADMIN_KEY: secrets.adminKey };
  return {
    ...shared,
    VEILLE_FORUM_URL: `${here}:${ports[`${part}Forum`]}`,
    VEILLE_FORUM_ORIGIN: origin,
    VEILLE_SEAL_KEY: secrets.seal,
    VEILLE_REDIS: `redis://127.0.0.1:${ports[`${part}Redis`]}`,
    VEILLE_NAME: "chaos",
    VEILLE_PORT: String(ports[part]),
    VEILLE_INTERNAL_PORT: String(ports[`${part}Internal`]),
    VEILLE_LOG: "warn",
    VEILLE_TEST_LEASE_MS: String(shortTimes.lease),
    VEILLE_TEST_FORUM_TIMEOUT_MS: String(shortTimes.forumTimeout),
    VEILLE_TEST_LOOK_AHEAD_MS: String(shortTimes.lookAhead),
    VEILLE_TEST_SWEEP_MS: String(shortTimes.sweep),
  };
}

/** Whether it does its work. */
export async function answers(part: Part, { ports }: Run): Promise<boolean> {
  if (part === "redis") return pongs(ports.redis);
  const path = part === "forum" ? "/stand-in/state" : "/readyz";
  try {
    const response = await fetch(`${here}:${ports[part]}${path}`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

const pongs = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const end = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.once("data", (data: Buffer) => end(data.toString().startsWith("+PONG")));
    socket.once("error", () => end(false));
  });
