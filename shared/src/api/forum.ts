/** What the service and the plugin's Ruby say to each other: every call takes a list and answers per item. */
import { z } from "zod";
import { ForumId, Instant, Locale } from "./common.ts";

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

/**
 * `POST /veille/give-backs.json`: tombstone for `key`, draft where free, message: one transaction. The answer's outcome
 * is `created` (done now), `existing` (that give-back was done before), `published` (the text is out: nothing done),
 * `busy`, `refused` (author gone or anonymised: nobody to give to; the tombstone stands), `key_conflict` (as when
 * publishing: nothing done) or `not_reached`.
 */
export const GiveBackItem = z.strictObject({
  /** the publication's key that is ended by this */
  key: ForumKey,
  userId: z.int(),
  contentHash: z.string(),
  draft: z.strictObject({ key: z.string().max(40), data: z.string() }).nullable(),
  /** null: no direct message (the author took it back, or core has sent the text already) */
  message: z.strictObject({ title: z.string(), posts: z.array(z.string()).min(1) }).nullable(),
});
export type GiveBackItem = z.infer<typeof GiveBackItem>;
export const GiveBackRequest = z.strictObject({ items: z.array(GiveBackItem).min(1).max(20) });
export const GiveBackAnswer = z.object({
  items: z.array(
    z.object({
      key: ForumKey,
      outcome: z.enum(["created", "existing", "published", "busy", "refused", "key_conflict", "not_reached"]),
      draftKept: z.boolean(),
      messageTopicId: z.int().nullable(),
      postId: z.int().nullable(),
      topicId: z.int().nullable(),
      postNumber: z.int().nullable(),
      code: z.string().nullable(),
    })
  ),
});
export type GiveBackOutcome = z.infer<typeof GiveBackAnswer>["items"][number];

/** `PUT /veille/uploads.json`: the pictures of a waiting text are kept; an empty list lets them go. */
export const UploadsItem = z.strictObject({
  /** the post's uuid */
  id: z.string(),
  version: z.int(),
  userId: z.int(),
  /** as they stand in the text: `upload://…` */
  shortUrls: z.array(z.string().max(200)).max(100),
});
export type UploadsItem = z.infer<typeof UploadsItem>;
export const UploadsRequest = z.strictObject({ items: z.array(UploadsItem).min(1).max(100) });
export const UploadsAnswer = z.object({
  items: z.array(
    z.object({ id: z.string(), outcome: z.enum(["kept", "older", "not_reached"]), missing: z.array(z.string()) })
  ),
});

/** `POST /veille/people.json` `{userIds}` */
export const PeopleRequest = z.strictObject({ userIds: z.array(z.int()).min(1).max(500) });
export const Person = z.object({
  userId: z.int(),
  state: z.enum(["active", "inactive", "staged", "anonymised", "suspended", "silenced", "gone"]),
  username: z.string().nullable(),
  name: z.string().nullable(),
  groups: z.array(z.int()),
  locale: z.string().nullable(),
  zone: z.string().nullable(),
});
export type Person = z.infer<typeof Person>;
export const PeopleAnswer = z.object({ people: z.array(Person) });

/** `POST /veille/site.json`, body `{}`: read each minute. */
export const Site = z.object({
  title: z.string(),
  baseUrl: z.string(),
  locale: z.string(),
  loginRequired: z.boolean(),
  minPostLength: z.int(),
  maxPostLength: z.int(),
  minTopicTitleLength: z.int(),
  maxTopicTitleLength: z.int(),
  settings: z.object({
    waitingPerPerson: z.int(),
    daysAhead: z.int(),
    callsPerMinute: z.int(),
    late: z.enum(["publish", "next_opening", "give_back"]),
    movedOn: z.enum(["give_back", "publish"]),
    botUsername: z.string(),
    contact: z.string().nullable(),
    /** who reads the names of those on watch who ticked it */
    namesShownTo: z.enum(["team", "members", "everybody"]).default("members"),
    /** who reads the table of shifts */
    tableShownTo: z.enum(["team", "members"]).default("team"),
    /** how long a standing order holds where nobody says */
    orderMonths: z.int().min(1).max(12).default(3),
  }),
  plugin: z.string(),
  contract: z.int(),
  discourse: z.string(),
  /** names of what the boot check did not find in this Discourse */
  missing: z.array(z.string()),
  /** what this plugin has beyond the first contract; `calm`: it keeps quiet outside declared hours */
  features: z.array(z.string()).default([]),
});
export type Site = z.infer<typeof Site>;

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

