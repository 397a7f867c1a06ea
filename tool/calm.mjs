// `npm run calm`: a million alerts against the rule that nothing rings at hours that a person did not choose.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPrograms } from "./build.mjs";
import { freePort } from "./ports.mjs";
import { startRedis } from "./redis.mjs";
import { node } from "./run.mjs";
import { onStop } from "./stop.mjs";
import { need } from "./system.mjs";

export async function calm(args) {
  const server = await need("redis");
  if (!server || (await buildPrograms()) !== 0) return 1;
  const dir = await mkdtemp(join(tmpdir(), "veille-calm-"));
  const redis = await startRedis(server, { port: await freePort(), dir, forget: true });
  onStop(() => redis.stop());
  return node(["--enable-source-maps", "test/dist/calm/main.js", ...args], { env: { VEILLE_REDIS: redis.url } });
}
