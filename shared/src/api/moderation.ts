import { z } from "zod";
import { ForumId, Instant } from "./common.ts";

/** Why a moderator pauses: shown to authors, signed « la modération ». */
export const PauseReason = z.enum(["tidying", "splitting", "discussing", "other"]);
export type PauseReason = z.infer<typeof PauseReason>;

export const Pause = z
  .strictObject({ until: Instant, reason: PauseReason, mayRenew: z.boolean() })
  .meta({ id: "Pause" });
export type Pause = z.infer<typeof Pause>;

/** `?since`: when the first post that is about to move was written; what answers the whole topic since then may go along. */
export const TopicWaitingQuery = z.strictObject({ since: Instant.optional() });

/** `GET /v1/topics/{id}/waiting`: numbers, never texts, names or hours. For moderators of that topic. */
export const TopicWaiting = z
  .strictObject({
    topicId: ForumId,
    total: z.int(),
    /** answer the topic as a whole */
    whole: z.int(),
    wholeSince: z.int(),
    byPost: z.array(z.strictObject({ postId: ForumId, count: z.int() })),
    /** how many would come home if the topic were closed; the others are to be published where still allowed */
    homeIfClosed: z.int(),
    pause: Pause.nullable(),
  })
  .meta({ id: "TopicWaiting" });
export type TopicWaiting = z.infer<typeof TopicWaiting>;

/** `POST /v1/topics/{id}/pause`: 24 h, once again at most. `postId`: only what answers that post, wherever it goes. */
export const PauseTopic = z
  .strictObject({ postId: ForumId.optional(), reason: PauseReason })
  .meta({ id: "PauseTopic" });
export type PauseTopic = z.infer<typeof PauseTopic>;
export const ResumeTopic = z.strictObject({ postId: ForumId.optional() }).meta({ id: "ResumeTopic" });

/**
 * `POST /v1/topics/{id}/take-along`: told before the posts are moved; holds for 15 minutes. `along` false takes the word
 * back: the tick is gone again, or nothing was moved.
 */
export const TakeAlong = z
  .strictObject({ postIds: z.array(ForumId).min(1).max(500), along: z.boolean().optional() })
  .meta({ id: "TakeAlong" });
export type TakeAlong = z.infer<typeof TakeAlong>;
