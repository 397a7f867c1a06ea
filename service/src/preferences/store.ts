import { Preferences } from "@veille/shared/api/preferences";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/** One key a person: what they prefer, as JSON with its version. */
const record = (ctx: Context, userId: number): string => keyOf(ctx, "preferences", userId);

/** KEYS: record. ARGV: version, the new record. Answers what happened, and what stands. */
const change = script(`
local kept = redis.call('GET', KEYS[1])
if kept == ARGV[2] then return {'same', kept} end
local present = kept and cjson.decode(kept).version or 0
if present ~= tonumber(ARGV[1]) then return {'conflict', kept or ''} end
redis.call('SET', KEYS[1], ARGV[2])
return {'changed', ARGV[2]}
`);

const read = (text: string | null): Preferences | null => (text ? Preferences.parse(JSON.parse(text)) : null);

export const loadPreferences = async (ctx: Context, userId: number): Promise<Preferences | null> =>
  read(await ctx.redis.get(record(ctx, userId)));

/** One atomic step; the same again with the version it was first asked with changes nothing. */
export async function keepPreferences(
  ctx: Context,
  userId: number,
  { version, dismissed }: Preferences
): Promise<{ outcome: "changed" | "same" | "conflict"; preferences: Preferences | null }> {
  const next = JSON.stringify({ version: version + 1, dismissed });
  const answer = await change(ctx.redis, [record(ctx, userId)], version, next);
  const [outcome, text] = answer as ["changed" | "same" | "conflict", string];
  return { outcome, preferences: read(text) };
}
