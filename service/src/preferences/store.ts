import { Preferences } from "@veille/shared/api/preferences";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";
import { keepVersioned } from "../platform/versioned.ts";

/** One key a person: what they prefer, as JSON with its version. */
const record = (ctx: Context, userId: number): string => keyOf(ctx, "preferences", userId);

const read = (text: string | null): Preferences | null => (text ? Preferences.parse(JSON.parse(text)) : null);

export const loadPreferences = async (ctx: Context, userId: number): Promise<Preferences | null> =>
  read(await ctx.redis.get(record(ctx, userId)));

/** One atomic step; the same again with the version it was first asked with changes nothing. */
export async function keepPreferences(
  ctx: Context,
  userId: number,
  { version, dismissed }: Preferences
): Promise<{ outcome: "changed" | "same" | "conflict"; preferences: Preferences | null }> {
  const { outcome, text } = await keepVersioned(ctx.redis, record(ctx, userId), version, { dismissed });
  return { outcome, preferences: read(text) };
}

// KEYS: record, the other's record
const merge = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAMENX', KEYS[1], KEYS[2]) end
return redis.call('DEL', KEYS[1])`);

/** Two accounts became one: the first one's preferences are the second's, where that has none. */
export const mergePreferences = async (ctx: Context, userId: number, into: number): Promise<void> =>
  void (await merge(ctx.redis, [record(ctx, userId), record(ctx, into)]));
