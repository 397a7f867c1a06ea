import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { OutcomeItem } from "@veille/shared/api/forum";
import * as queue from "../../src/deferred/queue.ts";
import * as store from "../../src/deferred/store.ts";
import { wordOf } from "../../src/deferred/words.ts";
import type { Chain } from "./chain.ts";
import { hour } from "./service.ts";
import { recordOf, until } from "./story.ts";

/** Reached, claimed and sent, and the connection cut before the forum began: unsure. */
export async function inDoubt(chain: Chain): Promise<DeferredPost> {
  const post = await chain.deferred();
  chain.forum.misbehave({ stage: "call", cut: true });
  chain.clock.set(post.dueAt ?? 0);
  await chain.settle();
  const { state } = await recordOf(chain, post.id);
  if (state !== "unsure") throw new Error(`not in doubt: ${state}`);
  return post;
}

/** Claimed by a process that does nothing more with it. */
export async function claimed(chain: Chain): Promise<string> {
  const { id } = await chain.deferred();
  chain.clock.forward(hour);
  await queue.reachOpening(chain.ctx, "team", chain.clock.now());
  await queue.claim(chain.ctx, 20, "attempt");
  return id;
}

export const leaseOver = (chain: Chain, id: string): Promise<void> =>
  until(async () => {
    await queue.expireLeases(chain.ctx);
    return (await recordOf(chain, id)).state === "unsure";
  }, "the lease is over");

/** The forum's word about the text, asked by key. Answers the new state, '' where it changed nothing. */
export async function sayByKey(chain: Chain, id: string, more: Partial<OutcomeItem>): Promise<string> {
  const [stored] = await store.load(chain.ctx, [id]);
  if (!stored) throw new Error(`no record of ${id}`);
  const item: OutcomeItem = {
    ...{ key: `${id}-1`, outcome: "unknown", postId: null, topicId: null, postNumber: null, reviewableId: null },
    ...{ code: null, retryAfter: null, errors: [] },
    ...more,
  };
  return queue.apply(chain.ctx, stored.record, wordOf(chain.ctx, stored.record, stored.sealed, item), true);
}
