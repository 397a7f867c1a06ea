// The packages, by the lockfile: installed once, and again only when it changes.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot, run } from "./run.mjs";
import { stop } from "./stop.mjs";

/** Brings pnpm and the packages where they are missing or stale. corepack is no help: its signatures are out of date. */
export async function bring() {
  const lock = createHash("sha256")
    .update(readFileSync(inRoot("pnpm-lock.yaml")))
    .digest("hex");
  const stamp = inRoot("node_modules/.veille-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  const { packageManager } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const { code } = await run(
    "npx",
    ["--yes", packageManager, "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      env: { CI: "true" },
    }
  );
  if (code !== 0) {
    console.error("The packages could not be installed; see above.");
    await stop(code);
  }
  writeFileSync(stamp, lock);
}
