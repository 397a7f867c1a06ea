import { type Context, keyOf } from "../context.ts";
import type { PauseReason } from "@veille/shared/api/moderation";
import { answersOf } from "../platform/redis.ts";
import * as scripts from "./scripts/topic.ts";
import type { DeferredRecord } from "./record.ts";
import { load, type Stored } from "./store.ts";
import { contentHash, openIfKnown } from "./text.ts";

/** What waits on a topic: which post it answers (0: the whole topic), its rule, since when (ms), and its id. */
export interface Waiting {
  id: string;
  postId: number;
  movedOn: "give_back" | "publish";
  deferredAt: number;
}

const prefix = (ctx: Context): string[] => [ctx.config.prefix];

/** Everything that waits on a topic, oldest first. */
export async function waitingOn(ctx: Context, topicId: number): Promise<Waiting[]> {
  const rows = await ctx.redis.zrange(keyOf(ctx, "on", topicId), "0", "-1", "WITHSCORES");
  const waiting: Waiting[] = [];
  for (let at = 0; at < rows.length; at += 2) {
    const [post = "0", rule, id = ""] = (rows[at] as string).split(":");
    waiting.push({
      id,
      postId: Number(post),
      movedOn: rule === "p" ? "publish" : "give_back",
      deferredAt: Number(rows[at + 1]),
    });
  }
  return waiting;
}

/** How much waits on a topic, `since` an instant in ms; by the post that is answered. */
export interface Count {
  total: number;
  whole: number;
  wholeSince: number;
  homeIfClosed: number;
  byPost: { postId: number; count: number }[];
}

export async function countOn(ctx: Context, topicId: number, since: number): Promise<Count> {
  const answer = (await scripts.count(ctx.redis, prefix(ctx), topicId, since)) as number[];
  const [total = 0, whole = 0, wholeSince = 0, homeIfClosed = 0, ...pairs] = answer;
  const byPost = pairs.flatMap((postId, at) => (at % 2 === 0 ? [{ postId, count: pairs[at + 1] ?? 0 }] : []));
  return { total, whole, wholeSince, homeIfClosed, byPost };
}

/** Topics on which something waits. */
export async function topicsAwaited(ctx: Context): Promise<number[]> {
  const before = keyOf(ctx, "on", "");
  const found = new Set<number>();
  for await (const keys of ctx.redis.scanStream({ match: `${before.replace(/[{}[\]*?\\]/g, "\\$&")}*`, count: 1000 })) {
    for (const key of keys as string[]) found.add(Number(key.slice(before.length)));
  }
  return [...found];
}

export const loadWaiting = (ctx: Context, waiting: Waiting[]): Promise<Stored[]> =>
  load(
    ctx,
    waiting.map(({ id }) => id)
  );

/** The target moved: lane, index and pauses follow. 1 where it was done. */
export const follow = (ctx: Context, id: string, from: number, to: number): Promise<number> =>
  scripts.follow(ctx.redis, prefix(ctx), id, ctx.clock.now(), from, to) as Promise<number>;

/** A reply to the whole topic goes along into the new one. 1 where it was done. */
export async function goAlong(ctx: Context, { record, sealed }: Stored, from: number, to: number): Promise<number> {
  const text = openIfKnown(ctx, record, sealed);
  if (!text) return 0;
  const hash = contentHash(text, { type: "reply", topic: to });
  return scripts.along(ctx.redis, prefix(ctx), record.id, ctx.clock.now(), from, to, hash) as Promise<number>;
}
export const askWhere = (ctx: Context, id: string, topicId: number, newTopicId: number): Promise<number> =>
  scripts.ask(ctx.redis, prefix(ctx), id, ctx.clock.now(), topicId, newTopicId) as Promise<number>;
export const noteTargetGone = (ctx: Context, id: string): Promise<number> =>
  scripts.targetGone(ctx.redis, prefix(ctx), id, ctx.clock.now()) as Promise<number>;

const day = 86_400_000;

/** Nothing leaves for that topic, or in answer to that post, for 24 h; once again at most. Until when (ms); null: no more. */
export async function pause(
  ctx: Context,
  topicId: number,
  postId: number | undefined,
  reason: PauseReason
): Promise<number | null> {
  const until = (await scripts.pause(
    ctx.redis,
    prefix(ctx),
    ctx.clock.now(),
    topicId,
    postId ?? "",
    reason,
    day
  )) as number;
  return until === 0 ? null : until;
}
export const resume = (ctx: Context, topicId: number, postId: number | undefined): Promise<number> =>
  scripts.resume(ctx.redis, prefix(ctx), ctx.clock.now(), topicId, postId ?? "") as Promise<number>;

export interface PauseState {
  until: number;
  reason: string;
  times: number;
}

async function readPauses(ctx: Context, keys: string[]): Promise<(PauseState | null)[]> {
  if (keys.length === 0) return [];
  const pipeline = ctx.redis.pipeline();
  for (const key of keys) pipeline.hgetall(key);
  const now = ctx.clock.now();
  return (await answersOf(pipeline)).map((value) => {
    const { until, reason = "other", times } = value as Record<string, string>;
    return Number(until) > now ? { until: Number(until), reason, times: Number(times) } : null;
  });
}

export const pauseOf = async (ctx: Context, topicId: number): Promise<PauseState | null> =>
  (await readPauses(ctx, [keyOf(ctx, "pause", topicId)]))[0] ?? null;

/** The longest pause that holds a post back; null: none. */
export async function pauseOn(ctx: Context, record: DeferredRecord): Promise<PauseState | null> {
  const { replyTo, state } = record;
  const topic = record.at ?? record.topic;
  if (topic === undefined || state !== "waiting") return null;
  const keys = [keyOf(ctx, "pause", topic), ...(replyTo === undefined ? [] : [keyOf(ctx, "pause-post", replyTo)])];
  const pauses = (await readPauses(ctx, keys)).filter((one) => one !== null);
  return pauses.sort((a, b) => b.until - a.until)[0] ?? null;
}
