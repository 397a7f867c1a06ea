import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Chain, startChain } from "../support/chain.ts";
import { claimed, inDoubt, leaseOver } from "../support/doubt.ts";
import { day, hour, minute } from "../support/service.ts";
import {
  approveFirst,
  cancelBehind,
  loseAnswer,
  messagesWith,
  recordOf,
  times,
  until,
  untilState,
  watchCalls,
} from "../support/story.ts";

// rows of the table of states: what an attempt brings
let chain: Chain;
beforeEach(async () => {
  // nothing rings by itself: each step is the test's
  chain = await startChain({ config: { lookAhead: day, sweep: day, feed: day } });
});
afterEach(() => chain.stop());

const stateOf = async (id: string) => (await chain.read(id)).state;
const toTheOpening = () => chain.pass(hour);
const events = async (id: string) =>
  (await chain.read(id)).history.map(({ event, code }) => (code ? `${event} ${code}` : event));

describe("publishing", () => {
  test("created → published: the text is gone from Redis once the forum's post id is there", async () => {
    const post = await chain.deferred();
    await toTheOpening();
    const after = await chain.read(post.id);
    expect(after).toMatchObject({ state: "published", raw: "", published: { topicId: chain.topicId } });
    expect(times(chain, post.raw)).toBe(1);
  });

  test("existing (same author and content) → published, and it is still one post", async () => {
    const post = await chain.deferred();
    loseAnswer(chain, "publish");
    await toTheOpening();
    await untilState(chain, post.id, "published");
    expect(times(chain, post.raw)).toBe(1);
  });

  test("in review → in review: the text is kept, and no late rule counts there", async () => {
    approveFirst(chain);
    const post = await chain.deferred({ late: "give_back" });
    await toTheOpening();
    await chain.pass(5 * day);
    expect(await chain.read(post.id)).toMatchObject({ state: "in_review", raw: post.raw });
  });

  test("wait → waiting, not before it was told, and why", async () => {
    const post = await chain.deferred();
    chain.forum.settings.read_only = true;
    await toTheOpening();
    const notBefore = new Date(chain.clock.now() + minute).toISOString();
    expect(await chain.read(post.id)).toMatchObject({ state: "waiting", notBefore, reason: { code: "read_only" } });
    chain.forum.settings.read_only = false;
    await chain.pass(minute - 1);
    expect(await stateOf(post.id)).toBe("waiting");
    await chain.pass(1);
    expect(await stateOf(post.id)).toBe("published");
  });

  test("our key is refused → waiting, for as long as it takes; when it is mended the late rule counts as after any outage", async () => {
    const home = await chain.deferred({ raw: "Celui-ci revient s’il est en retard.", late: "give_back" });
    const out = await chain.deferred({ raw: "Celui-ci paraît au retour suivant.", late: "next_opening" });
    const { keys } = chain.forum.context;
    const key = keys.veille;
    keys.veille = "a key that the service does not have";
    await toTheOpening();
    for (let hours = 0; hours < 30; hours++) await chain.pass(hour);
    expect([await stateOf(home.id), await stateOf(out.id)]).toEqual(["waiting", "waiting"]);
    expect((await recordOf(chain, out.id)).hops).toBeUndefined();
    keys.veille = key;
    await chain.ctx.site.refresh();
    await chain.pass(15 * minute);
    await untilState(chain, home.id, "given_back");
    await untilState(chain, out.id, "published");
  });

  test("not reached → waiting: no attempt is counted, and nobody is told of a trouble", async () => {
    const post = await chain.deferred();
    chain.forum.settings.batch_seconds = 0;
    await toTheOpening();
    expect(await stateOf(post.id)).toBe("waiting");
    expect(await recordOf(chain, post.id)).toMatchObject({ attempts: 0 });
    chain.forum.settings.batch_seconds = 8;
    await chain.pass(minute);
    expect(await events(post.id)).toEqual(["deferred", "published"]);
  });

  test("cancelled (a cancel whose answer was lost), no wish recorded → given back", async () => {
    const post = await chain.deferred();
    await cancelBehind(chain, post.id);
    await toTheOpening();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", raw: post.raw });
    expect(messagesWith(chain, post.raw)).toHaveLength(1);
  });

  test("key conflict → unsure: nothing is removed or sent again, it is loud, and the lane goes on", async () => {
    const post = await chain.deferred();
    const next = await chain.deferred({ raw: "La réponse suivante, dans le même sujet." });
    const row = { userId: chain.paul.id, hash: "0".repeat(64), postId: chain.firstReplyId, reviewableId: null };
    chain.forum.store.put("publications", { id: `${post.id}-1`, ...row, tombstoneAt: null, gaveBack: null });
    const calls = watchCalls(chain);
    await toTheOpening();
    for (let times = 0; times < 3; times++) await chain.pass(20 * minute);
    expect(await chain.read(post.id)).toMatchObject({
      state: "unsure",
      raw: post.raw,
      reason: { code: "key_conflict" },
    });
    expect(calls.flat().filter(({ key }) => key === `${post.id}-1`)).toHaveLength(1);
    expect((await events(post.id)).filter((one) => one.endsWith("key_conflict"))).toHaveLength(1);
    expect(await stateOf(next.id)).toBe("published");
    const { wrong } = (await chain.call("GET", "/readyz")).body;
    expect(wrong.map(({ code }: { code: string }) => code)).toContain("key_conflict");
  });

  test("refused → given back; behind a fence too", async () => {
    const post = await inDoubt(chain);
    chain.forum.store.update("topics", chain.topicId, { archivedAt: chain.clock.now() });
    await untilState(chain, post.id, "given_back");
    expect(await chain.read(post.id)).toMatchObject({ reason: { code: "topic_archived" }, raw: post.raw });
    expect(chain.forum.store.get("publications", `${post.id}-1`)?.tombstoneAt).not.toBeNull();
  });

  test("refused while taking back was asked for → taken back, without a message that it was refused", async () => {
    const post = await inDoubt(chain);
    chain.forum.misbehave({ stage: "before", hold: "until_released" });
    chain.clock.forward(2_000);
    const round = chain.settle();
    await until(() => chain.forum.misbehaviour.held === 1, "the second attempt is held");
    chain.forum.store.update("topics", chain.topicId, { archivedAt: chain.clock.now() });
    expect((await chain.act("take-back", post)).status).toBe(202);
    chain.forum.misbehaviour.release();
    await round;
    await untilState(chain, post.id, "taken_back");
    expect(messagesWith(chain, post.raw)).toEqual([]);
  });

  test.each([
    ["a time-out", { stage: "before", hold: "until_released" }],
    ["a cut connection", { stage: "inside", cut: true }],
    ["a page of HTML with 502", { stage: "call", answer: "html_502" }],
    ["a page of HTML with 500", { stage: "call", answer: "html_500" }],
  ] as const)("%s → unsure, and the fence stands", async (_what, rule) => {
    const post = await chain.deferred();
    chain.forum.misbehave(rule);
    await toTheOpening();
    expect(await recordOf(chain, post.id)).toMatchObject({ state: "unsure", fenced: "1" });
    expect((await chain.edit(post, { raw: "Changé pendant que personne ne sait." })).status).toBe(202);
  });

  test("lease over (by Redis' own clock) → unsure, and the fence stands", async () => {
    const id = await claimed(chain);
    await leaseOver(chain, id);
    expect(await recordOf(chain, id)).toMatchObject({ state: "unsure", fenced: "1" });
  });
});
