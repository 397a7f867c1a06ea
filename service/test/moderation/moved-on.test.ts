import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { note } from "../../../test/forum/veille/hear.ts";
import { waitingOn } from "../../src/deferred/topic.ts";
import { settleTarget } from "../../src/moderation/follow.ts";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { minute } from "../support/service.ts";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
});
afterAll(() => chain.stop());

const ends: [string, string, (topicId: number, postId: number) => Promise<unknown>][] = [
  ["closed", "topic_closed", (id) => chain.status(id, "closed")],
  ["archived", "topic_archived", (id) => chain.status(id, "archived")],
  ["deleted", "topic_gone", (id) => chain.order("DELETE", `/t/${id}.json`)],
  ["solved", "topic_solved", (_, postId) => solve(postId)],
];
const solve = (id: number) => {
  chain.clock.forward(1_000);
  return chain.order("POST", "/solution/accept.json", { id });
};
const topic = () => chain.topicWith("Une réponse de plus, pour voir.");

describe("a topic that moved on since", () => {
  test.each(ends)(
    "because it was %s gives replies back with the reason %s, long before they are due",
    async (_, code, end) => {
      const { id, posts } = await topic();
      const replies = [await chain.replyTo(id), await chain.replyTo(id, posts[1])];
      await end(id, posts[1]!);
      await chain.follow();
      for (const reply of replies) {
        expect(await chain.read(reply.id)).toMatchObject({ state: "given_back", reason: { code }, raw: reply.raw });
      }
      expect((await chain.moderate("GET", id, "waiting")).body.total).toBe(0);
    }
  );

  test.each(ends.filter(([name]) => name !== "deleted"))(
    "because it was %s leaves alone what is to be published all the same",
    async (_name, _code, end) => {
      const { id, posts } = await topic();
      const reply = await chain.replyTo(id, null, { movedOn: "publish" });
      await end(id, posts[1]!);
      await chain.follow();
      expect((await chain.read(reply.id)).state).toBe("waiting");
    }
  );

  test("and was opened again before anybody looked gives nothing back", async () => {
    const { id } = await topic();
    const reply = await chain.replyTo(id);
    await chain.status(id, "closed");
    await chain.status(id, "closed", false);
    await chain.follow();
    expect((await chain.read(reply.id)).state).toBe("waiting");
  });

  test("as somebody who looked long ago still believes, keeps nothing that was deferred again since", async () => {
    const { id } = await topic();
    const reply = await chain.replyTo(id);
    const [before] = await waitingOn(chain.ctx, id);
    const taken = (await chain.act("take-back", reply)).body as DeferredPost;
    chain.clock.forward(1_000);
    const again = { version: taken.version, when: { opening: "team" } };
    const path = `/v1/deferred-posts/${reply.id}/defer-again`;
    expect((await chain.call("POST", path, { as: chain.paul, body: again })).status).toBe(200);
    const closed = {
      topicId: id,
      state: "closed",
      closedAt: null,
      solvedAt: null,
      categoryId: 3,
      movedTo: null,
    } as const;
    const word = { posts: new Map(), topics: new Map([[id, closed]]) };
    await settleTarget(chain.ctx, id, before!, word);
    expect((await chain.read(reply.id)).state).toBe("waiting");
    const [now] = await waitingOn(chain.ctx, id);
    await settleTarget(chain.ctx, id, now!, word);
    expect((await chain.read(reply.id)).state).toBe("giving_back");
  });

  test("and was recovered, unarchived or no longer solved gives nothing back either", async () => {
    const { id, posts } = await topic();
    const reply = await chain.replyTo(id);
    await chain.status(id, "archived");
    await chain.status(id, "archived", false);
    await solve(posts[1]!);
    await chain.order("POST", "/solution/unaccept.json", { id: posts[1] });
    await chain.order("DELETE", `/t/${id}.json`);
    await chain.order("PUT", `/t/${id}/recover.json`);
    await chain.follow();
    expect((await chain.read(reply.id)).state).toBe("waiting");
  });
});

describe("a topic that was solved before the reply was written", () => {
  test("gives nothing back, whatever else happens there", async () => {
    const { id, posts } = await topic();
    await solve(posts[1]!);
    const thanks = await chain.replyTo(id);
    await chain.order("PUT", `/t/-/${id}.json`, { category_id: 2 });
    await chain.follow();
    expect((await chain.read(thanks.id)).state).toBe("waiting");
    expect((await chain.act("publish-now", await chain.read(thanks.id))).status).toBe(200);
    await chain.pass(minute);
    expect((await chain.read(thanks.id)).state).toBe("published");
  });
});

describe("a reply whose post went into a topic that is closed", () => {
  test("comes back with that reason", async () => {
    const [{ id, posts }, { id: other }] = [await topic(), await topic()];
    await chain.status(other, "closed");
    const reply = await chain.replyTo(id, posts[1]);
    await chain.move(id, [posts[1]!], { destination_topic_id: other });
    await chain.follow();
    expect(await chain.read(reply.id)).toMatchObject({ state: "given_back", reason: { code: "topic_closed" } });
  });
});

describe("people", () => {
  test("who are gone leave nothing behind", async () => {
    const sam = { id: chain.forum.user("sam").id, username: "sam" };
    const reply = await chain.deferred({ raw: "Une réponse de quelqu’un qui efface tout." }, sam);
    await chain.order("DELETE", `/admin/users/${sam.id}.json`);
    await chain.follow();
    expect((await chain.call("GET", `/v1/deferred-posts/${reply.id}`, { as: sam })).status).toBe(404);
    expect(await chain.ctx.redis.keys(`${chain.ctx.config.prefix}:*${reply.id}*`)).toEqual([
      expect.stringMatching(/:gone:/),
    ]);
  });

  test("whose two accounts became one have everything under the other, waiting and ended", async () => {
    const { id } = await topic();
    const [waiting, ended] = [await chain.replyTo(id), await chain.replyTo(id)];
    await chain.act("take-back", ended);
    await chain.settle();
    note(chain.forum.context, "person_merged", { userId: chain.paul.id, newUserId: chain.lea.id });
    note(chain.forum.context, "person_gone", { userId: chain.paul.id });
    await chain.follow();
    expect((await chain.read(waiting.id, chain.lea)).state).toBe("waiting");
    expect((await chain.read(ended.id, chain.lea)).state).toBe("taken_back");
    expect((await chain.call("GET", `/v1/deferred-posts/${waiting.id}`, { as: chain.paul })).status).toBe(404);
    const { version } = await chain.read(waiting.id, chain.lea);
    const path = `/v1/deferred-posts/${waiting.id}/publish-now`;
    await chain.call("POST", path, { as: chain.lea, body: { version } });
    await chain.pass(minute);
    expect((await chain.read(waiting.id, chain.lea)).state).toBe("published");
    const written = chain.forum.store.all("posts").filter(({ raw }) => raw === waiting.raw);
    expect(written.map(({ userId }) => userId)).toEqual([chain.lea.id]);
  });

  test("who are anonymised have what waits taken off the way", async () => {
    const marie = { id: chain.forum.user("marie").id, username: "marie" };
    const reply = await chain.deferred({ raw: "Une réponse de quelqu’un qui s’en va." }, marie);
    await chain.order("PUT", `/admin/users/${marie.id}/anonymize.json`);
    await chain.follow();
    const { state, reason } = await chain.read(reply.id, marie);
    expect([state, reason?.code]).toEqual(["given_back", "author_anonymised"]);
  });
});
