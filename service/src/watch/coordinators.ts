import { type Context, keyOf } from "../context.ts";
import type { Person } from "../platform/tokens.ts";
import { loadTicks } from "./ticks-store.ts";

const quarter = 90 * 86_400_000;
const seen = (ctx: Context): string => keyOf(ctx, "watch-coordinators");

/**
 * The forum does not say who coordinates, a token does: who looked after templates in the last 90 days is told of open
 * slots, unless they said that they would rather not.
 */
export const noteCoordinator = async (ctx: Context, { id }: Person): Promise<void> =>
  void (await ctx.redis.zadd(seen(ctx), ctx.clock.now(), id));

export async function isCoordinator(ctx: Context, userId: number): Promise<boolean> {
  const at = await ctx.redis.zscore(seen(ctx), userId);
  return at !== null && Number(at) > ctx.clock.now() - quarter;
}

/** Coordinators who want to hear of open slots. */
export async function attentive(ctx: Context): Promise<number[]> {
  const now = ctx.clock.now();
  const ids = (await ctx.redis.zrangebyscore(seen(ctx), now - quarter, "+inf")).map(Number);
  const wanted: number[] = [];
  for (const id of ids) if ((await loadTicks(ctx, id))?.gaps ?? true) wanted.push(id);
  return wanted;
}
