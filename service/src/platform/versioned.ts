import type { Redis } from "./redis.ts";
import { script } from "./scripts.ts";

/**
 * KEYS: record. ARGV: version, fields (JSON object). Kept as it came with `version` put first, so that "the same again"
 * is equality of strings. Answers what happened, and what stands.
 */
const change = script(`
local version, asked = tonumber(ARGV[1]), ARGV[2]
local function whole(at) return '{"version":' .. at .. ',' .. string.sub(asked, 2) end
local kept = redis.call('GET', KEYS[1])
local present = kept and cjson.decode(kept).version or 0
if kept and version <= present and kept == whole(present) then return {'same', kept} end
if version ~= present then return {'conflict', kept or ''} end
redis.call('SET', KEYS[1], whole(present + 1))
return {'changed', whole(present + 1)}
`);

export interface Kept {
  outcome: "changed" | "same" | "conflict";
  /** the record that stands, as JSON; null: there is none */
  text: string | null;
}

/** One record under one key, changed by whoever has read its present version (0: there is none). One atomic step. */
export async function keepVersioned(redis: Redis, key: string, version: number, fields: object): Promise<Kept> {
  const [outcome, text] = (await change(redis, [key], version, JSON.stringify(fields))) as [Kept["outcome"], string];
  return { outcome, text: text || null };
}
