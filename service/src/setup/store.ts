import { Setup } from "@veille/shared/api/setup";
import { type Context, keyOf } from "../context.ts";
import { keepVersioned } from "../platform/versioned.ts";

const key = (ctx: Context): string => keyOf(ctx, "setup");
const unbegun: Setup = { version: 0, step: "where", kindId: null, topic: null };
const read = (text: string | null): Setup => (text ? Setup.parse(JSON.parse(text)) : unbegun);

/** Version 0: nobody has begun. */
export const loadSetup = async (ctx: Context): Promise<Setup> => read(await ctx.redis.get(key(ctx)));

export async function keepSetup(ctx: Context, { version, ...asked }: Setup) {
  const { outcome, text } = await keepVersioned(ctx.redis, key(ctx), version, asked);
  return { outcome, setup: read(text) };
}
