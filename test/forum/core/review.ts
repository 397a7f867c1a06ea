import { forbidden, notFound } from "../answers.ts";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Reviewable } from "../rows.ts";
import { isStaff } from "../who.ts";
import { type Call, coreRoutes } from "./route.ts";
import { addPost, addTopic } from "./write.ts";

/** The queue of posts that somebody must read before they show. */
export const reviewRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["get", "/review.json", (call) => ({ reviewables: pending(call).map(json), users: [], topics: [] })],
    ["get", "/review/:id.json", (call) => ({ reviewable: json(found(call)), users: [], topics: [] })],
    ["put", "/review/:id/perform/:act.json", perform],
    ["delete", "/review/:id.json", withdraw],
  ]);

const codes = { pending: 0, approved: 1, rejected: 2, deleted: 4 };

const json = (row: Reviewable) => ({
  id: row.id,
  type: "ReviewableQueuedPost",
  topic_id: row.topicId,
  category_id: row.categoryId,
  created_at: iso(row.createdAt),
  can_edit: true,
  score: 6,
  version: row.version,
  status: codes[row.status],
  target_created_by_id: row.userId,
  payload: { raw: row.payload.raw, ...(row.payload.title !== undefined && { title: row.payload.title }) },
  reviewable_scores: [],
});

function staff(call: Call): void {
  if (!isStaff(call.me())) throw forbidden();
}

function pending(call: Call): Reviewable[] {
  staff(call);
  return call.forum.store.all("reviewables").filter((row) => row.status === "pending");
}

function found(call: Call): Reviewable {
  staff(call);
  const row = call.forum.store.get("reviewables", call.number("id"));
  if (!row) throw notFound();
  return row;
}

/** Where the key was ended meanwhile, approving is refused and the post stays in the queue, as our plugin does. */
function perform(call: Call): object {
  const row = found(call);
  const { store } = call.forum;
  const act = call.request.params["act"];
  if (row.status === "deleted") throw notFound();
  return store.transaction(() => {
    const version = row.version + 1;
    if (act === "approve_post") {
      const publication = row.key === null ? undefined : store.get("publications", row.key);
      if (publication?.tombstoneAt) throw forbidden();
      const post = publish(call.forum, row);
      if (publication) store.update("publications", publication.id, { postId: post.id });
      store.update("reviewables", row.id, { status: "approved", version });
      return result(call, row.id, "approved", version, {
        created_post_id: post.id,
        created_post_topic_id: post.topicId,
      });
    }
    if (act !== "reject_post") throw notFound();
    store.update("reviewables", row.id, { status: "rejected", version });
    return result(call, row.id, "rejected", version, {});
  });
}

/** An approved post skips every check: the moderator was the check. */
function publish(forum: Context, row: Reviewable) {
  const { store } = forum;
  const author = store.get("users", row.userId)!;
  const { raw, title, tags, replyToNumber } = row.payload;
  const topic =
    row.topicId === null
      ? addTopic(forum, author, { title, tags }, store.get("categories", row.categoryId ?? 1) ?? null)
      : store.get("topics", row.topicId)!;
  return addPost(forum, topic, author, raw, { replyToNumber: replyToNumber ?? null });
}

function result(call: Call, id: number, to: "approved" | "rejected", version: number, more: object): object {
  const left = call.forum.store.all("reviewables").filter((row) => row.status === "pending").length;
  return {
    reviewable_perform_result: {
      success: true,
      transition_to: to,
      transition_to_id: codes[to],
      ...more,
      remove_reviewable_ids: [id],
      version,
      reviewable_count: left,
      unseen_reviewable_count: left,
    },
  };
}

/** The author takes back what still waits in the queue. */
function withdraw(call: Call): object {
  const row = call.forum.store.get("reviewables", call.number("id"));
  if (!row || row.userId !== call.me().id) throw notFound();
  call.forum.store.update("reviewables", row.id, { status: "deleted", version: row.version + 1 });
  return { success: "OK" };
}
