// `npm run chaos`: deferred texts while everything around them is killed again and again.
import { buildPrograms } from "./build.mjs";
import { node } from "./run.mjs";
import { need } from "./system.mjs";

export async function chaos(args) {
  const server = await need("redis");
  if (!server || (await buildPrograms()) !== 0) return 1;
  const env = { VEILLE_REDIS_SERVER: server };
  return node(["--enable-source-maps", "test/dist/chaos/main.js", ...args], { env });
}
