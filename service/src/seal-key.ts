import { keyOf, type Context } from "./context.ts";

/** Thrown at boot: texts in this Redis were sealed with a key that this service was not given. */
export class OtherSealKey extends Error {
  override name = "OtherSealKey";
}

/** Redis keeps the fingerprint of the key in use; with another one the service does not start. @throws OtherSealKey */
export async function claimSealKey(ctx: Context): Promise<void> {
  const key = keyOf(ctx, "seal");
  const { fingerprint, known } = ctx.sealer;
  await ctx.redis.setnx(key, fingerprint);
  const used = await ctx.redis.get(key);
  if (used === fingerprint) return;
  if (used === null || !known.includes(used)) {
    throw new OtherSealKey(
      `Waiting texts were sealed with another key (fingerprint ${used}). Give that one as VEILLE_SEAL_KEY, or among VEILLE_SEAL_KEYS_OLD.`
    );
  }
  await ctx.redis.set(key, fingerprint);
}
