import { forbidden, invalid, limited, notFound, unprocessable } from "../answers.ts";
import type { Context } from "../context.ts";
import { canModerate, seenTopic } from "../guardian.ts";
import type { Post } from "../rows.ts";
import { createPost } from "./create-post.ts";
import { endDraft } from "./draft-rows.ts";
import { singlePost } from "./post-json.ts";
import { type Call, coreRoutes, plain } from "./route.ts";
import { tell } from "./tell.ts";

const list = (value: unknown): string[] | undefined => {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(String) : (plain(value) ?? "").split(",").filter(Boolean);
};
const number = (value: unknown): number | undefined =>
  value === undefined || value === null || value === "" ? undefined : Number(value);

/** Posting, reading, taking away and bringing back single posts. */
export const postRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["post", "/posts.json", create],
    ["get", "/posts/:id.json", (call) => singlePost(forum, seenPost(call), call.caller.user)],
    ["delete", "/posts/:id.json", (call) => trash(call, forum.clock.now())],
    ["put", "/posts/:id/recover.json", (call) => trash(call, null)],
  ]);

function create(call: Call): object {
  const { forum, given } = call;
  const me = call.me();
  const raw = given["raw"];
  if (typeof raw !== "string") throw invalid("raw");
  const message = given["archetype"] === "private_message";
  const topicId = number(given["topic_id"]);
  const categoryId = number(given["category"]);
  if (categoryId !== undefined && !forum.store.get("categories", categoryId)) throw notFound();
  const result = createPost(forum, me, {
    raw,
    topicId,
    replyToNumber: number(given["reply_to_post_number"]),
    title: call.text("title"),
    categoryId,
    tags: list(given["tags"]),
    recipients: message ? (list(given["target_recipients"] ?? given["target_usernames"]) ?? []) : undefined,
    externalId: call.text("external_id"),
  });
  if (result.is === "limited") throw limited(result.limit.sentence, result.limit.seconds);
  if (result.is === "refused") {
    if (result.why === "forbidden") throw forbidden();
    throw unprocessable(
      result.errors,
      result.errors[0]?.startsWith("Nous sommes désolés") ? "created_post" : undefined
    );
  }
  if (result.is === "enqueued") {
    const own = forum.store.all("reviewables").filter((row) => row.userId === me.id && row.status === "pending");
    const { id, payload, createdAt } = result.reviewable;
    return {
      action: "enqueued",
      success: true,
      pending_count: own.length,
      pending_post: { id, raw: payload.raw, created_at: new Date(createdAt).toISOString() },
    };
  }
  endDraft(forum, me.id, topicId === undefined ? (message ? "new_private_message" : "new_topic") : `topic_${topicId}`);
  tell(forum, result.post);
  return singlePost(forum, result.post, me, true);
}

function seenPost(call: Call): Post {
  const post = call.forum.store.get("posts", call.number("id"));
  if (!post) throw notFound();
  const topic = seenTopic(call.forum, call.caller.user, post.topicId);
  if (post.deletedAt !== null && !canModerate(call.forum, call.caller.user, topic)) throw notFound();
  return post;
}

/** The first post takes its topic along. */
function trash(call: Call, at: number | null): object {
  const { store } = call.forum;
  const me = call.me();
  const post = seenPost(call);
  const topic = store.get("topics", post.topicId)!;
  if (post.userId !== me.id && !me.admin && !canModerate(call.forum, me, topic)) throw forbidden();
  store.transaction(() => {
    store.update("posts", post.id, { deletedAt: at });
    if (post.number === 1) store.update("topics", topic.id, { deletedAt: at });
  });
  return { success: "OK" };
}