/**
 * `POST /veille/changes.json`: what came after the cursor, oldest first, at most `limit` (500), kept for 30 days; and
 * where posts and topics are now, at most 500 each. `after` null: only `latest`, to begin with. Where rows between
 * `after` and the oldest kept one are gone (or may be: nobody listened, the forum was restored), `gap` is true:
 * everything is to be located anew, and read on from `latest`.
 */
export const ChangesRequest = z.strictObject({
  after: z.int().min(0).nullable(),
  limit: z.int().min(1).max(500).optional(),
  locate: z.strictObject({ postIds: z.array(ForumId).max(500), topicIds: z.array(ForumId).max(500) }).optional(),
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
});

/** `GET /veille/about.json`, for everybody. */
export const PluginAbout = z.object({
  plugin: z.string(),
  contract: z.int(),
  discourse: z.string(),
  missing: z.array(z.string()),
});

/** `PUT /veille/loud-intervals.json`: finished, as UTC instants for 35 days; null: as before, nothing is held. */
export const LoudIntervalsItem = z.strictObject({
  userId: z.int(),
  /** grows with every push, by at least the milliseconds of the clock: 64 bits; an older one never overwrites */
  version: z.int(),
  intervals: z
    .array(z.tuple([Instant, Instant]))
    .max(500)
    .nullable(),
});
export type LoudIntervalsItem = z.infer<typeof LoudIntervalsItem>;
export const LoudIntervalsRequest = z.strictObject({ items: z.array(LoudIntervalsItem).min(1).max(200) });
export const LoudIntervalsAnswer = z.object({
  items: z.array(z.object({ userId: z.int(), outcome: z.enum(["stored", "older", "gone", "not_reached"]) })),
});

/** What was held for a person and is still unread and visible to them, oldest first. */
export const HeldThing = z.object({
  heldId: z.int(),
  /** the forum's notification type */
  type: z.int(),
  at: Instant,
  topicId: z.int().nullable(),
  postId: z.int().nullable(),
  postNumber: z.int().nullable(),
  title: z.string().nullable(),
  /** who caused it */
  byUsername: z.string().nullable(),
});
export type HeldThing = z.infer<typeof HeldThing>;
/**
 * `POST /veille/held.json`: `heldIds` is everything unmarked, also what is read or invisible by now. `unopened` is the
 * newest digest where that person has not opened it, with what it marked and is still unread and visible. At most 50
 * people.
 */
export const HeldRequest = z.strictObject({ userIds: z.array(z.int()).min(1).max(50) });
export const HeldOf = z.object({
  userId: z.int(),
  outcome: z.enum(["read", "not_reached"]),
  heldIds: z.array(z.int()),
  things: z.array(HeldThing),
  unopened: z.object({ key: ForumKey, things: z.array(HeldThing) }).nullable(),
});
export type HeldOf = z.infer<typeof HeldOf>;
export const HeldAnswer = z.object({ people: z.array(HeldOf) });

/**
 * `POST /veille/beat.json`, once a minute: silence is a lease. `noneDue`: for whom nothing is due at `start`, by the
 * service's word. `stale`: for whom the plugin has stopped holding.
 */
export const BeatRequest = z.strictObject({
  noneDue: z.array(z.strictObject({ userId: z.int(), start: Instant })).max(500),
});
export const BeatAnswer = z.object({ leaseUntil: Instant, stale: z.array(z.int()) });

/**
 * `POST /veille/requests.json`: topics of these categories and of their subcategories made at or after `since`, oldest
 * first, at most 100; `more`: there are later ones. Only what stands and is listed, no definitions of a category.
 */
export const RequestsRequest = z.strictObject({ categoryIds: z.array(ForumId).max(100), since: Instant });
export const RequestedTopic = z.object({
  topicId: z.int(),
  /** the nearest one asked for, where it stands in a subcategory */
  categoryId: z.int(),
  title: z.string(),
  createdAt: Instant,
  userId: z.int(),
  /** ids of the groups that may see it; null: everybody */
  readableBy: z.array(z.int()).nullable(),
});
export type RequestedTopic = z.infer<typeof RequestedTopic>;
export const RequestsAnswer = z.object({ topics: z.array(RequestedTopic), more: z.boolean() });

/** The version of this contract; both sides answer it and the service refuses another. */
export const CONTRACT = 1;

export const MessageLocale = Locale;
