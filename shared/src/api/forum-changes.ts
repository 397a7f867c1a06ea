/** What happened in the forum, and where posts and topics are now. */
import { z } from "zod";
import { ForumId, Instant } from "./common.ts";

/** What happened in the forum, as the plugin heard it in process. */
export const ChangeType = z.enum([
  /** a post went to another topic: `postId`, `topicId` (from), `newTopicId`, `newPostId` where it is a copy, `createdAt` */
  "post_moved",
  /** all of a topic went into another (full move, merge): `topicId`, `newTopicId` */
  "topic_merged",
  "topic_closed",
  "topic_opened",
  "topic_archived",
  "topic_unarchived",
  "topic_deleted",
  "topic_recovered",
  "topic_solved",
  "topic_unsolved",
  /** the topic's category or audience is another one */
  "topic_recategorized",
  "post_deleted",
  "post_recovered",
  /** a post of ours in the approval queue: `key` */
  "review_ended",
  "group_joined",
  "group_left",
  "group_gone",
  "person_suspended",
  "person_silenced",
  "person_back",
  "person_renamed",
  "person_anonymised",
  "person_gone",
  /** two accounts became one: `userId` into `newUserId` */
  "person_merged",
]);
export type ChangeType = z.infer<typeof ChangeType>;

export const Change = z.object({
  /** grows; the cursor */
  id: z.int(),
  at: Instant,
  type: ChangeType,
  topicId: z.int().nullable(),
  postId: z.int().nullable(),
  newTopicId: z.int().nullable(),
  newPostId: z.int().nullable(),
  userId: z.int().nullable(),
  newUserId: z.int().nullable(),
  groupId: z.int().nullable(),
  key: z.string().nullable(),
  /** of the moved post: when it was written */
  createdAt: Instant.nullable(),
});
export type Change = z.infer<typeof Change>;

/** A person and a topic, which they may see or not. */
export const Sight = z.strictObject({ userId: z.int(), topicId: ForumId });
export type Sight = z.infer<typeof Sight>;

/**
 * `POST /veille/changes.json`: what came after the cursor, oldest first, at most `limit` (500), kept for 30 days; and
 * where posts and topics are now, at most 500 each. `after` null: only `latest`, to begin with. Where rows between
 * `after` and the oldest kept one are gone (or may be: nobody listened, the forum was restored), `gap` is true:
 * everything is to be located anew, and read on from `latest`.
 */
export const ChangesRequest = z.strictObject({
  after: z.int().min(0).nullable(),
  limit: z.int().min(1).max(500).optional(),
  locate: z
    .strictObject({
      postIds: z.array(ForumId).max(500),
      topicIds: z.array(ForumId).max(500),
      /** whether these people may see these topics */
      sights: z.array(Sight).max(500).optional(),
    })
    .optional(),
});

/** `topicId` is where a reply to it would go now; null: neither the post nor a copy stands anywhere. */
export const LocatedPost = z.object({
  postId: z.int(),
  /** itself, or the copy that stands for it because the original is gone */
  nowPostId: z.int().nullable(),
  topicId: z.int().nullable(),
  postNumber: z.int().nullable(),
  deleted: z.boolean(),
});
export type LocatedPost = z.infer<typeof LocatedPost>;

export const LocatedTopic = z.object({
  topicId: z.int(),
  /** the first of these that is true: gone, deleted, closed, archived */
  state: z.enum(["open", "closed", "archived", "deleted", "gone"]),
  /** since when it is closed; null: it is not, or nobody knows since when */
  closedAt: Instant.nullable(),
  /** since when it is solved; null: it is not */
  solvedAt: Instant.nullable(),
  categoryId: z.int().nullable(),
  /** the topic that took all of this one, if one did */
  movedTo: z.int().nullable(),
});
export type LocatedTopic = z.infer<typeof LocatedTopic>;

export const ChangesAnswer = z.object({
  changes: z.array(Change),
  latest: z.int(),
  gap: z.boolean(),
  posts: z.array(LocatedPost),
  topics: z.array(LocatedTopic),
  sights: z.array(z.object({ userId: z.int(), topicId: z.int(), seen: z.boolean() })).default([]),
});
