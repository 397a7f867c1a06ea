// `npm run lint`: every check that reads without running. With names as arguments: only those.
import { find } from "./find.mjs";
import { bin, inRoot, node, run } from "./run.mjs";

const program = (name, args, of) => async () => (await run(bin(name, of), args)).code;
const eslintCache = ["--cache", "--cache-location", inRoot("node_modules/.cache/eslint/")];
const page = "test/forum/page";

/** Ruby's check comes by bundler, into vendor/. null: it could not be run. */
async function rubocop() {
  const options = { env: { BUNDLE_PATH: inRoot("vendor"), BUNDLE_FROZEN: "true" }, read: true };
  const bundle = find("bundle");
  if (!bundle) return null;
  if ((await run(bundle, ["check"], options)).code !== 0 && (await run(bundle, ["install"], options)).code !== 0)
    return null;
  return (await run(bundle, ["exec", "rubocop", "plugin"], { ...options, read: false })).code;
}

/** Each answers an exit code, or null where it could not be run here. */
const checks = {
  types: program("tsc", ["-b", "shared", "service", "test", "test/tsconfig.run.json"]),
  "plugin types": program("ember-tsc", ["-p", "plugin"], "plugin"),
  "page types": program("ember-tsc", ["-p", page], "test"),
  eslint: program("eslint", [".", "--max-warnings", "0", ...eslintCache]),
  prettier: program("prettier", ["--check", ".", "--log-level", "warn", "--cache"]),
  stylelint: program("stylelint", ["{plugin,test}/**/*.{css,scss}", "--allow-empty-input"]),
  templates: program("ember-template-lint", [`{plugin/assets,${page}}/**/*.gts`, "--no-error-on-unmatched-pattern"]),
  knip: program("knip", ["--no-progress"]),
  locales: () => node(["tool/check-locales.mjs"]),
  tree: () => node(["tool/check-tree.mjs"]),
  rubocop,
};

export async function lint(names) {
  const unknown = names.find((name) => !checks[name]);
  if (unknown) {
    console.error(`No check is called ${unknown}: ${Object.keys(checks).join(", ")}.`);
    return 2;
  }
  const lines = [];
  let failed = 0;
  for (const name of names.length > 0 ? names : Object.keys(checks)) {
    const begun = performance.now();
    const code = await checks[name]();
    const verdict =
      code === 0 ? "ok" : code === null ? "not run: bundler is missing, or could not install it" : "FAILED";
    if (code) failed += 1;
    lines.push(`${name.padEnd(14)}${verdict} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    if (code) console.error(`↑ ${name} failed\n`);
  }
  console.log(lines.join("\n"));
  return failed > 0 ? 1 : 0;
}
