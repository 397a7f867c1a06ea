import type { ChangesAnswer, ChangesRequest, LocatedPost, LocatedTopic, Sight } from "@veille/shared/api/forum";
import type { z } from "zod";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import { canSeeTopic } from "../guardian.ts";
import type { Topic } from "../rows.ts";
import { followPost, followTopic } from "../state.ts";

/** What happened after the cursor, and where these posts and topics are now. */
export function changes(
  forum: Context,
  { after, limit = 500, locate = { postIds: [], topicIds: [], sights: [] } }: z.infer<typeof ChangesRequest>
): z.infer<typeof ChangesAnswer> {
  const all = forum.store.all("changes");
  const latest = all.at(-1)?.id ?? 0;
  const oldest = all[0]?.id ?? 1;
  return {
    changes: after === null ? [] : all.filter(({ id }) => id > after).slice(0, limit),
    latest,
    gap: after !== null && (after > latest || after < oldest - 1),
    posts: locate.postIds.map((id) => locatePost(forum, id)),
    topics: locate.topicIds.map((id) => locateTopic(forum, id)),
    sights: (locate.sights ?? []).map((sight) => ({ ...sight, seen: sees(forum, sight) })),
  };
}

/** As a reply to it would be published: see `judgeTarget`. */
function locatePost({ store }: Context, postId: number): LocatedPost {
  const now = followPost(store, postId);
  if (now?.deletedAt === null) {
    return { postId, nowPostId: now.id, topicId: now.topicId, postNumber: now.number, deleted: false };
  }
  const topicId = now ? followTopic(store, now.topicId) : null;
  return { postId, nowPostId: null, topicId, postNumber: null, deleted: true };
}

function locateTopic({ store }: Context, topicId: number): LocatedTopic {
  const topic = store.get("topics", topicId);
  const movedTo = followTopic(store, topicId);
  const instant = (at: number | null | undefined) => (at == null ? null : iso(at));
  return {
    topicId,
    state: stateOf(topic),
    closedAt: instant(topic?.closedAt),
    solvedAt: instant(topic?.solvedAt),
    categoryId: topic?.categoryId ?? null,
    movedTo: movedTo === topicId ? null : movedTo,
  };
}

function sees(forum: Context, { userId, topicId }: Sight): boolean {
  const user = forum.store.get("users", userId);
  const topic = forum.store.get("topics", topicId);
  return Boolean(user && topic && canSeeTopic(forum, user, topic));
}

function stateOf(topic: Topic | undefined): LocatedTopic["state"] {
  if (!topic) return "gone";
  if (topic.deletedAt !== null) return "deleted";
  if (topic.closedAt !== null) return "closed";
  return topic.archivedAt === null ? "open" : "archived";
}
