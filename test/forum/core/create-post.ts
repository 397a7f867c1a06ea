import type { Context } from "../context.ts";
import { canCreateIn, canReply, isReviewed } from "../guardian.ts";
import type { Category, Post, Reviewable, Topic, User } from "../rows.ts";
import { sentences } from "../sentences.ts";
import { categoryOf } from "../state.ts";
import { isStaff } from "../who.ts";
import { type TooSoon, tooSoon } from "./author-limits.ts";
import { blockedWord, isRepetition, rawErrors, slowModeLeft, titleErrors, tooManyInARow } from "./content.ts";
import { addPost, addTopic, type Recipients, recipientsNamed } from "./write.ts";

export interface NewPost {
  raw: string;
  topicId?: number | undefined;
  replyToNumber?: number | undefined;
  title?: string | undefined;
  categoryId?: number | undefined;
  tags?: string[] | undefined;
  /** user and group names: a direct message */
  recipients?: string[] | undefined;
  externalId?: string | undefined;
  /** carried to the queue, so that an approved post is known by it */
  key?: string | undefined;
}

export type Result =
  | { is: "created"; post: Post }
  | { is: "enqueued"; reviewable: Reviewable }
  | { is: "refused"; why: "slow_mode" | "too_many_replies" | "forbidden" | "other"; errors: string[]; seconds?: number }
  | { is: "limited"; limit: TooSoon };

const refuse = (errors: string[], why: "forbidden" | "other" = "other"): Result => ({ is: "refused", why, errors });

/** What the core does with a text, in the core's order: blocked words, the queue, the checks, the limits, the post. */
export function createPost(forum: Context, user: User, given: NewPost): Result {
  const message = given.recipients !== undefined;
  const topic = given.topicId === undefined ? null : (forum.store.get("topics", given.topicId) ?? null);
  const word = blockedWord(forum, user, `${given.title ?? ""} ${given.raw}`);
  if (word) return refuse([sentences.blocked(word)]);

  const category = topic
    ? (categoryOf(forum.store, topic) ?? null)
    : (forum.store.get("categories", given.categoryId ?? 1) ?? null);
  let recipients: Recipients | null = null;
  if (given.topicId !== undefined) {
    if (!topic) return refuse([sentences.topicNotFound]);
    const seconds = slowModeLeft(forum, user, topic);
    if (seconds > 0) return { is: "refused", why: "slow_mode", errors: [sentences.slowMode], seconds };
    if (!canReply(forum, user, topic)) return refuse([sentences.topicNotFound]);
  } else if (message) {
    recipients = recipientsNamed(forum.store, user, given.recipients ?? []);
    if (!recipients) return refuse([sentences.noRecipient]);
  } else if (!canCreateIn(forum, user, category)) {
    return refuse([sentences.forbidden], "forbidden");
  }

  const inMessage = message || topic?.archetype === "private_message";
  const errors = [
    ...(given.topicId === undefined ? titleErrors(forum, given.title ?? "", message) : []),
    ...rawErrors(forum, user, given.raw, inMessage),
  ];
  if (errors.length > 0) return refuse(errors);
  if (!inMessage && isRepetition(forum, user, given.raw)) return refuse([sentences.tooSimilar]);
  if (topic && tooManyInARow(forum, user, topic)) {
    return {
      is: "refused",
      why: "too_many_replies",
      errors: [sentences.consecutive(forum.settings.max_consecutive_replies)],
    };
  }
  if (given.externalId && forum.store.all("topics").some((one) => one.externalId === given.externalId)) {
    return refuse([sentences.externalTaken]);
  }
  if (!inMessage && needsApproval(forum, user, category, topic))
    return { is: "enqueued", reviewable: enqueue(forum, user, given) };

  const limit = tooSoon(forum, user, given.topicId === undefined);
  if (limit) return { is: "limited", limit };
  return forum.store.transaction(() => {
    const into = topic ?? addTopic(forum, user, given, category, recipients);
    return {
      is: "created",
      post: addPost(forum, into, user, given.raw, { replyToNumber: given.replyToNumber ?? null }),
    };
  });
}

function needsApproval(forum: Context, user: User, category: Category | null, topic: Topic | null): boolean {
  if (isStaff(user)) return false;
  if (isReviewed(forum, user)) return true;
  return Boolean(topic ? category?.replyApproval : category?.topicApproval);
}

function enqueue(forum: Context, user: User, given: NewPost): Reviewable {
  const { store } = forum;
  return store.put("reviewables", {
    id: store.nextId("reviewables"),
    status: "pending",
    version: 0,
    userId: user.id,
    topicId: given.topicId ?? null,
    categoryId: given.categoryId ?? null,
    payload: {
      raw: given.raw,
      ...(given.title !== undefined && { title: given.title }),
      ...(given.tags && { tags: given.tags }),
      ...(given.replyToNumber !== undefined && { replyToNumber: given.replyToNumber }),
    },
    key: given.key ?? null,
    createdAt: forum.clock.now(),
  });
}
