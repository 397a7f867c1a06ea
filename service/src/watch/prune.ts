import { type Context, keyOf } from "../context.ts";
import { answersOf } from "../platform/redis.ts";
import { loadShifts, type ShiftRecord } from "./shift-store.ts";

const day = 86_400_000;
/** Over for so long a shift is of no use to anybody: who was there is kept nowhere. */
const keptFor = 90 * day;
const batch = 500;

/** What was proposed of a shift that is over or gone is no proposal any more. */
async function pruneProposals(ctx: Context): Promise<void> {
  const ids = await ctx.redis.hkeys(keyOf(ctx, "watch-proposals"));
  if (ids.length === 0) return;
  const shifts = await loadShifts(ctx, [...new Set(ids.map((id) => id.split("~")[0]!))]);
  const open = new Set(shifts.filter(({ gone, end }) => !gone && end > ctx.clock.now()).map(({ id }) => id));
  const pipeline = ctx.redis.pipeline();
  for (const id of ids) {
    const [shift = "", userId = ""] = id.split("~");
    if (open.has(shift)) continue;
    pipeline.hdel(keyOf(ctx, "watch-proposals"), id).srem(keyOf(ctx, "watch-proposed", userId), id);
  }
  await answersOf(pipeline);
}

/** Takes away what is over. Answers how many shifts. */
export async function prune(ctx: Context): Promise<number> {
  await pruneProposals(ctx);
  const until = ctx.clock.now() - keptFor;
  const ids = await ctx.redis.zrangebyscore(keyOf(ctx, "watch-shifts"), "-inf", until, "LIMIT", 0, batch);
  if (ids.length === 0) return 0;
  const shifts = new Map((await loadShifts(ctx, ids)).map((shift): [string, ShiftRecord] => [shift.id, shift]));
  const everybody = await ctx.redis.smembers(keyOf(ctx, "watch-everybody"));
  const pipeline = ctx.redis.pipeline();
  for (const id of ids) {
    const shift = shifts.get(id);
    pipeline.del(keyOf(ctx, "shift", id)).zrem(keyOf(ctx, "watch-shifts"), id);
    if (shift) pipeline.zrem(keyOf(ctx, "watch-of-template", shift.template), id);
    for (const userId of everybody)
      pipeline.hdel(keyOf(ctx, "watch-of", userId), id).srem(keyOf(ctx, "watch-listed", userId), id);
  }
  await answersOf(pipeline);
  return ids.length;
}
