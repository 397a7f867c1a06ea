import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as queue from "../../src/deferred/queue.ts";
import * as store from "../../src/deferred/store.ts";
import { published } from "../../src/deferred/words.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { claimed, inDoubt, leaseOver, sayByKey } from "../support/doubt.ts";
import { day, hour, minute } from "../support/service.ts";
import {
  approveFirst,
  cancelBehind,
  loseAnswer,
  perform,
  queueOf,
  recordOf,
  times,
  until,
  untilState,
  watchCalls,
} from "../support/story.ts";

// rows of the table of states: what becomes of doubt, and whose word counts
let chain: Chain;
beforeEach(async () => {
  // nothing rings by itself: each step is the test's
  chain = await startChain({ config: { lookAhead: day, sweep: day, feed: day } });
});
afterEach(() => chain.stop());

const stateOf = async (id: string) => (await chain.read(id)).state;
const toTheOpening = () => chain.pass(hour);

describe("unsure", () => {
  test("asked by key → created or existing: published", async () => {
    const post = await inDoubt(chain);
    expect(
      await sayByKey(chain, post.id, { outcome: "existing", postId: 7, topicId: chain.topicId, postNumber: 3 })
    ).toBe("published");
  });

  test("asked by key → in review, and from there as ever", async () => {
    approveFirst(chain);
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "after", hold: "until_released" });
    await toTheOpening();
    chain.forum.misbehaviour.release();
    await untilState(chain, post.id, "in_review");
    await perform(chain, queueOf(chain)[0] ?? 0, "approve_post");
    await chain.pass(minute);
    await chain.pass(minute);
    expect(await stateOf(post.id)).toBe("published");
  });

  test("asked by key → rejected: given back", async () => {
    approveFirst(chain);
    const post = await chain.deferred();
    loseAnswer(chain, "publish");
    await toTheOpening();
    await perform(chain, queueOf(chain)[0] ?? 0, "reject_post");
    await untilState(chain, post.id, "given_back");
    expect(await chain.read(post.id)).toMatchObject({ reason: { code: "rejected" }, raw: post.raw });
  });

  test("asked by key → wait: waiting, the fence still standing", async () => {
    const post = await inDoubt(chain);
    expect(await sayByKey(chain, post.id, { outcome: "wait", code: "topic_busy", retryAfter: 2 })).toBe("waiting");
    expect((await recordOf(chain, post.id)).fenced).toBe("1");
  });

  test("asked by key → refused: giving back", async () => {
    const id = await claimed(chain);
    await leaseOver(chain, id);
    expect(await sayByKey(chain, id, { outcome: "refused", code: "category_gone" })).toBe("giving_back");
  });

  test("asked by key → unknown: the same key, generation and bytes are sent again", async () => {
    const calls = watchCalls(chain);
    const post = await inDoubt(chain);
    await untilState(chain, post.id, "published");
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
  });

  test("cancelled (a cancel whose answer was lost) → as the recorded wish says", async () => {
    const post = await inDoubt(chain);
    loseAnswer(chain, "cancel");
    expect((await chain.act("take-back", post, { draft: false })).status).toBe(202);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "unsure", requested: "take_back" });
    await untilState(chain, post.id, "taken_back");
    const edited = await inDoubt(chain);
    loseAnswer(chain, "cancel");
    await chain.edit(edited, { raw: "Ce que la personne a demandé entre-temps." });
    await untilState(chain, edited.id, "published");
    expect([times(chain, edited.raw), times(chain, "Ce que la personne a demandé entre-temps.")]).toEqual([0, 1]);
  });

  test("cancelled, no wish recorded → given back", async () => {
    const post = await inDoubt(chain);
    await cancelBehind(chain, post.id);
    await untilState(chain, post.id, "given_back");
    expect(await chain.read(post.id)).toMatchObject({ raw: post.raw, reason: { code: "cancelled" } });
  });

  test("busy → the wish stays recorded, and is done first when the forum answers", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "inside", hold: "until_released" });
    await toTheOpening();
    const asked = await chain.act("take-back", post);
    await chain.pass(3_000);
    expect([asked.status, (await chain.read(post.id)).requested]).toEqual([202, "take_back"]);
    chain.forum.misbehaviour.release();
    await until(() => times(chain, post.raw) === 1, "the straggler commits");
    await untilState(chain, post.id, "published");
  });
});

describe("a word counts only for its own attempt", () => {
  test("a late refusal of an earlier attempt changes nothing", async () => {
    const id = await claimed(chain);
    const [before] = await store.load(chain.ctx, [id]);
    await leaseOver(chain, id);
    const word = { outcome: "refused", code: "topic_gone" } as const;
    expect(before && (await queue.apply(chain.ctx, before.record, word))).toBe("");
    expect(await stateOf(id)).toBe("unsure");
  });

  test("a late positive one always counts", async () => {
    const id = await claimed(chain);
    const [before] = await store.load(chain.ctx, [id]);
    await leaseOver(chain, id);
    if (!before) throw new Error("gone");
    const at = { postId: 7, topicId: chain.topicId, postNumber: 3 };
    expect(await queue.apply(chain.ctx, before.record, published(chain.ctx, before.record, before.sealed, at))).toBe(
      "published"
    );
  });
});
