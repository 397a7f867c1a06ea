import type { OutcomeItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import * as store from "./store.ts";

const chunk = 20;
const chunkBytes = 900_000;
const pause = 30_000;
const mostDeclined = 3;

export interface Leaving {
  userId: number;
  frozen: store.Frozen;
}

const stands = new Set(["created", "existing", "key_conflict", "in_review", "rejected"]);

/** Answers how many ms to wait before it is tried again; null: this one is settled. */
async function settle(
  ctx: Context,
  { userId, frozen }: Leaving,
  item: OutcomeItem | undefined
): Promise<number | null> {
  ctx.metrics.digests.inc({ outcome: item?.outcome ?? "missing" });
  if (!item || item.outcome === "not_reached") return 1_000;
  if (item.outcome === "wait") return Math.max(pause, (item.retryAfter ?? 0) * 1000);
  // under a digest's key stands a digest of ours: with another hash it is one that an earlier attempt brought in
  if (stands.has(item.outcome)) {
    await store.noteSent(ctx, userId, frozen);
    return null;
  }
  // the one before was opened in the meantime, or the person is called otherwise: what it says is no longer so
  const declined = await store.thaw(ctx, userId, frozen.at, true);
  if (declined < mostDeclined && item.outcome === "refused") return 0;
  ctx.log.warn({ outcome: item.outcome, code: item.code }, "a digest was not taken");
  await store.noteNone(ctx, userId, frozen.at);
  return 0;
}

/** As many as fit into one call, at least one. */
function fitting(all: Leaving[], from: number): Leaving[] {
  let bytes = 0;
  const past = all.findIndex(({ frozen }, at) => {
    if (at < from) return false;
    bytes += Buffer.byteLength(JSON.stringify(frozen.item));
    return at >= from + chunk || (at > from && bytes > chunkBytes);
  });
  return all.slice(from, past === -1 ? all.length : past);
}

/** Sends frozen digests, 20 a call, as long as the budget allows. Answers when who is to be looked at again (ms from now). */
export async function leave(ctx: Context, all: Leaving[]): Promise<Map<number, number>> {
  const again = new Map<number, number>();
  for (let at = 0, some: Leaving[]; at < all.length; at += some.length) {
    some = fitting(all, at);
    await store.noteTried(
      ctx,
      some.map(({ userId }) => userId)
    );
    const called = await ctx.forum.publish(
      some.map(({ frozen }) => frozen.item),
      "calm"
    );
    if (!called.ok) {
      const wait = Math.max(called.code === "budget" ? 1 : pause, (called.retryAfter ?? 0) * 1000);
      for (const { userId } of all.slice(at)) again.set(userId, wait);
      return again;
    }
    for (const one of some) {
      const item = called.answer.find(({ key }) => key === one.frozen.item.key);
      const wait = await settle(ctx, one, item);
      if (wait !== null) again.set(one.userId, wait);
    }
  }
  return again;
}

/**
 * Digests whose time has passed before they stood for certain: the forum ends their keys, or says that they stand after
 * all. Answers when who is to be looked at again (ms from now).
 */
export async function recall(ctx: Context, all: Leaving[]): Promise<Map<number, number>> {
  const again = new Map<number, number>();
  for (let at = 0; at < all.length; at += chunk) {
    const some = all.slice(at, at + chunk);
    const keys = some.map(({ frozen: { item } }) => ({
      key: item.key,
      userId: item.userId,
      contentHash: item.contentHash,
    }));
    const called = await ctx.forum.cancel(keys, "calm");
    for (const { userId, frozen } of some) {
      const found = called.ok ? called.answer.find(({ key }) => key === frozen.item.key)?.outcome : undefined;
      if (found === "cancelled") await store.thaw(ctx, userId, frozen.at, false);
      else if (found !== undefined && stands.has(found)) await store.noteSent(ctx, userId, frozen);
      again.set(userId, found === undefined || found === "busy" ? pause : 0);
    }
  }
  return again;
}
