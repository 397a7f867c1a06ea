import { type Context, keyOf } from "../context.ts";
import { everybody } from "../declared-hours/store.ts";
import { iso } from "../platform/clock.ts";
import * as store from "./store.ts";

const most = 500;
const lastBeat = (ctx: Context): string => keyOf(ctx, "beat");

/** When the forum last heard us, and until when it goes on keeping quiet by that; null: never, or forgotten. */
export async function readBeat(ctx: Context): Promise<{ beatAt: string; until: string } | null> {
  const [beatAt, until] = await ctx.redis.hmget(lastBeat(ctx), "at", "until");
  return beatAt && until ? { beatAt, until } : null;
}

/**
 * Once a minute: the forum goes on keeping quiet only as long as we are there, and hears for whom nothing is due.
 * Nobody's silence needs it: no call.
 */
export async function beat(ctx: Context): Promise<void> {
  if (ctx.health.blocked()) return;
  for (;;) {
    const untold = await store.untold(ctx, most);
    if (untold.length === 0 && (await everybody(ctx)).length === 0) return;
    const called = await ctx.forum.beat(untold.map(({ userId, at }) => ({ userId, start: iso(at) })));
    if (!called.ok) return;
    await store.noteToldForum(
      ctx,
      untold.map(({ member }) => member)
    );
    const { stale, leaseUntil } = called.answer;
    await ctx.redis.hset(lastBeat(ctx), { at: iso(ctx.clock.now()), until: leaseUntil });
    ctx.health.set(
      "silence_ended",
      stale.length > 0
        ? `the forum alerts ${stale.length} people as ever: their hours began without a word from us`
        : null
    );
    if (untold.length < most) return;
  }
}
