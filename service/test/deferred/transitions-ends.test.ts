import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as queue from "../../src/deferred/queue.ts";
import * as store from "../../src/deferred/store.ts";
import { published } from "../../src/deferred/words.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { deferAgain, givenBack, givingBack, inReview, takenBack } from "../support/ends.ts";
import { day, hour, minute } from "../support/service.ts";
import { recordOf, times } from "../support/story.ts";

// rows of the table of states: what comes after an end, late answers, and races
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const stateOf = async (id: string) => (await chain.read(id)).state;

describe("given back, taken back", () => {
  test.each([
    ["given back", givenBack],
    ["taken back", takenBack],
  ])("%s · defer again → waiting under the next generation's key, and it comes out once", async (_what, end) => {
    const post = await end(chain);
    const { status, body } = await deferAgain(chain, post);
    expect([status, body.state, body.version]).toEqual([200, "waiting", post.version + 1]);
    expect((await recordOf(chain, post.id)).generation).toBe(2);
    chain.clock.set(body.dueAt as string);
    await chain.settle();
    expect(await stateOf(post.id)).toBe("published");
    expect(times(chain, body.raw as string)).toBe(1);
  });

  test("defer again at a moment that has passed: it is asked anew, and nothing changes", async () => {
    const post = await takenBack(chain);
    const { status, body } = await deferAgain(chain, post, {
      when: { moment: { local: "2026-11-23T07:00", zone: "Europe/Paris" } },
    });
    expect([status, body.errors[0].code]).toEqual([400, "past"]);
    expect(await stateOf(post.id)).toBe("taken_back");
  });

  test.each([
    ["given back", givenBack],
    ["taken back", takenBack],
  ])("%s · delete → record and text are erased", async (_what, end) => {
    const post = await end(chain);
    await chain.settle();
    const path = `/v1/deferred-posts/${post.id}`;
    expect((await chain.call("DELETE", `${path}?version=${post.version}`, { as: chain.paul })).status).toBe(204);
    await chain.settle();
    const left = await chain.ctx.redis.keys(`*${post.id}*`);
    expect(left).toEqual([`${chain.ctx.config.prefix}:gone:${post.id}`]);
  });
});

describe("any state", () => {
  test.each([
    ["waiting", (one: Chain) => one.deferred()],
    ["giving back", givingBack],
    ["given back", givenBack],
    ["taken back", takenBack],
    ["in review", inReview],
  ])("%s · a late positive answer → published: it always wins, and history says so", async (from, make) => {
    const { id } = await make(chain);
    const [stored] = await store.load(chain.ctx, [id]);
    if (!stored) throw new Error("gone");
    const at = { postId: 7, topicId: chain.topicId, postNumber: 3 };
    const word = published(chain.ctx, stored.record, stored.sealed, at);
    expect(await queue.apply(chain.ctx, stored.record, word)).toBe("published");
    await chain.pass(day);
    const after = await chain.read(id);
    expect(after).toMatchObject({ state: "published", raw: "", published: { postId: 7 }, requested: null });
    const surprise = ["giving back", "given back", "taken back"].includes(from);
    expect(after.history.at(-1)).toMatchObject({ event: "published", code: surprise ? "after_all" : null });
  });

  test("a late positive answer after its text was changed still shows in the list", async () => {
    const post = await takenBack(chain);
    const [before] = await store.load(chain.ctx, [post.id]);
    if (!before) throw new Error("gone");
    await deferAgain(chain, post, { raw: "Un texte changé depuis que l’autre est parti." });
    const at = { postId: 7, topicId: chain.topicId, postNumber: 3 };
    await queue.apply(chain.ctx, before.record, published(chain.ctx, before.record, before.sealed, at));
    expect(await chain.read(post.id)).toMatchObject({ state: "published", raw: "" });
  });
});

describe("a race", () => {
  test("lost → 409 with the present state; the same change with the old version → 200, also when its moment has come", async () => {
    const post = await chain.deferred();
    const change = { when: { moment: { local: "2026-11-23T08:05", zone: "Europe/Paris" } } };
    expect((await chain.edit(post, change)).status).toBe(200);
    const other = await chain.edit(post, { raw: "Un deuxième onglet, resté en arrière." });
    expect([other.status, other.body.present.version]).toEqual([409, 2]);
    await chain.pass(5 * minute);
    const same = await chain.edit(post, change);
    expect([same.status, same.body.state]).toEqual([200, "published"]);
  });

  test("publish now or take back while it leaves → 202", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "before", hold: "until_released" });
    await chain.pass(hour);
    expect((await chain.act("publish-now", post)).status).toBe(202);
    expect((await chain.act("take-back", post)).status).toBe(202);
  });

  test("publish now, when it has just come out → 200 and where it is", async () => {
    const post = await chain.deferred();
    await chain.pass(hour);
    const { status, body } = await chain.act("publish-now", post);
    expect([status, body.state]).toEqual([200, "published"]);
  });
});
