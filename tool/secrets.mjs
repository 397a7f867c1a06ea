import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What the service and the forum share, and the key that seals waiting texts. */
export const newSecrets = () => ({
  tokenSecret: randomBytes(32).toString("hex"),
  forumKey: randomBytes(32).toString("hex"),
  sealKey: randomBytes(32).toString("base64"),
});

/** The secrets in that file, made at the first time; nobody else may read it. */
export function keptSecrets(file) {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(newSecrets(), null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
