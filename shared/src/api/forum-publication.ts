/** How a text reaches the forum, and what became of it. */
import { z } from "zod";
import { ForumId, Instant } from "./common.ts";

/** `<uuid>-<generation>`, or `<class>-…` for messages of our own. */
export const ForumKey = z.string().regex(/^[a-z0-9][a-z0-9-]{7,79}$/);

/** Closed: an attempt that got one of these did nothing, and trying the same again is no use. */
export const RefusalCode = z.enum([
  "author_gone",
  "author_inactive",
  "author_staged",
  "author_anonymised",
  "author_suspended",
  "author_silenced",
  "topic_gone",
  "topic_unseen",
  "topic_closed",
  "topic_archived",
  "topic_solved",
  "reply_forbidden",
  "reply_target_gone",
  "category_gone",
  "category_forbidden",
  "refused",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** Closed: an attempt that got one of these did nothing, and may succeed later. */
export const WaitCode = z.enum([
  "topic_busy",
  "key_busy",
  "rate_limited",
  "read_only",
  "slow_mode",
  "too_many_replies",
  "daily_limit",
  "upload_gone",
  /** a fault of the forum's (or of another plugin's) that met this one item; the others were done */
  "forum_error",
]);
export type WaitCode = z.infer<typeof WaitCode>;

/** The user id of the bot that the plugin seeds: the author of our own messages. */
export const BOT_USER_ID = -8341;

export const PublicationItem = z.strictObject({
  key: ForumKey,
  /** a member, or BOT_USER_ID */
  userId: z.int(),
  raw: z.string(),
  topicId: ForumId.optional(),
  replyToPostId: ForumId.optional(),
  title: z.string().optional(),
  categoryId: ForumId.optional(),
  tags: z.array(z.string()).optional(),
  recipients: z.array(z.string()).optional(),
  /** SHA-256 in hex over the JSON array [raw, title, categoryId, tags, topicId, replyToPostId, recipients] */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  deferredAt: Instant,
  movedOn: z.enum(["give_back", "publish"]),
  /** the author's draft of that key is cleared when it holds the published text */
  draftKey: z.string().max(40).optional(),
  /** with a digest: what was held, marked in the same transaction */
  heldIds: z.array(z.int()).max(5000).optional(),
  /**
   * with a digest: the one before, still unopened. In the same transaction it is deleted, and what it had marked is
   * marked by this one. Opened since: nothing is done, `refused`.
   */
  replaces: ForumKey.optional(),
});
export type PublicationItem = z.infer<typeof PublicationItem>;

export const Outcome = z.enum([
  "created",
  "existing",
  "in_review",
  "rejected",
  "refused",
  "wait",
  "cancelled",
  "key_conflict",
  "not_reached",
  "unknown",
  "busy",
]);

/**
 * Every answer carries every field; what does not apply is null. `retryAfter` in seconds. `code` is a RefusalCode with
 * `refused`, a WaitCode with `wait`; with `created` and `in_review` it may be `reply_target_gone` (the post answered is
 * deleted: the reply went to its topic, the author is to be told); with `rejected` it is null (a moderator declined),
 * `removed_by_author` (there, by their own hand) or `text_sent_back` (core has sent the text to its author).
 */
export const OutcomeItem = z.object({
  key: ForumKey,
  outcome: Outcome,
  postId: z.int().nullable(),
  topicId: z.int().nullable(),
  postNumber: z.int().nullable(),
  reviewableId: z.int().nullable(),
  code: z.string().nullable(),
  retryAfter: z.number().nullable(),
  errors: z.array(z.string()),
});
export type OutcomeItem = z.infer<typeof OutcomeItem>;

/** Answer of `publications.json`, `publications/outcomes.json` and `publications/cancel.json`. */
export const OutcomeAnswer = z.object({ items: z.array(OutcomeItem) });

/** `POST /veille/publications.json`: at most 20 items. The same key twice: 400. */
export const PublicationRequest = z.strictObject({ items: z.array(PublicationItem).min(1).max(20) });

/** `POST /veille/publications/outcomes.json` and `…/cancel.json`; hash as given when publishing, to tell a stranger's key. */
export const KeyItem = z.strictObject({ key: ForumKey, userId: z.int(), contentHash: z.string() });
export type KeyItem = z.infer<typeof KeyItem>;
export const KeyRequest = z.strictObject({ items: z.array(KeyItem).min(1).max(50) });
