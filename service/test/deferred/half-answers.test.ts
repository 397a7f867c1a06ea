import { afterEach, beforeEach, expect, test } from "@jest/globals";
import * as queue from "../../src/deferred/queue.ts";
import * as store from "../../src/deferred/store.ts";
import { pauseOn } from "../../src/deferred/topic.ts";
import { isRedisAway } from "../../src/platform/redis.ts";
import { type Chain, startChain } from "../support/chain.ts";

let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

// found by chaos: Redis killed between two reads of one request made it a 500
test("Redis goes between two reads of one request: that is Redis away, and never half an answer", async () => {
  const { id } = await chain.deferred();
  const [stored] = await store.load(chain.ctx, [id]);
  if (!stored) throw new Error("it was just deferred");
  chain.ctx.redis.disconnect();
  const reads = [pauseOn(chain.ctx, stored.record), store.load(chain.ctx, [id]), queue.nextTime(chain.ctx)];
  for (const read of await Promise.allSettled(reads)) {
    expect(read.status === "rejected" && isRedisAway(read.reason)).toBe(true);
  }
});
