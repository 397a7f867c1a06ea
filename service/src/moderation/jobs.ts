import { type Context, keyOf } from "../context.ts";
import { readFeed } from "./feed.ts";

/** Each half minute one copy of the service reads the forum's feed of changes to its end. */
export async function startFollowing(ctx: Context): Promise<void> {
  ctx.alarms.on("feed", async () => {
    const mine = await ctx.redis.set(keyOf(ctx, "feed-reader"), 1, "PX", ctx.config.feed, "NX");
    if (mine === null || ctx.health.blocked()) return;
    let read = 0;
    do read = await readFeed(ctx);
    while (read >= 500);
    ctx.bus.emit("posts-ready", { dueAt: null, state: "waiting" });
  });
  await ctx.alarms.every("feed", ctx.config.feed);
}
