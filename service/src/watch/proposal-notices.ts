import { createHash } from "node:crypto";
import { type Context, keyOf } from "../context.ts";
import { recall } from "../messages/outbox.ts";
import type { WatchEvent } from "../messages/watch.ts";

/** A name of the forum's own making: the same notice again is the same message. */
export function messageKey(event: WatchEvent, raw: string): string {
  const digest = createHash("sha256").update(raw).digest("hex").slice(0, 32);
  return `${event === "urgent" ? "urgent" : "watch"}-${digest}`;
}

const kept = (ctx: Context, shift: string, userId: number): Promise<string | null> =>
  ctx.redis.hget(keyOf(ctx, "watch-proposals"), `${shift}~${userId}`);

/** A proposal's own words in its notice: when it was made, and the shift's revision then. */
interface Made {
  at: string;
  rev: string;
}

/** Null: nothing is proposed to them. */
export async function proposalMade(ctx: Context, shift: string, userId: number): Promise<Made | null> {
  const [, at, rev] = (await kept(ctx, shift, userId))?.split("|") ?? [];
  return at && rev ? { at, rev } : null;
}

/** Whether that very proposal stands: not answered and not taken back since. */
export async function isProposed(ctx: Context, shift: string, userId: number, { at, rev }: Made): Promise<boolean> {
  const made = await proposalMade(ctx, shift, userId);
  return made?.at === at && made.rev === rev;
}

/** Of a proposal that is over: whether its person has heard of it. Who has not never will. */
export async function hadHeard(ctx: Context, shift: string, userId: number, { at, rev }: Made): Promise<boolean> {
  const raw = ["proposed", userId, shift, rev, at].join("|");
  await ctx.redis.zrem(keyOf(ctx, "watch-notices"), raw);
  return (await recall(ctx, messageKey("proposed", raw))) === "sent";
}
