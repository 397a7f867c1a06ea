// Where programs are that npm cannot bring.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first of these programs on the PATH, or null. A program is named, or given by its path. */
export function find(...names) {
  for (const name of names.filter(Boolean)) {
    for (const folder of name.includes("/") ? [""] : process.env.PATH.split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not there
      }
    }
  }
  return null;
}

export const redisServer = () => find(process.env.VEILLE_REDIS_SERVER, "redis-server", "valkey-server");
export const chromium = () => find(process.env.VEILLE_CHROMIUM, "chromium", "chromium-browser", "google-chrome");
