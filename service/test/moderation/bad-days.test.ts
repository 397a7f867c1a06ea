import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { note } from "../../../test/forum/veille/hear.ts";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { day, hour, minute } from "../support/service.ts";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
});
afterAll(() => chain.stop());

const text = "Une réponse qui part ailleurs.";
/** waits until the given number of ms from now, to the minute */
const soon = async (topicId: number, postId: number | null = null, ms = 3 * minute) => {
  const at = new Date(chain.clock.now() + hour + ms).toISOString().slice(0, 16);
  return chain.replyTo(topicId, postId, { when: { moment: { local: at, zone: "Europe/Paris" } } });
};
const stateOf = async (id: string) => (await chain.read(id)).state;

describe("moderators' work on a bad day", () => {
  test("feed read twice", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await chain.replyTo(id, posts[1]);
    await chain.move(id, [posts[1]!]);
    await chain.follow();
    const once = (await chain.read(reply.id)).history;
    await chain.ctx.redis.set(`${chain.ctx.config.prefix}:feed`, 0);
    await chain.follow();
    expect((await chain.read(reply.id)).history).toEqual(once);
  });

  test("feed out of order", async () => {
    const { id, posts } = await chain.topicWith("Une réponse qui ouvre la suite.", text);
    const reply = await chain.replyTo(id, posts[2]);
    const middle = await chain.move(id, [posts[1]!, posts[2]!]);
    const { id: last } = await chain.topicWith("Un sujet où tout finit.");
    await chain.move(middle, [posts[2]!], { destination_topic_id: last });
    // as if the first of the two moves were heard last
    note(chain.forum.context, "post_moved", { topicId: id, newTopicId: middle, postId: posts[2]! });
    await chain.follow();
    const waiting = async (topicId: number) => (await chain.moderate("GET", topicId, "waiting")).body.total;
    expect([await waiting(id), await waiting(middle), await waiting(last)]).toEqual([0, 0, 1]);
    expect(await stateOf(reply.id)).toBe("waiting");
  });

  test("feed read after a week", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1], 8 * day);
    const fresh = await chain.move(id, [posts[1]!]);
    chain.clock.forward(7 * day);
    await chain.follow();
    expect((await chain.moderate("GET", fresh, "waiting")).body.byPost).toEqual([{ postId: posts[1], count: 1 }]);
    expect(await stateOf(reply.id)).toBe("waiting");
  });

  test("a moderator who loses the right meanwhile", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await chain.replyTo(id);
    // the tick stands when the move is made; afterwards nobody of that name may act here any more
    await chain.moderate("POST", id, "take-along", { postIds: [posts[1]] });
    const fresh = await chain.move(id, [posts[1]!]);
    const modo = { id: chain.forum.user("modo").id, username: "modo" };
    for (const what of ["pause", "resume", "take-along"]) {
      const body = what === "pause" ? { reason: "tidying" } : what === "resume" ? {} : { postIds: posts };
      const answer = await chain.call("POST", `/v1/topics/${fresh}/${what}`, { as: modo, body });
      expect(answer.status).toBe(404);
    }
    expect((await chain.call("GET", `/v1/topics/${fresh}/waiting`, { as: modo })).status).toBe(404);
    await chain.follow();
    expect((await chain.moderate("GET", fresh, "waiting")).body.total).toBe(1);
    expect(await stateOf(reply.id)).toBe("waiting");
  });

  test("target private now", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1]);
    const closed = chain.forum.store.put("categories", {
      ...chain.forum.store.get("categories", 3)!,
      ...{ id: 90, name: "Interne", slug: "interne", permissions: { admins: 1 } },
    });
    await chain.move(id, [posts[1]!], { title: "Ce qui ne regarde que nous", category_id: closed.id });
    await chain.follow();
    await chain.pass(5 * minute);
    expect(await chain.read(reply.id)).toMatchObject({ state: "given_back", reason: { code: "topic_unseen" } });
    expect((await chain.read(reply.id)).raw).toBe(reply.raw);
  });

  test("approval needed in the new category", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1]);
    chain.forum.store.put("categories", {
      ...chain.forum.store.get("categories", 3)!,
      ...{ id: 91, name: "Relue", slug: "relue", replyApproval: true },
    });
    await chain.move(id, [posts[1]!], { title: "Une catégorie où tout est relu", category_id: 91 });
    await chain.follow();
    await chain.pass(5 * minute);
    expect(await stateOf(reply.id)).toBe("in_review");
  });

  test("pause against publishing: what has left is out, what has not waits", async () => {
    const { id } = await chain.topicWith();
    const [out, held] = [await soon(id), await soon(id, null, hour)];
    await chain.pass(4 * minute);
    await chain.moderate("POST", id, "pause", { reason: "splitting" });
    await chain.pass(hour);
    expect([await stateOf(out.id), await stateOf(held.id)]).toEqual(["published", "waiting"]);
    await chain.moderate("POST", id, "resume", {});
    await chain.pass(minute);
    expect(await stateOf(held.id)).toBe("published");
  });

  test("topic moved while the text is unsure", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1]);
    // it is written, and its answer is lost
    chain.forum.misbehave({ stage: "after", cut: true });
    await chain.pass(4 * minute);
    const fresh = await chain.move(id, [posts[1]!]);
    await chain.follow();
    for (let step = 0; step < 5; step++) await chain.pass(minute);
    expect(await stateOf(reply.id)).toBe("published");
    expect(chain.forum.store.all("posts").filter(({ raw }) => raw === reply.raw)).toHaveLength(1);
    expect([id, fresh]).toContain((await chain.read(reply.id)).published!.topicId);
  });
});

