import { type Context, keyOf } from "../context.ts";
import { answersOf } from "../platform/redis.ts";
import type { DeferredRecord } from "./record.ts";
import * as leaving from "./scripts/leave.ts";
import { callBack, giveBackWaiting, settle, showAgain } from "./scripts/settle.ts";
import { prefix, readable } from "./store.ts";

/** How many are moved in one step. */
const most = 500;
export const reachMoments = (ctx: Context): Promise<number> =>
  leaving.reachMoments(ctx.redis, prefix(ctx), ctx.clock.now(), most) as Promise<number>;
export const reachOpening = (ctx: Context, kind: string, opensAt: number): Promise<number> =>
  leaving.reachOpening(ctx.redis, prefix(ctx), ctx.clock.now(), most, kind, opensAt) as Promise<number>;
/** The instant (ms) since which somebody has waited longest for that kind; null: nobody waits. */
export async function longestAwaiting(ctx: Context, kind: string): Promise<number | null> {
  const [, since] = await ctx.redis.zrange(keyOf(ctx, "opening", kind), "0", "0", "WITHSCORES");
  return since === undefined ? null : Number(since);
}
export const expireLeases = (ctx: Context): Promise<number> =>
  leaving.expireLeases(ctx.redis, prefix(ctx), ctx.clock.now(), most) as Promise<number>;

export interface Claimed {
  record: DeferredRecord;
  sealed: string;
}
/** Up to `count` lane heads, each with a lease of its own. `attempt` names this claim and no other. */
export async function claim(ctx: Context, count: number, attempt: string): Promise<Claimed[]> {
  const { redis, clock, config } = ctx;
  const rows = await leaving.claim(redis, prefix(ctx), clock.now(), count, config.lease, attempt);
  return (rows as [string, string[], string | null][]).flatMap(([id, flat, sealed]) => {
    const record = readable(ctx, id, flat);
    return record ? [{ record, sealed: sealed ?? "" }] : [];
  });
}

export interface Word {
  outcome:
    | "published"
    | "in_review"
    | "wait"
    | "refused"
    | "doubt"
    | "unknown"
    | "cancelled"
    | "conflict"
    | "given"
    | "later"
    | "late"
    | "removed"
    | "nobody";
  [detail: string]: string | number | boolean | null | undefined;
}
/** Applies the forum's word; `byKey` where it was asked by key, so that no attempt of ours runs. Answers the new state. */
export function apply(
  ctx: Context,
  record: DeferredRecord,
  { outcome, ...detail }: Word,
  byKey = false
): Promise<string> {
  const attempt = byKey ? "" : (record.attempt ?? "");
  const now = ctx.clock.now();
  return settle(
    ctx.redis,
    prefix(ctx),
    record.id,
    attempt,
    record.generation,
    now,
    outcome,
    JSON.stringify(detail)
  ) as Promise<string>;
}

/** `deferredAt` (ms): only while it waits since then; what was deferred again meanwhile is another matter. */
export const sendHome = (ctx: Context, id: string, code: string, deferredAt?: number): Promise<string> => {
  const since = deferredAt === undefined ? [] : [deferredAt];
  return giveBackWaiting(ctx.redis, prefix(ctx), id, ctx.clock.now(), code, ...since) as Promise<string>;
};

export const showOther = (ctx: Context, id: string, before: number, now: number): Promise<number> =>
  showAgain(ctx.redis, prefix(ctx), id, ctx.clock.now(), before, now) as Promise<number>;

/** A post that nobody has looked at in the approval queue is asked back. */
export const fetchBack = (ctx: Context, id: string, code: string): Promise<number> =>
  callBack(ctx.redis, prefix(ctx), id, ctx.clock.now(), code) as Promise<number>;

/** Whose time has come in `doubts`, `ending`, `review` or `pictures`, oldest first. */
export const dueIn = (
  ctx: Context,
  index: "doubts" | "ending" | "review" | "pictures",
  limit: number
): Promise<string[]> => ctx.redis.zrangebyscore(keyOf(ctx, index), "-inf", ctx.clock.now(), "LIMIT", 0, limit);

/** The next instant (ms) after now at which something in Redis wants doing; null: nothing is known of. */
export async function nextTime(ctx: Context): Promise<number | null> {
  const now = ctx.clock.now();
  const pipeline = ctx.redis.pipeline();
  for (const index of ["moments", "bounds", "ready", "doubts", "ending", "review", "pictures"]) {
    pipeline.zrangebyscore(keyOf(ctx, index), `(${now}`, "+inf", "WITHSCORES", "LIMIT", 0, 1);
  }
  const times = (await answersOf(pipeline)).flatMap((value) => {
    const [, score] = (value as string[] | null) ?? [];
    return score === undefined ? [] : [Number(score)];
  });
  return times.length > 0 ? Math.min(...times) : null;
}

/** Due instants of moments within [now, until], each once. */
export async function momentsUntil(ctx: Context, until: number): Promise<number[]> {
  const rows = await ctx.redis.zrangebyscore(keyOf(ctx, "moments"), ctx.clock.now(), until, "WITHSCORES");
  return [...new Set(rows.filter((_, at) => at % 2 === 1).map(Number))];
}

export const kindsAwaited = (ctx: Context): Promise<string[]> => ctx.redis.smembers(keyOf(ctx, "kinds-awaited"));
export const awaiting = (ctx: Context, kind: string): Promise<string[]> =>
  ctx.redis.zrange(keyOf(ctx, "opening", kind), "0", "-1");
