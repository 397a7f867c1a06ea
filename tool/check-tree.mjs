// Nothing that belongs to one machine, or to a person, stands in a tracked file.
import { existsSync, readFileSync } from "node:fs";
import { inRoot, run } from "./run.mjs";

const never = [
  [/(^|[^\w.~-])\/(work|root|home\/[a-z]+|tmp\/[a-z]\w*)\//, "a machine's path"],
  [/\bshared\/(design|reference|trial|forum-contract|toolchain|hooks)\b/, "a file that is not in this tree"],
  [/\b(registry\.[a-z-]+\.\w+|npm\.pkg\.|artifactory|nexus|verdaccio|tarball:)/i, "a package registry"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
];
const binary = /\.(png|jpe?g|gif|webp|ico|woff2?)$/;

const { said } = await run("git", ["ls-files", "-z"], { read: true });
const files = said.split("\0").filter((file) => file && !binary.test(file) && existsSync(inRoot(file)));
let wrong = 0;
for (const file of files) {
  if (file === "tool/check-tree.mjs") continue;
  readFileSync(inRoot(file), "utf8")
    .split("\n")
    .forEach((line, at) => {
      for (const [pattern, what] of never) {
        if (!pattern.test(line)) continue;
        console.error(`${file}:${at + 1}: ${what}: ${line.trim().slice(0, 160)}`);
        wrong += 1;
      }
    });
}
process.exit(wrong > 0 ? 1 : 0);