describe("an author whose reply waits on what moves, and who is meanwhile", () => {
  const change = (fields: object) => chain.forum.store.update("users", chain.paul.id, fields);

  test("renamed", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1]);
    change({ username: "paul2" });
    const fresh = await chain.move(id, [posts[1]!]);
    await chain.follow();
    await chain.pass(5 * minute);
    expect((await chain.read(reply.id)).published?.topicId).toBe(fresh);
    change({ username: "paul" });
  });

  test("suspended", async () => {
    const { id, posts } = await chain.topicWith(text);
    const reply = await soon(id, posts[1]);
    change({ suspendedTill: chain.clock.now() + 30 * day });
    await chain.move(id, [posts[1]!]);
    await chain.follow();
    await chain.pass(5 * minute);
    expect(await chain.read(reply.id)).toMatchObject({ state: "given_back", reason: { code: "author_suspended" } });
    change({ suspendedTill: null });
  });

  test("deleted", async () => {
    const sam = { id: chain.forum.user("sam").id, username: "sam" };
    const { id, posts } = await chain.topicWith(text);
    const target = { type: "reply", topicId: id, replyToPostId: posts[1]! } as const;
    const reply = await chain.deferred({ raw: "De quelqu’un qui s’en est allé.", target }, sam);
    const fresh = await chain.move(id, [posts[1]!]);
    await chain.order("DELETE", `/admin/users/${sam.id}.json`);
    await chain.follow();
    expect((await chain.call("GET", `/v1/deferred-posts/${reply.id}`, { as: sam })).status).toBe(404);
    expect((await chain.moderate("GET", fresh, "waiting")).body.total).toBe(0);
  });

  // the last one: Marie writes the replies of every topic here
  test("anonymised", async () => {
    const marie = { id: chain.forum.user("marie").id, username: "marie" };
    const { id, posts } = await chain.topicWith(text);
    const target = { type: "reply", topicId: id, replyToPostId: posts[1]! } as const;
    const reply = await chain.deferred({ raw: "De quelqu’un qui n’a plus de nom.", target }, marie);
    await chain.move(id, [posts[1]!]);
    await chain.order("PUT", `/admin/users/${marie.id}/anonymize.json`);
    await chain.follow();
    const { state, reason } = await chain.read(reply.id, marie);
    expect([state, reason?.code]).toEqual(["given_back", "author_anonymised"]);
  });
});
