import { createHash } from "node:crypto";
import type { Redis } from "./redis.ts";

export type ScriptArgument = string | number;

/** A Lua script: one atomic step in Redis. Keys first, then arguments, as EVALSHA wants them. */
export type Script = (redis: Redis, keys: string[], ...args: ScriptArgument[]) => Promise<unknown>;

/** How Redis names a script. */
export const shaOf = (lua: string): string => createHash("sha1").update(lua).digest("hex");

/** Sent once, then called by its SHA-1; sent again where Redis has forgotten it. */
export function script(lua: string): Script {
  const sha = shaOf(lua);
  return async (redis, keys, ...args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("NOSCRIPT")) {
        return redis.eval(lua, keys.length, ...keys, ...args);
      }
      throw error;
    }
  };
}
