// Redis, the stand-in forum and the service, started together and stopped in order.
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keep } from "./keep.mjs";
import { startRedis } from "./redis.mjs";
import { inRoot } from "./run.mjs";

/** Asks until `good` likes the answer, `ended` says that asking is of no use, or 30 s are over. */
async function answers(url, ended, good) {
  for (let tries = 0; tries < 300 && !ended(); tries++) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    const text = await response?.text().catch(() => "");
    if (response?.ok && good(text)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/**
 * Raises the stage, with the demo's people and kinds. Everything listens on loopback only, and writes its log beside
 * its data.
 * @param {{server: string, data: string, secrets: {tokenSecret: string, forumKey: string, sealKey: string},
 *   ports: {redis: number, service: number, internal: number, forum: number}}} what `server`: the Redis program
 * @returns {Promise<{forum: string, service: string, fallen: Promise<string>, stop: () => Promise<void>}>} `fallen`
 *   says which one ended by itself. @throws with a sentence where one does not come up; nothing is left running then
 */
export async function raise({ server, data, secrets, ports }) {
  mkdirSync(join(data, "redis"), { recursive: true, mode: 0o700 });
  const forum = `http://127.0.0.1:${ports.forum}`;
  const service = `http://127.0.0.1:${ports.service}`;
  const log = (name) => join(data, `${name}.log`);
  const out = (name) => openSync(log(name), "w", 0o600);
  const end = (name) =>
    `${log(name)} ends so:\n${readFileSync(log(name), "utf8").trimEnd().split("\n").slice(-8).join("\n")}`;
  const up = [];
  const stop = async () => {
    for (const { kept } of [...up].reverse()) await kept.stop();
  };
  const program = (name, file, args, env) => {
    const options = { env: { VEILLE_FORUM_KEY: secrets.forumKey, VEILLE_TOKEN_SECRETS: secrets.tokenSecret, ...env } };
    const kept = keep(process.execPath, ["--enable-source-maps", inRoot(file), ...args], {
      ...options,
      out: out(name),
    });
    up.push({ name, kept });
    return async (url, good = () => true) => {
      if (!(await answers(url, () => kept.code() !== null, good)))
        throw new Error(`The ${name} process did not come up. ${end(name)}`);
    };
  };

  try {
    const redis = await startRedis(server, { port: ports.redis, dir: join(data, "redis"), out: out("redis") });
    up.push({ name: "redis", kept: redis });
    const people = ["--data", join(data, "forum.jsonl"), "--kinds"];
    const forumReady = program("forum", "test/dist/forum/main.js", [
      "--port",
      ports.forum,
      "--service",
      service,
      ...people,
    ]);
    await forumReady(forum);
    const serviceReady = program("service", "service/dist/main.js", [], {
      VEILLE_FORUM_URL: forum,
      VEILLE_REDIS: redis.url,
      VEILLE_SEAL_KEY: secrets.sealKey,
      VEILLE_PORT: String(ports.service),
      VEILLE_INTERNAL_PORT: String(ports.internal),
    });
    await serviceReady(`${service}/readyz`);
    await serviceReady(`${service}/v1/availability`, (text) => JSON.parse(text).kinds.length > 0);
  } catch (error) {
    await stop();
    throw error;
  }
  const first = Promise.race(up.map(({ name, kept }) => kept.ended.then(() => name)));
  return { forum, service, fallen: first.then((name) => `The ${name} process ended. ${end(name)}`), stop };
}
