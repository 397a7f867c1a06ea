// Redis, the stand-in forum and the service, started together and stopped in order.
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keep } from "./keep.mjs";
import { startRedis } from "./redis.mjs";
import { inRoot } from "./run.mjs";

const here = "127.0.0.1";

/** Asks until the answer is 200, `ended` says that asking is of no use, or 30 s are over. */
async function answers(url, ended) {
  for (let tries = 0; tries < 300 && !ended(); tries++) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const lastLines = (file) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n");

/**
 * Raises the stage. Everything listens on loopback only, and writes its log beside its data.
 * @param {{server: string, data: string, secrets: object, ports: {redis: number, service: number, internal: number,
 *   forum: number}, forumOptions?: string[]}} what
 * @returns {Promise<{forum: string, service: string, fallen: Promise<string>, stop: () => Promise<void>}>} `fallen`
 *   says which one ended by itself. @throws with a sentence where one does not come up; nothing is left running then
 */
export async function raise({ server, data, secrets, ports, forumOptions = [] }) {
  mkdirSync(join(data, "redis"), { recursive: true, mode: 0o700 });
  const log = (name) => join(data, `${name}.log`);
  const out = (name) => openSync(log(name), "w", 0o600);
  const forum = `http://${here}:${ports.forum}`;
  const service = `http://${here}:${ports.service}`;
  const env = {
    VEILLE_FORUM_URL: forum,
    VEILLE_FORUM_KEY: secrets.forumKey,
    VEILLE_TOKEN_SECRETS: secrets.tokenSecret,
  };
  const up = [];
  const stop = async () => {
    for (const { kept } of [...up].reverse()) await kept.stop();
  };
  const started = (name, kept) => {
    up.push({ name, kept });
    return kept;
  };
  const ready = async (name, kept, url) => {
    if (await answers(url, () => kept.code() !== null)) return;
    await stop();
    throw new Error(`${name} did not come up. The end of ${log(name)}:\n${lastLines(log(name))}`);
  };
  const script = (name, file, args, more) =>
    started(
      name,
      keep(process.execPath, ["--enable-source-maps", inRoot(file), ...args], {
        env: { ...env, ...more },
        out: out(name),
      })
    );

  const redis = started(
    "redis",
    await startRedis(server, { port: ports.redis, dir: join(data, "redis"), out: out("redis") })
  );
  const options = ["--port", ports.forum, "--service", service, "--data", join(data, "forum.jsonl"), ...forumOptions];
  await ready("forum", script("forum", "test/dist/forum/main.js", options, {}), forum);
  const more = {
    VEILLE_REDIS: redis.url,
    VEILLE_SEAL_KEY: secrets.sealKey,
    VEILLE_PORT: String(ports.service),
    VEILLE_INTERNAL_PORT: String(ports.internal),
  };
  await ready("service", script("service", "service/dist/main.js", [], more), `${service}/readyz`);
  const fallen = Promise.race(up.map(({ name, kept }) => kept.ended.then(() => name)));
  return {
    forum,
    service,
    fallen: fallen.then((name) => `${name} ended. The end of ${log(name)}:\n${lastLines(log(name))}`),
    stop,
  };
}
