import type { Redis } from "./redis.ts";
import { script } from "./scripts.ts";

/**
 * For scripts that keep such a record and more: `keepVersioned(key, version, fields)`, of which `fields` is a JSON
 * object. Kept as it came with `version` put first, so that "the same again" is equality of strings. Answers what
 * happened, and what stands.
 */
export const versionedLua = `
local function keepVersioned(key, version, fields)
  local function whole(at) return '{"version":' .. at .. ',' .. string.sub(fields, 2) end
  local kept = redis.call('GET', key)
  local present = kept and cjson.decode(kept).version or 0
  if kept and version <= present and kept == whole(present) then return 'same', kept end
  if version ~= present then return 'conflict', kept or '' end
  redis.call('SET', key, whole(present + 1))
  return 'changed', whole(present + 1)
end
`;

// KEYS: record. ARGV: version, fields
const change = script(`${versionedLua}
return {keepVersioned(KEYS[1], tonumber(ARGV[1]), ARGV[2])}
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
