import { z } from "zod";
import { ForumId, Instant } from "./common.ts";

/**
 * Claims of the bearer token that the plugin signs (JWT, HS256; `kid` is the first 8 hex digits of the secret's
 * SHA-256). `iat` and `exp` are seconds since the epoch; it lives 5 minutes at most.
 */
export const Claims = z.object({
  iss: z.string(),
  aud: z.literal("veille"),
  /** the forum's user id, in digits */
  sub: z.string().regex(/^\d{1,10}$/),
  iat: z.int(),
  exp: z.int(),
  username: z.string(),
  admin: z.boolean(),
  moderator: z.boolean(),
  coordinator: z.boolean(),
  groups: z.array(z.int()),
  locale: z.string(),
  zone: z.string().nullable(),
  /** topic ids on which this person may moderate, when asked for one */
  moderates: z.array(z.int()),
});
export type Claims = z.infer<typeof Claims>;

/** Answer of the plugin's `POST /veille/token.json`, body `{topicId?}`. */
export const Token = z.object({ token: z.string(), expiresAt: Instant });
export type Token = z.infer<typeof Token>;

export const TokenRequest = z.strictObject({ topicId: ForumId.optional() });
