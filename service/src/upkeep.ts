import type { Context } from "./context.ts";
import { watchHolidays } from "./kinds/kinds.ts";
import { checkDurability, createClockWatch } from "./platform/durability.ts";

/**
 * Each minute, in every copy: the forum's word on itself, Redis' promises, the clocks, the alarms. The first look starts at once
 * and nobody waits for it. Answers how to stop.
 */
export function startUpkeep(ctx: Context): () => void {
  const watchClock = createClockWatch(ctx.clock, ctx.health, ctx.config.clockApart);
  const look = async () => {
    await watchClock(ctx.redis);
    await checkDurability(ctx.redis, ctx.health);
    await watchHolidays(ctx);
    await ctx.alarms.rearm();
    await ctx.site.refresh();
  };
  const quietly = () => void look().catch((error: unknown) => ctx.log.warn({ code: (error as Error).name }, "upkeep"));
  quietly();
  const timer = setInterval(quietly, ctx.config.siteRefresh);
  return () => clearInterval(timer);
}
