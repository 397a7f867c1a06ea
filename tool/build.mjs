// What must be compiled before anything runs: the service, the stand-in forum, its page. Nothing is done twice.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bin, inRoot, root, run } from "./run.mjs";

const page = "test/forum/page";
/** Everything that ends up in the page; a change here, and only here, builds it again. */
const pageInputs = [page, "plugin/assets", "plugin/config/locales", "pnpm-lock.yaml"];
const stamp = inRoot(`${page}/dist/.veille-inputs`);

function filesOf(path) {
  if (!existsSync(inRoot(path))) return [];
  const entries = readdirSync(inRoot(path), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.startsWith(inRoot(`${page}/dist`)) && !file.includes("node_modules"))
    .sort();
}

function digestOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of path.endsWith(".yaml") ? [inRoot(path)] : filesOf(path)) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** Compiles what node runs: shared, the service, and the programs under test/. Answers tsc's exit code. */
export const buildPrograms = async () =>
  (await run(bin("tsc"), ["-b", "shared", "service", "test/tsconfig.run.json"])).code;

/** Builds the stand-in's page where its inputs changed. Answers vite's exit code. */
async function buildPage() {
  const wanted = digestOf(pageInputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return 0;
  const { code } = await run(bin("vite", "test"), ["build"], { cwd: inRoot(page) });
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

/** Everything, both at once. Answers the first exit code that is not 0. */
export async function build() {
  const codes = await Promise.all([buildPrograms(), buildPage()]);
  return codes.find(Boolean) ?? 0;
}
