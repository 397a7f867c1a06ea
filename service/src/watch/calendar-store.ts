import { createHash } from "node:crypto";
import type { Locale } from "@veille/shared/api/common";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/**
 * Only the secret's SHA-256 is kept: `calendar:<hash>` says whose feed it is, `calendar-of:<person>` which hash is in
 * force and since when. KEYS: calendar-of. ARGV: prefix of the feeds, hash ('' for none), person, locale, now.
 */
const replace = script(`
local kept = redis.call('GET', KEYS[1])
if kept then redis.call('DEL', ARGV[1] .. string.match(kept, '^%x+')) end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2] .. '|' .. ARGV[5])
  redis.call('SET', ARGV[1] .. ARGV[2], ARGV[3] .. '|' .. ARGV[4])
end
return 1
`);

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** From now on this secret opens the person's feed, and no other; null: none does. */
export async function keepSecret(ctx: Context, userId: number, secret: string | null, locale: Locale): Promise<void> {
  const hash = secret === null ? "" : hashOf(secret);
  const keys = [keyOf(ctx, "calendar-of", userId)];
  await replace(ctx.redis, keys, keyOf(ctx, "calendar", ""), hash, userId, locale, ctx.clock.now());
}

/** When the present secret was made, ms; null: there is none. */
export async function secretMadeAt(ctx: Context, userId: number): Promise<number | null> {
  const kept = await ctx.redis.get(keyOf(ctx, "calendar-of", userId));
  return kept === null ? null : Number(kept.split("|")[1]);
}

/** Whose feed a secret opens. */
export async function ownerOf(ctx: Context, secret: string): Promise<{ userId: number; locale: Locale } | null> {
  const [userId, locale] = (await ctx.redis.get(keyOf(ctx, "calendar", hashOf(secret))))?.split("|") ?? [];
  return userId === undefined ? null : { userId: Number(userId), locale: locale === "en" ? "en" : "fr" };
}
