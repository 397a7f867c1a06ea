import { Setup } from "@veille/shared/api/setup";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/**
 * KEYS: setup. ARGV: version, what is kept (JSON object). Kept as it came with `version` put first. Answers
 * changed, same or conflict, and what stands.
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

const key = (ctx: Context): string => keyOf(ctx, "setup");
const unbegun: Setup = { version: 0, step: "where", kindId: null, topic: null };
const read = (text: string | null): Setup => (text ? Setup.parse(JSON.parse(text)) : unbegun);

/** Version 0: nobody has begun. */
export const loadSetup = async (ctx: Context): Promise<Setup> => read(await ctx.redis.get(key(ctx)));

/** One atomic step. */
export async function keepSetup(ctx: Context, { version, ...asked }: Setup) {
  const [outcome, text] = (await change(ctx.redis, [key(ctx)], version, JSON.stringify(asked))) as [
    "changed" | "same" | "conflict",
    string,
  ];
  return { outcome, setup: read(text) };
}
