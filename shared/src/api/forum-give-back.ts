/** How a text goes back to its author. */
import { z } from "zod";
import { ForumKey } from "./forum-publication.ts";

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
