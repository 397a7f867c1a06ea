import type { NoAnswer } from "../forum/client.ts";
import type { OutcomeItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import type { DeferredRecord } from "./record.ts";
import type { Word } from "./queue.ts";
import { remainderOf, sealText, showText } from "./text.ts";

const second = 1_000;
const minute = 60 * second;
const pauses = [5 * second, 15 * second, minute, 2 * minute, 5 * minute, 10 * minute];

/** Growing pause before the next attempt, ms. */
export const pauseAfter = (attempts: number): number =>
  pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1] as number;

/** The post stands in the forum: what remains of the text is its titles. */
export function published(
  ctx: Context,
  record: DeferredRecord,
  sealed: string,
  at: Pick<OutcomeItem, "postId" | "topicId" | "postNumber">
): Word {
  const rest = sealText(ctx.sealer, record.id, record.sealed, remainderOf(showText(ctx, record, sealed)));
  const { postId, topicId, postNumber } = at;
  return { outcome: "published", postId, topicId, postNumber, rest, sealed: record.sealed };
}

/** What one answer of the forum, to an attempt or to a question by key, makes of a post. */
export function wordOf(ctx: Context, record: DeferredRecord, sealed: string, item: OutcomeItem): Word {
  const now = ctx.clock.now();
  const errors = item.errors.length > 0 ? JSON.stringify(item.errors) : null;
  const attempts = record.attempts ?? 1;
  switch (item.outcome) {
    case "created":
    case "existing":
      return { ...published(ctx, record, sealed, item), code: item.code };
    case "in_review":
      return {
        outcome: "in_review",
        reviewableId: item.reviewableId,
        askAt: now + minute,
        quiet: record.state === "in_review",
      };
    case "rejected":
      if (item.code === "removed_by_author") return { outcome: "removed" };
      return { outcome: "refused", code: "rejected", errors, quiet: item.code === "text_sent_back" };
    case "refused":
      // the catch-all may be an automation that was unavailable: it counts the second time, minutes later
      if (item.code === "refused" && record.code !== "refused") {
        return { outcome: "wait", code: "refused", errors, notBefore: now + 3 * minute };
      }
      // the account may have been merged into another a moment ago: the feed says so before anything is erased
      if (item.code === "author_gone") return { outcome: "refused", code: item.code, askAt: now + 10 * minute };
      return { outcome: "refused", code: item.code ?? "refused", errors };
    case "wait": {
      const asked = (item.retryAfter ?? 0) * second;
      return { outcome: "wait", code: item.code, errors, notBefore: now + Math.max(asked, pauseAfter(attempts)) };
    }
    case "not_reached":
      return { outcome: "wait", free: true, notBefore: now };
    case "cancelled":
      return { outcome: "cancelled" };
    case "unknown":
      // the same again, at once the first time; a text that hangs each time must not hang a worker each time
      return { outcome: "unknown", notBefore: attempts > 1 ? now + pauseAfter(attempts - 1) : null };
    case "key_conflict":
      ctx.health.set("key_conflict", `the forum knows the key of ${record.id} with another text or author`);
      return { outcome: "conflict", code: "key_conflict", askAt: now + 10 * minute };
    case "busy":
      return { outcome: "later", askAt: now + 5 * second };
  }
}

/** What an attempt without an answer makes of a post: certainly nothing happened, or nobody knows. */
export function wordWithoutAnswer(ctx: Context, record: DeferredRecord, call: NoAnswer): Word {
  const now = ctx.clock.now();
  if (call.sent === "maybe") return { outcome: "doubt", code: call.code, askAt: now + 2 * second };
  const after = (call.retryAfter ?? 0) * second;
  if (call.code === "budget") return { outcome: "wait", free: true, notBefore: now + after };
  const code = call.code === "rate_limited" ? "rate_limited" : "forum_away";
  return { outcome: "wait", code, notBefore: now + Math.max(after, pauseAfter(record.attempts ?? 1)) };
}
