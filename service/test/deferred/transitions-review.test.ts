import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as queue from "../../src/deferred/queue.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { deferAgain, givingBack, inReview } from "../support/ends.ts";
import { day, hour, minute } from "../support/service.ts";
import { draftOf, loseAnswer, messagesWith, perform, queueOf, recordOf, times, untilState } from "../support/story.ts";

// rows of the table of states: the approval queue, and the way home
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const stateOf = async (id: string) => (await chain.read(id)).state;

describe("in review", () => {
  test("approved → published", async () => {
    const post = await inReview(chain);
    await perform(chain, queueOf(chain)[0] ?? 0, "approve_post");
    await chain.pass(minute);
    expect(await stateOf(post.id)).toBe("published");
    expect(times(chain, post.raw)).toBe(1);
  });

  test("rejected → given back, with one message", async () => {
    const post = await inReview(chain);
    await perform(chain, queueOf(chain)[0] ?? 0, "reject_post");
    await chain.pass(minute);
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code: "rejected" } });
    expect(messagesWith(chain, post.raw)).toHaveLength(1);
  });

  test("rejected where core sent the text back itself (revise and reject) → given back, without a second message", async () => {
    const post = await inReview(chain);
    const record = await recordOf(chain, post.id);
    await queue.apply(chain.ctx, record, { outcome: "refused", code: "rejected", quiet: true }, true);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", raw: post.raw });
    expect(messagesWith(chain, post.raw)).toEqual([]);
    // and the next time that it comes home, its author is told again
    chain.forum.settings.approve_unless_allowed_groups = "10";
    await deferAgain(chain, await chain.read(post.id));
    chain.forum.store.update("topics", chain.topicId, { archivedAt: chain.clock.now() });
    await chain.pass(day);
    expect(messagesWith(chain, post.raw)).toHaveLength(1);
  });

  test("removed by its author there → taken back, without a draft they did not ask for", async () => {
    const post = await inReview(chain);
    const { url, keys } = chain.forum;
    const headers = { "Api-Key": keys.admin, "Api-Username": "paul" };
    await fetch(`${url}/review/${queueOf(chain)[0]}.json`, { method: "DELETE", headers });
    await chain.pass(minute);
    expect(await chain.read(post.id)).toMatchObject({ state: "taken_back", raw: post.raw });
    expect(draftOf(chain, post.draftKey)).toBeUndefined();
  });

  test("take back → taken back: cancel first, which ends the queued post and leaves the tombstone", async () => {
    const post = await inReview(chain);
    expect((await chain.act("take-back", post)).status).toBe(202);
    await chain.settle();
    expect(await stateOf(post.id)).toBe("taken_back");
    expect(chain.forum.store.get("publications", `${post.id}-1`)?.tombstoneAt).not.toBeNull();
    expect(chain.forum.store.all("reviewables").map(({ status }) => status)).toEqual(["deleted"]);
  });

  test("take back while a moderator rejects it → taken back behind a tombstone: approved later, it stays away", async () => {
    const post = await inReview(chain);
    const asked = await recordOf(chain, post.id);
    await chain.act("take-back", post, { draft: false });
    // the answer of a question that was asked before
    await queue.apply(chain.ctx, asked, { outcome: "refused", code: "rejected" }, true);
    await untilState(chain, post.id, "taken_back");
    for (const id of queueOf(chain)) await perform(chain, id, "approve_post");
    expect(times(chain, post.raw)).toBe(0);
  });

  test("90 days → given back", async () => {
    const post = await inReview(chain);
    await chain.pass(90 * day + hour);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", raw: post.raw });
  });
});

describe("giving back", () => {
  test("not confirmed by the forum → giving back for as long as it takes, then given back once", async () => {
    const post = await givingBack(chain);
    chain.forum.misbehaviour.down = true;
    for (let days = 0; days < 10; days++) await chain.pass(day);
    expect(await chain.read(post.id)).toMatchObject({ state: "giving_back", raw: post.raw });
    chain.forum.misbehaviour.reset();
    loseAnswer(chain, "giveBack");
    await chain.pass(day);
    await chain.pass(minute);
    expect(await stateOf(post.id)).toBe("given_back");
    expect(messagesWith(chain, post.raw)).toHaveLength(1);
  });

  test("confirmed → given back: draft, message and tombstone are there together", async () => {
    const post = await givingBack(chain);
    expect([draftOf(chain, post.draftKey), messagesWith(chain, post.raw)]).toEqual([undefined, []]);
    chain.forum.misbehaviour.reset();
    await untilState(chain, post.id, "given_back");
    expect(draftOf(chain, post.draftKey)).toContain(post.raw);
    expect(messagesWith(chain, post.raw)).toHaveLength(1);
    expect(chain.forum.store.get("publications", `${post.id}-1`)?.tombstoneAt).not.toBeNull();
  });
});
