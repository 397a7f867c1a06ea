import { z } from "zod";
import { Instant } from "./common.ts";

/** One wrong field. `path` is dotted, as in `when.moment.local`; `message` is in the reader's language. */
export const FieldError = z.strictObject({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  /** for a wall time that the clock change skips or repeats: what could be meant */
  possibilities: z
    .array(z.strictObject({ local: z.string(), disambiguation: z.enum(["earlier", "later"]), at: Instant }))
    .optional(),
});
export type FieldError = z.infer<typeof FieldError>;

/** `application/problem+json`, RFC 9457. `code` is stable, `title` is for people. */
export const Problem = z
  .strictObject({
    type: z.literal("about:blank"),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    errors: z.array(FieldError).optional(),
    /** with 409: how the thing stands now */
    present: z.unknown().optional(),
    retryAfter: z.int().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
