// `npm run smoke`: the main job without a browser, on a Redis, a service and a stand-in forum of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPrograms } from "./build.mjs";
import { freePort } from "./ports.mjs";
import { node } from "./run.mjs";
import { newSecrets } from "./secrets.mjs";
import { raise } from "./stage.mjs";
import { onStop } from "./stop.mjs";
import { need } from "./system.mjs";

export async function smoke() {
  const server = await need("redis");
  if (!server || (await buildPrograms()) !== 0) return 1;
  const data = await mkdtemp(join(tmpdir(), "veille-smoke-"));
  const [redis, service, internal, forum] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const ports = { redis, service, internal, forum };
  const raising = raise({ server, data, secrets: newSecrets(), ports });
  onStop(async () => {
    await raising.then(({ stop }) => stop()).catch(() => undefined);
    await rm(data, { recursive: true, force: true });
  });
  try {
    const raised = await raising;
    return await node(["--enable-source-maps", "test/dist/smoke/main.js", raised.forum, raised.service]);
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}
