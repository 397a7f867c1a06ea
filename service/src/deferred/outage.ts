import { type Context, keyOf } from "../context.ts";

/** When the forum could not take anything, the last time; `until` null while it lasts. Instants in ms. */
export interface Outage {
  since: number;
  until: number | null;
}

export async function lastOutage(ctx: Context): Promise<Outage | null> {
  const { since, until } = await ctx.redis.hgetall(keyOf(ctx, "outage"));
  return since === undefined ? null : { since: Number(since), until: until ? Number(until) : null };
}

/** Called after every publishing call: `reached` is whether the forum took it. */
export async function noteForum(ctx: Context, reached: boolean): Promise<void> {
  const key = keyOf(ctx, "outage");
  const last = await lastOutage(ctx);
  const now = ctx.clock.now();
  if (reached && last?.until === null) await ctx.redis.hset(key, { until: now });
  if (!reached && (!last || last.until !== null)) await ctx.redis.hset(key, { since: now, until: "" });
}
