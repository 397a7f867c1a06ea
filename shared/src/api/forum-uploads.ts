/** The pictures of texts that wait. */
import { z } from "zod";

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
