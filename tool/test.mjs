// `npm test`: every suite, and how many passed as the last line. With arguments: jest alone, with them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { find } from "./find.mjs";
import { inRoot, node, run } from "./run.mjs";
import { onStop } from "./stop.mjs";
import { need } from "./system.mjs";

const jest = (args, env) =>
  node(
    [
      "--experimental-vm-modules",
      "--disable-warning=ExperimentalWarning",
      inRoot("node_modules/jest/bin/jest.js"),
      ...args,
    ],
    {
      env,
    }
  );

/** Runs jest, and answers what its reporter counted. A run that ends badly counts as a failure, whatever it counted. */
async function countJest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), "veille-tally-"));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  onStop(forget);
  const file = join(folder, "tally.json");
  const code = await jest(args, { ...env, VEILLE_TALLY: file });
  const tally = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  forget();
  return { ...tally, failed: code === 0 ? tally.failed : Math.max(1, tally.failed) };
}

/** The plugin's Ruby that needs no Discourse, by minitest. */
async function countRuby() {
  const ruby = find("ruby");
  if (!ruby) {
    console.log("plugin/test/all.rb: not run: Ruby is missing.");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const { code, said } = await run(ruby, [inRoot("plugin/test/all.rb")], { read: true });
  process.stdout.write(said);
  const counts = /^(\d+) runs?, \d+ assertions?, (\d+) failures?, (\d+) errors?, (\d+) skips?/m.exec(said);
  const [runs, failures, errors, skipped] = (counts ?? []).slice(1).map(Number);
  const failed = (failures ?? 0) + (errors ?? 0);
  return {
    passed: counts ? runs - failed - skipped : 0,
    failed: code === 0 && counts ? failed : Math.max(1, failed),
    skipped: skipped ?? 0,
  };
}

export async function test(args) {
  const redis = await need("redis");
  if (args.length > 0) return redis ? jest(args) : 1;

  const tallies = [];
  const lost = (why) => (console.error(why), tallies.push({ passed: 0, failed: 1, skipped: 0 }));
  if (process.env.VEILLE_LINT === "failed") lost("The lint before this failed; see above.");
  if (!redis) lost("The suites need Redis: not run.");
  else {
    if ((await build()) !== 0) lost("The build failed; see above.");
    const chromium = await need("chromium");
    if (!chromium) {
      if (process.env.CI) lost("The journeys in test/e2e need Chromium: not run.");
      else console.log("The journeys in test/e2e: not run.");
    }
    const journeys = chromium ? [] : ["--testPathIgnorePatterns", "/node_modules/", "/test/e2e/"];
    tallies.push(await countJest(journeys, chromium ? { VEILLE_CHROMIUM: chromium } : {}));
  }
  tallies.push(await countRuby());
  const sum = (what) => tallies.reduce((all, tally) => all + tally[what], 0);
  if (sum("skipped") > 0) console.log(`${sum("skipped")} skipped`);
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  return sum("failed") > 0 ? 1 : 0;
}
