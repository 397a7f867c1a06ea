import { z } from "zod";
import { AtVersion, ForumId, Instant, KindId, LateRule, MovedOnRule, Text, Version } from "./common.ts";
import { When } from "./when.ts";

/** UUID version 7 (RFC 9562), made by the browser within two days of sending. */
export const PostUuid = z.uuidv7();

const Raw = Text.min(1).max(150_000);
const Title = Text.trim().min(1).max(255);
const Tag = Text.min(1).max(100);

export const ReplyTarget = z.strictObject({
  type: z.literal("reply"),
  topicId: ForumId,
  /** null: an answer to the topic as a whole */
  replyToPostId: ForumId.nullable(),
});
export const TopicTarget = z.strictObject({
  type: z.literal("topic"),
  title: Title,
  categoryId: ForumId.nullable(),
  tags: z.array(Tag).max(20),
});
export const MessageTarget = z.strictObject({
  type: z.literal("message"),
  title: Title,
  /** user and group names */
  recipients: z.array(Text.min(1).max(100)).min(1).max(50),
});
export const Target = z.discriminatedUnion("type", [ReplyTarget, TopicTarget, MessageTarget]).meta({ id: "Target" });
export type Target = z.infer<typeof Target>;

/** `PUT /v1/deferred-posts/{uuid}` */
export const DeferPost = z
  .strictObject({
    raw: Raw,
    target: Target,
    when: When,
    /** left out: the kind's, else the site's */
    late: LateRule.optional(),
    movedOn: MovedOnRule.optional(),
    /** the kind in whose topics it was written: its defaults apply */
    kind: KindId.optional(),
    /** the composer's key (`topic_12`, `new_topic`…): where the text goes if it comes back */
    draftKey: Text.min(1).max(40),
    /** shown in lists instead of asking the forum; at most 255 characters */
    topicTitle: Text.max(255).optional(),
  })
  .meta({ id: "DeferPost" });
export type DeferPost = z.infer<typeof DeferPost>;

/** `PATCH /v1/deferred-posts/{id}`: what is left out stays. A new target is a move elsewhere. */
export const EditDeferredPost = z
  .strictObject({
    version: Version,
    raw: Raw.optional(),
    target: Target.optional(),
    when: When.optional(),
    late: LateRule.optional(),
    movedOn: MovedOnRule.optional(),
    topicTitle: Text.max(255).optional(),
  })
  .meta({ id: "EditDeferredPost" });
export type EditDeferredPost = z.infer<typeof EditDeferredPost>;

/** Body of `…/publish-now`; `DELETE` takes it as a query. */
export const Act = z.strictObject({ version: Version }).meta({ id: "Act" });
/** Body of `…/take-back`. `draft` false: the text is back in the composer already, so no draft is made of it. */
export const TakeBack = z.strictObject({ version: Version, draft: z.boolean().optional() }).meta({ id: "TakeBack" });
export const DeleteQuery = AtVersion;

/** `…/defer-again` of what was given back or taken back. */
export const DeferAgain = z
  .strictObject({
    version: Version,
    when: When,
    raw: Raw.optional(),
    target: Target.optional(),
    late: LateRule.optional(),
    movedOn: MovedOnRule.optional(),
  })
  .meta({ id: "DeferAgain" });
export type DeferAgain = z.infer<typeof DeferAgain>;

/** `…/answer`: after a split, where the reply to the whole topic goes. */
export const AnswerQuestion = z
  .strictObject({ version: Version, go: z.enum(["stay", "follow"]) })
  .meta({ id: "AnswerQuestion" });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

export const DeferredState = z.enum([
  "waiting",
  "publishing",
  "unsure",
  "in_review",
  "published",
  "giving_back",
  "given_back",
  "taken_back",
]);
export type DeferredState = z.infer<typeof DeferredState>;

/** A wish that waits for the forum's word, because an attempt may still be running. */
export const Wish = z.enum(["take_back", "edit", "give_back", "erase"]);
export type Wish = z.infer<typeof Wish>;

/** One line of a post's story. `event` is closed, `code` says why (the forum's closed list or ours). */
export const HistoryLine = z.strictObject({
  at: Instant,
  event: z.enum([
    "deferred",
    "edited",
    "moved",
    "publish_now",
    "retried",
    "held_back",
    "doubt",
    "in_review",
    "published",
    "giving_back",
    "given_back",
    "taken_back",
    "deferred_again",
    "requested",
    "hours_changed",
    "followed",
    "asked",
    "answered",
    "target_gone",
    "paused",
    "resumed",
  ]),
  code: z.string().nullable(),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const DeferredPost = z
  .strictObject({
    id: PostUuid,
    version: Version,
    state: DeferredState,
    /** asked, and done when the forum has answered */
    requested: Wish.nullable(),
    target: Target,
    raw: z.string(),
    topicTitle: z.string().nullable(),
    when: When,
    /** when it is planned for by the rules in force; null once out or back */
    dueAt: Instant.nullable(),
    /** the zone in which the person chose, for showing */
    zone: z.string(),
    late: LateRule,
    movedOn: MovedOnRule,
    draftKey: z.string(),
    deferredAt: Instant,
    /** the next try, when the forum asked to wait */
    notBefore: Instant.nullable(),
    /** why it waits, came back or is held: a closed code, with the forum's own sentences */
    reason: z.strictObject({ code: z.string(), errors: z.array(z.string()) }).nullable(),
    published: z
      .strictObject({ postId: ForumId, topicId: ForumId.nullable(), postNumber: z.int().nullable() })
      .nullable(),
    /** the kind's next opening is more than 7 days away */
    farAway: z.boolean(),
    /** moderators tidy its topic: it waits until then at the latest */
    paused: z.strictObject({ until: Instant, reason: z.string() }).nullable(),
    /** part of its topic went to this one: its author may choose; without an answer it stays */
    question: z.strictObject({ newTopicId: ForumId }).nullable(),
    history: z.array(HistoryLine),
  })
  .meta({ id: "DeferredPost" });
export type DeferredPost = z.infer<typeof DeferredPost>;

/** `GET /v1/deferred-posts`: the person's own, newest first; given back and unsure ones are never left out. */
export const DeferredList = z
  .strictObject({
    posts: z.array(DeferredPost),
    waiting: z.int(),
    next: z.string().nullable(),
    serverTime: Instant,
  })
  .meta({ id: "DeferredList" });
export type DeferredList = z.infer<typeof DeferredList>;

export const DeferredListQuery = z.strictObject({
  topic: z.coerce.number().pipe(ForumId).optional(),
  states: z.string().max(200).optional(),
  after: z.string().max(40).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).optional(),
});
