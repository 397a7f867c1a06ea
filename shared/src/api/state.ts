import { z } from "zod";
import { Instant } from "./common.ts";

/** What is looked at, in the order of what depends on what. */
export const CheckCode = z.enum([
  "forum",
  "key",
  "plugin",
  "versions",
  // whoever reads this came with a token that was understood
  "secret",
  "redis",
  "clock",
  "texts",
  "posts",
  "calm",
  "holidays",
]);
export type CheckCode = z.infer<typeof CheckCode>;

/** `code` is one of /readyz; `detail` is for who mends it, in English. */
export const WrongThing = z.strictObject({ code: z.string(), loud: z.boolean(), detail: z.string() });
export type WrongThing = z.infer<typeof WrongThing>;

export const StateCheck = z.strictObject({
  code: CheckCode,
  /** `unknown`: it cannot be told as long as something before it is wrong */
  state: z.enum(["ok", "wrong", "unknown"]),
  wrong: z.array(WrongThing),
});
export type StateCheck = z.infer<typeof StateCheck>;

/** `GET /v1/state`, for coordinators: is everything there, and if not, what. */
export const State = z
  .strictObject({
    /** false: nothing is published before it is mended */
    ready: z.boolean(),
    checks: z.array(StateCheck),
    versions: z.strictObject({
      service: z.string(),
      contract: z.int(),
      /** null: the forum has never answered */
      plugin: z.string().nullable(),
      discourse: z.string().nullable(),
      redis: z.string().nullable(),
    }),
    forum: z.strictObject({
      /** where the service reaches it, and what people see */
      url: z.string(),
      origin: z.string(),
      answeredAt: Instant.nullable(),
      features: z.array(z.string()),
    }),
    /** null: nobody has chosen hours, or the forum can't keep quiet */
    lease: z.strictObject({ beatAt: Instant, until: Instant }).nullable(),
    /** people whose newest hours the forum does not have yet */
    hoursOnTheWay: z.int(),
    /** reached and not out for more than a minute */
    overduePosts: z.int(),
    /** fraction of Redis' memory in use; 0 where there is no limit */
    memory: z.number(),
    serverTime: Instant,
  })
  .meta({ id: "State" });
export type State = z.infer<typeof State>;
