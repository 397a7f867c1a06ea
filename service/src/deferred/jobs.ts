import type { Context } from "../context.ts";
import { calendarOf, findKind } from "../kinds/kinds.ts";
import { ms } from "../platform/clock.ts";
import { measure } from "./gauges.ts";
import { createPump, type Pump } from "./pump.ts";
import { tellSlips } from "./slip.ts";
import * as queue from "./queue.ts";
import * as store from "./store.ts";

const threeWeeks = 21 * 86_400_000;

/** Arms the coming minute and claims by itself what no alarm took. */
async function lookAhead(ctx: Context, pump: Pump): Promise<void> {
  const now = ctx.clock.now();
  const until = now + 3 * ctx.config.lookAhead;
  const times = new Set(await queue.momentsUntil(ctx, until));
  for (const id of await queue.kindsAwaited(ctx)) {
    const kind = await findKind(ctx, id);
    const next = kind && calendarOf(kind).firstAfter(now);
    if (next && next.start <= until) times.add(next.start);
  }
  await ctx.alarms.atEach("pump", [...times]);
  await pump.kick();
}

/** Posts whose kind is gone, or has no opening within 21 days by the present rules, go home. */
export async function sweep(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (const id of await queue.kindsAwaited(ctx)) {
    const kind = await findKind(ctx, id);
    const next = kind && calendarOf(kind).firstAfter(now);
    if (kind && next && next.start - now <= threeWeeks) continue;
    for (const { record } of await store.load(ctx, await queue.awaiting(ctx, id))) {
      // it may be meant for later than three weeks: only its own opening counts
      const own = kind && calendarOf(kind).firstAfter(record.after ?? now);
      const comes = own && (own.start - Math.max(now, record.after ?? now) <= threeWeeks || own.start === record.bound);
      if (comes) continue;
      const { bound = Infinity, shown = 0 } = record;
      if (bound > now) await queue.sendHome(ctx, record.id, kind ? "no_opening" : "kind_gone");
      // we slept over its bound: it comes out, never later
      else await queue.showOther(ctx, record.id, shown, bound);
    }
  }
  await tellSlips(ctx);
  await measure(ctx);
}

/** The alarms of deferred posts. Answers the pump that they ring. */
export async function startDeferring(ctx: Context): Promise<Pump> {
  const pump = createPump(ctx);
  const quietly = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => ctx.log.warn({ err: error }, "deferred posts"));
  ctx.alarms.on("pump", () => pump.kick());
  ctx.alarms.on("look-ahead", () => lookAhead(ctx, pump));
  ctx.alarms.on("sweep", () => sweep(ctx).then(() => pump.kick()));
  const follow = async () => {
    await lookAhead(ctx, pump);
    await tellSlips(ctx);
    await pump.kick();
  };
  ctx.bus.on("kind-changed", () => quietly(follow()));
  ctx.bus.on("posts-ready", ({ dueAt }) => {
    const now = ctx.clock.now();
    const due = dueAt === null ? now : ms(dueAt);
    if (due <= now) quietly(pump.kick());
    else if (due - now <= 3 * ctx.config.lookAhead) quietly(ctx.alarms.at("pump", String(due), due));
  });
  await ctx.alarms.every("look-ahead", ctx.config.lookAhead);
  await ctx.alarms.every("sweep", ctx.config.sweep);
  return pump;
}
