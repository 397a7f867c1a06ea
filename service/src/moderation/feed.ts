import type { Change, Sight } from "@veille/shared/api/forum";
import { type Context, keyOf } from "../context.ts";
import { askSoon, loadByKey, sendHomeOf } from "../deferred/account.ts";
import type { Stored } from "../deferred/store.ts";
import { loadWaiting, topicsAwaited, type Waiting, waitingOn } from "../deferred/topic.ts";
import { mergeAccounts } from "./merged.ts";
import { type Located, settleSplit, settleTarget, type Split, splitsIn, wasTicked } from "./follow.ts";

const list = 500;

const chunks = <T>(all: T[]): T[][] => {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += list) parts.push(all.slice(at, at + list));
  return parts;
};

interface Found extends Located {
  /** `person topic`, where the one may not see the other */
  unseen: Set<string>;
}

/** Asks the forum where posts and topics are, at most 500 at a time. Null: it did not answer, try again. */
async function locate(
  ctx: Context,
  after: number,
  postIds: number[],
  topicIds: number[],
  asked: Sight[] = []
): Promise<Found | null> {
  const now: Found = { posts: new Map(), topics: new Map(), unseen: new Set() };
  const [posts, topics, sights] = [chunks(postIds), chunks(topicIds), chunks(asked)];
  for (let at = 0; at < Math.max(posts.length, topics.length, sights.length); at++) {
    const called = await ctx.forum.changes(after, posts[at], topics[at], sights[at]);
    if (!called.ok) return null;
    for (const { userId, topicId, seen } of called.answer.sights) if (!seen) now.unseen.add(`${userId} ${topicId}`);
    for (const post of called.answer.posts) now.posts.set(post.postId, post);
    for (const topic of called.answer.topics) now.topics.set(topic.topicId, topic);
  }
  return now;
}

/** Makes everything that waits on these topics true to where its target is. False: the forum did not answer. */
async function settleTopics(ctx: Context, after: number, topicIds: number[]): Promise<boolean> {
  const waiting = new Map<number, Waiting[]>();
  for (const topicId of topicIds) {
    const found = await waitingOn(ctx, topicId);
    if (found.length > 0) waiting.set(topicId, found);
  }
  if (waiting.size === 0) return true;
  const posts = new Set([...waiting.values()].flat().map(({ postId }) => postId));
  posts.delete(0);
  const first = await locate(ctx, after, [...posts], [...waiting.keys()]);
  if (!first) return false;
  // targets may be in topics that nobody asked about yet
  const others = new Set<number>();
  for (const { topicId } of first.posts.values())
    if (topicId !== null && !first.topics.has(topicId)) others.add(topicId);
  for (const { movedTo } of first.topics.values())
    if (movedTo !== null && !first.topics.has(movedTo)) others.add(movedTo);
  const second = await locate(ctx, after, [], [...others]);
  if (!second) return false;
  const now = { ...first, topics: new Map([...first.topics, ...second.topics]) };
  for (const [topicId, ones] of waiting) for (const one of ones) await settleTarget(ctx, topicId, one, now);
  return true;
}

/** False: the forum did not answer. */
async function settleSplits(ctx: Context, after: number, changes: Change[]): Promise<boolean> {
  const concerned: [Split, Stored[]][] = [];
  for (const split of splitsIn(changes)) {
    const touched = (await waitingOn(ctx, split.topicId)).filter(
      (one) => one.postId === 0 && one.deferredAt >= split.since && one.deferredAt <= split.at
    );
    if (touched.length > 0) concerned.push([split, await loadWaiting(ctx, touched)]);
  }
  if (concerned.length === 0) return true;
  const sights = concerned.flatMap(([{ newTopicId: topicId }, stored]) =>
    stored.map(({ record }) => ({ userId: record.author, topicId }))
  );
  const now = await locate(ctx, after, [], [...new Set(concerned.map(([{ topicId }]) => topicId))], sights);
  if (!now) return false;
  for (const [split, touching] of concerned) {
    // of a topic that went whole nothing is asked, also where the end of its move is still to be read
    if (now.topics.get(split.topicId)?.movedTo != null) continue;
    const along = await wasTicked(ctx, split);
    for (const stored of touching) {
      // nobody is asked about a topic that is hidden from them: the reply stays
      if (along || !now.unseen.has(`${stored.record.author} ${split.newTopicId}`))
        await settleSplit(ctx, stored, split, along);
    }
  }
  return true;
}

/** What happened to people and in the approval queue. */
async function settleOthers(ctx: Context, changes: Change[]): Promise<void> {
  for (const { type, key, userId, newUserId, groupId } of changes) {
    if (type === "review_ended" && key !== null) {
      const stored = await loadByKey(ctx, key);
      if (stored) await askSoon(ctx, stored.record.id);
    }
    if (type === "group_gone") ctx.bus.emit("group-left", { userId: null });
    if (userId === null) continue;
    if (type === "group_joined" && groupId !== null) ctx.bus.emit("group-joined", { userId, groupId });
    if (type === "group_left") ctx.bus.emit("group-left", { userId });
    // before anybody looks and finds the first of the two gone
    if (type === "person_merged" && newUserId !== null) await mergeAccounts(ctx, userId, newUserId);
    if (type.startsWith("person_")) ctx.bus.emit("person-changed", { userId });
    if (type === "person_gone") await sendHomeOf(ctx, userId, "author_gone");
    if (type === "person_anonymised") await sendHomeOf(ctx, userId, "author_anonymised");
  }
}

/**
 * Reads what happened in the forum since the last look and makes waiting posts true to it. Read twice, late or in
 * another order the result is the same: what counts is where things are now. Answers how many changes were read.
 */
export async function readFeed(ctx: Context): Promise<number> {
  const key = keyOf(ctx, "feed");
  const known = await ctx.redis.get(key);
  const after = known === null ? null : Number(known);
  const called = await ctx.forum.changes(after);
  if (!called.ok) return 0;
  const { changes, latest, gap } = called.answer;
  if (after === null || gap) {
    if (await settleTopics(ctx, latest, await topicsAwaited(ctx))) await ctx.redis.set(key, latest);
    return 0;
  }
  const last = changes.at(-1);
  if (!last) return 0;
  if (!(await settleSplits(ctx, latest, changes))) return 0;
  const touched = new Set(changes.flatMap(({ topicId }) => (topicId === null ? [] : [topicId])));
  if (!(await settleTopics(ctx, latest, [...touched]))) return 0;
  await settleOthers(ctx, changes);
  await ctx.redis.set(key, last.id);
  return changes.length;
}
