import type { KeyItem, OutcomeItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import type { Publication } from "../rows.ts";

/** Who asks about a key: author and hash as they were given when publishing. */
export type Asked = Pick<KeyItem, "key" | "userId" | "contentHash">;

/** Every answer carries every field. */
export const outcome = (key: string, fields: Partial<OutcomeItem> & Pick<OutcomeItem, "outcome">): OutcomeItem => ({
  postId: null,
  topicId: null,
  postNumber: null,
  reviewableId: null,
  code: null,
  retryAfter: null,
  errors: [],
  ...fields,
  key,
});

/** The post's present place; its topic and number are null once it is wholly gone. */
export function placeOf(forum: Context, postId: number) {
  const post = forum.store.get("posts", postId);
  return { postId, topicId: post?.topicId ?? null, postNumber: post?.number ?? null };
}

/** A tombstone is about the key alone, whatever text it ended. */
export const isStranger = (row: Publication, asked: Asked): boolean =>
  row.userId !== asked.userId || (row.tombstoneAt === null && row.hash !== asked.contentHash);

/** What the row of a key says; null where there is none. */
export function outcomeOf(forum: Context, asked: Asked): OutcomeItem | null {
  const row = forum.store.get("publications", asked.key);
  if (!row) return null;
  if (isStranger(row, asked)) return outcome(asked.key, { outcome: "key_conflict" });
  if (row.tombstoneAt !== null) return outcome(asked.key, { outcome: "cancelled" });
  if (row.postId !== null) {
    return outcome(asked.key, { outcome: "existing", ...placeOf(forum, row.postId), reviewableId: row.reviewableId });
  }
  const { reviewableId } = row;
  const queued = reviewableId === null ? undefined : forum.store.get("reviewables", reviewableId);
  const place = { reviewableId, topicId: queued?.topicId ?? null };
  if (queued?.status === "pending") return outcome(asked.key, { outcome: "in_review", ...place });
  const code = queued?.status === "deleted" ? "removed_by_author" : null;
  return outcome(asked.key, { outcome: "rejected", ...place, code });
}

/** Ends a key for good: the queued post goes, and whoever still means to publish meets this. Inside a transaction. */
export function bury(forum: Context, asked: Asked): Publication {
  const { store, clock } = forum;
  const row = store.get("publications", asked.key);
  if (row?.reviewableId != null) {
    const queued = store.get("reviewables", row.reviewableId);
    if (queued?.status === "pending") store.update("reviewables", queued.id, { status: "deleted" });
  }
  return store.put("publications", {
    id: asked.key,
    userId: asked.userId,
    hash: asked.contentHash,
    postId: null,
    reviewableId: row?.reviewableId ?? null,
    tombstoneAt: row?.tombstoneAt ?? clock.now(),
    gaveBack: row?.gaveBack ?? null,
  });
}
