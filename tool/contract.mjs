// `npm run contract`: the same checks against the stand-in forum or a real one.
import { buildPrograms } from "./build.mjs";
import { node } from "./run.mjs";

export async function contract(args) {
  return (await buildPrograms()) || node(["--enable-source-maps", "test/dist/contract/main.js", ...args]);
}
