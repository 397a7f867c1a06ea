import { type Context, keyOf } from "../context.ts";

/** Counts what waits, leaves, is in doubt or on its way home, for /metrics. */
export async function measure(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const { posts, budget } = ctx.metrics;
  const sizes = { moments: 0, leases: 0, doubts: 0, ending: 0, review: 0 };
  for (const name of Object.keys(sizes)) posts.set({ doing: name }, await ctx.redis.zcard(keyOf(ctx, name)));
  const overdue = await ctx.redis.zcount(keyOf(ctx, "ready"), "-inf", now - 60_000);
  ctx.metrics.overdue.set(overdue);
  const [, oldest] = await ctx.redis.zrange(keyOf(ctx, "ready"), "0", "0", "WITHSCORES");
  ctx.metrics.oldestDue.set(oldest === undefined ? 0 : Math.max(0, now - Number(oldest)) / 1000);
  budget.set(ctx.budget.left());
}
