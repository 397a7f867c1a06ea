// `npm run bench`: ours and the bare thing in one run, or some parts by name.
import { buildPrograms } from "./build.mjs";
import { node } from "./run.mjs";
import { need } from "./system.mjs";

export async function bench(args) {
  const server = await need("redis");
  if (!server || (await buildPrograms()) !== 0) return 1;
  return node(["--enable-source-maps", "test/dist/bench/main.js", ...args], { env: { VEILLE_REDIS_SERVER: server } });
}
