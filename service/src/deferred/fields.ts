import type { Target } from "@veille/shared/api/deferred-post";
import { type Context, defaultSettings } from "../context.ts";
import { memoryInUse } from "../platform/durability.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Patch } from "./record.ts";
import { contentHash, type Text } from "./text.ts";

/** What the site has set; the usual where the forum has not said yet. */
export const settings = (ctx: Context) => ctx.site.get()?.settings ?? defaultSettings;

/** The forum's own lengths, where it has told us. @throws HttpProblem */
export function checkLengths(ctx: Context, raw: string | undefined, target: Target | undefined): void {
  const site = ctx.site.get();
  if (!site) return;
  if (raw !== undefined && raw.length > site.maxPostLength) throw badField("raw", "too_long");
  if (!target || target.type === "reply") return;
  if (target.title.length > site.maxTopicTitleLength) throw badField("target.title", "too_long");
  if (target.type === "topic" && target.title.length < site.minTopicTitleLength)
    throw badField("target.title", "too_short");
}

/** New texts are refused while Redis is nearly full; everything that ends a text still works. @throws HttpProblem 507 */
export async function checkRoom(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const known = room.get(ctx);
  const fresh = known && Math.abs(now - known.at) < 5_000 ? known : { at: now, used: await memoryInUse(ctx.redis) };
  room.set(ctx, fresh);
  if (fresh.used >= 0.8) throw new HttpProblem(507, "storage_full");
}
const room = new WeakMap<Context, { at: number; used: number }>();

/** Where it goes, as a record says it. */
export const placeOf = (target: Target): Patch => ({
  at: null,
  ask: null,
  type: target.type,
  topic: target.type === "reply" ? target.topicId : null,
  replyTo: target.type === "reply" ? target.replyToPostId : null,
  category: target.type === "topic" ? target.categoryId : null,
});

/** What the forum compares, so that nobody else's text passes for it. */
export const hashFor = (text: Text, target: Target): string =>
  contentHash(text, {
    type: target.type,
    topic: target.type === "reply" ? target.topicId : undefined,
    replyTo: target.type === "reply" ? (target.replyToPostId ?? undefined) : undefined,
    category: target.type === "topic" ? (target.categoryId ?? undefined) : undefined,
  });
