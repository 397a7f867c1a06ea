import { Preferences } from "@veille/shared/api/preferences";
import { type Context, keyOf } from "../context.ts";
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
