// What must be compiled before anything runs: the service, the stand-in forum, its page. Nothing is done twice.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bin, inRoot, root, run } from "./run.mjs";

const page = "test/forum/page";
const generated = /(^|\/)(dist|node_modules)\//;

/** All files below a folder of the tree, or that file, sorted; what was generated is left out. */
function filesOf(path) {
  const whole = inRoot(path);
  if (!existsSync(whole)) return [];
  if (statSync(whole).isFile()) return [whole];
  return readdirSync(whole, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !generated.test(relative(root, file)))
    .sort();
}

function digestOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesOf)) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Builds by `make` where `inputs` changed since it last went well. Answers its exit code, 0 where nothing was to do. */
async function where({ inputs, made, make }) {
  const stamp = inRoot(`${made[0]}/.veille-inputs`);
  const wanted = digestOf(inputs);
  const there = made.every((path) => existsSync(inRoot(path)));
  if (there && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return 0;
  const { code } = await make();
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

const configs = ["tsconfig.base.json", "pnpm-lock.yaml"];

/** Compiles what node runs: shared, the service, and the programs under test/. Answers tsc's exit code. */
export const buildPrograms = () =>
  where({
    inputs: [...configs, "shared", "service", "test"],
    made: ["test/dist", "shared/dist", "service/dist"],
    make: () => run(bin("tsc"), ["-b", "shared", "service", "test/tsconfig.run.json"]),
  });

const buildPage = () =>
  where({
    inputs: [...configs, page, "plugin/assets", "plugin/config/locales"],
    made: [`${page}/dist`],
    make: () => run(bin("vite", "test"), ["build"], { cwd: inRoot(page) }),
  });

/** Everything, both at once. Answers the first exit code that is not 0. */
export async function build() {
  const codes = await Promise.all([buildPrograms(), buildPage()]);
  return codes.find(Boolean) ?? 0;
}
