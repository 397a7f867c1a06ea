import type { Change, LocatedPost, LocatedTopic } from "@veille/shared/api/forum";
import { localDateOf } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { dueAt, kindOf } from "../deferred/due.ts";
import { sendHome } from "../deferred/queue.ts";
import type { Stored } from "../deferred/store.ts";
import { showText } from "../deferred/text.ts";
import { askWhere, follow, goAlong, noteTargetGone, type Waiting } from "../deferred/topic.ts";
import { splitMessage } from "../messages/moderation.ts";
import { send } from "../messages/outbox.ts";

/** Where the forum says that things are now. */
export interface Located {
  posts: Map<number, LocatedPost>;
  topics: Map<number, LocatedTopic>;
}

const endings = {
  closed: "topic_closed",
  archived: "topic_archived",
  deleted: "topic_gone",
  gone: "topic_gone",
} as const;

const isSince = (instant: string | null, deferredAt: number): boolean =>
  instant !== null && Date.parse(instant) > deferredAt;

/** Why a reply on that topic is on its way home; null: it may stay. `came`: it has just been brought there. */
function wayHome(topic: LocatedTopic | undefined, { movedOn, deferredAt }: Waiting, came: boolean): string | null {
  if (!topic) return null;
  const { state, closedAt, solvedAt } = topic;
  if (state === "deleted" || state === "gone") return endings[state];
  // where the author wanted it published all the same, the forum judges when it is due
  if (movedOn === "publish") return null;
  // who wrote on a topic that was closed or solved already knew; a silent closing may have been at any time
  if (state === "closed" && (came || closedAt === null || isSince(closedAt, deferredAt))) return endings[state];
  if (state === "archived") return endings[state];
  return isSince(solvedAt, deferredAt) ? "topic_solved" : null;
}

/** Makes one waiting reply true to where its target is now. The same again changes nothing. */
export async function settleTarget(ctx: Context, topicId: number, waiting: Waiting, now: Located): Promise<void> {
  const { id, postId } = waiting;
  const post = postId === 0 ? undefined : now.posts.get(postId);
  const old = now.topics.get(topicId);
  const target = post ? (post.topicId ?? topicId) : (old?.movedTo ?? topicId);
  if (post?.deleted) await noteTargetGone(ctx, id);
  if (target !== topicId) await follow(ctx, id, topicId, target);
  const home = wayHome(now.topics.get(target), waiting, target !== topicId);
  if (home) await sendHome(ctx, id, home, waiting.deferredAt);
}

/** What was split off a topic: the posts that went, since when, and where to. */
export interface Split {
  topicId: number;
  newTopicId: number;
  postIds: number[];
  /** when the first moved post was written, ms */
  since: number;
  /** when they went, ms: what was written later knew */
  at: number;
}

/** Moves from one topic into another, by where they went; of a whole topic too. */
export function splitsIn(changes: Change[]): Split[] {
  const splits = new Map<string, Split>();
  for (const { type, at, topicId, newTopicId, postId, createdAt } of changes) {
    if (type !== "post_moved" || topicId === null || newTopicId === null || postId === null) continue;
    if (topicId === newTopicId) continue;
    const key = `${topicId} ${newTopicId}`;
    const split = splits.get(key) ?? { topicId, newTopicId, postIds: [], since: Infinity, at: 0 };
    split.at = Math.max(split.at, Date.parse(at));
    split.postIds.push(postId);
    if (createdAt !== null) split.since = Math.min(split.since, Date.parse(createdAt));
    splits.set(key, split);
  }
  return [...splits.values()].map((split) => ({ ...split, since: split.since === Infinity ? 0 : split.since }));
}

/** Whether the moderator ticked that replies to the whole topic go along with these posts. */
export async function wasTicked(ctx: Context, { topicId, postIds }: Split): Promise<boolean> {
  const ticked = await ctx.redis.smismember(keyOf(ctx, "along", topicId), ...postIds);
  return ticked.some((one) => one === 1);
}

/** A reply to the whole topic, written after the first post that went: it goes along, or its author is asked. */
export async function settleSplit(ctx: Context, stored: Stored, split: Split, along: boolean): Promise<void> {
  const { record, sealed } = stored;
  const { topicId, newTopicId } = split;
  if (along) return void (await goAlong(ctx, stored, topicId, newTopicId));
  const { locale, zone, type } = record;
  const { forumOrigin: baseUrl } = ctx.config;
  const message = splitMessage({
    ...{ locale, zone, type, baseUrl },
    topicTitle: showText(ctx, record, sealed).topicTitle,
    pageUrl: `${baseUrl}/veille/differes?post=${record.id}`,
    contact: ctx.site.get()?.settings.contact ?? null,
    topicUrl: `${baseUrl}/t/${topicId}`,
    newTopicUrl: `${baseUrl}/t/${newTopicId}`,
    due: dueAt(record, await kindOf(ctx, record)) ?? ctx.clock.now(),
  });
  if ((await askWhere(ctx, record.id, topicId, newTopicId)) === 0) return;
  await send(ctx, {
    key: `split-${record.id}-${localDateOf(ctx.clock.now(), zone)}`,
    userId: record.author,
    ...message,
  });
}
