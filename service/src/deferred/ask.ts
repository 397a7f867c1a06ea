import type { KeyItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { type DeferredRecord, forumKey } from "./record.ts";
import * as queue from "./queue.ts";
import * as store from "./store.ts";
import { wordOf } from "./words.ts";

export const keyItem = (record: DeferredRecord): KeyItem => ({
  key: forumKey(record),
  userId: record.author,
  contentHash: record.hash,
});

const minute = 60_000;
const ninetyDays = 90 * 86_400_000;

/** Asks the forum by key what became of posts in doubt, or in its approval queue. Answers how many were asked. */
export async function askByKey(ctx: Context, index: "doubts" | "review"): Promise<number> {
  const posts = await store.load(ctx, await queue.dueIn(ctx, index, 50));
  if (posts.length === 0) return 0;
  const called = await ctx.forum.outcomes(posts.map(({ record }) => keyItem(record)));
  const now = ctx.clock.now();
  for (const { record, sealed } of posts) {
    if (!called.ok) {
      const pause = Math.max((called.retryAfter ?? 0) * 1000, index === "review" ? minute : 5_000);
      await queue.apply(ctx, record, { outcome: "later", askAt: now + pause }, true);
      continue;
    }
    const item = called.answer.find(({ key }) => key === forumKey(record));
    const word = item ? wordOf(ctx, record, sealed, item) : ({ outcome: "later", askAt: now + minute } as const);
    await queue.apply(ctx, record, word, true);
    if (word.outcome === "in_review" && now - (record.reviewSince ?? now) > ninetyDays) {
      await queue.fetchBack(ctx, record.id, "review_expired");
    }
  }
  return posts.length;
}
