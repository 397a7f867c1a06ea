/** New requests of the kinds. */
import { z } from "zod";
import { ForumId, Instant } from "./common.ts";

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
