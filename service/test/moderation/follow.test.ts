import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { hour } from "../support/service.ts";

const opening = "2026-11-23T08:00:00Z";
const first = "Une réponse qui va rester ici.";
const second = "Une réponse qui va partir ailleurs.";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
});
afterAll(() => chain.stop());

const eventsOf = async ({ id }: DeferredPost) => (await chain.read(id)).history.map(({ event }) => event);
/** Everything above is written and moved before the team's return: one opening publishes it all. */
const published: [DeferredPost, () => number][] = [];

describe("a split", () => {
  test("takes along what answers a moved post, and leaves what answers the others", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const [stays, goes] = [await chain.replyTo(id, posts[1]), await chain.replyTo(id, posts[2])];
    const fresh = await chain.move(id, [posts[2]!]);
    await chain.follow();
    expect(await eventsOf(goes)).toEqual(["deferred", "followed"]);
    expect(await eventsOf(stays)).toEqual(["deferred"]);
    expect((await chain.moderate("GET", fresh, "waiting")).body.byPost).toEqual([{ postId: posts[2], count: 1 }]);
    expect((await chain.moderate("GET", id, "waiting")).body.total).toBe(1);
    published.push([goes, () => fresh], [stays, () => id]);
  });

  test("asks once the author of a reply to the whole topic, which stays without an answer", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const reply = await chain.replyTo(id);
    const before = chain.messagesTo(chain.paul).length;
    const fresh = await chain.move(id, [posts[2]!]);
    await chain.follow();
    expect((await chain.read(reply.id)).question).toEqual({ newTopicId: fresh });
    expect(chain.messagesTo(chain.paul)).toHaveLength(before + 1);
    expect(chain.messagesTo(chain.paul).at(-1)).toMatch(/partagé en deux/);

    await chain.ctx.redis.set(`${chain.ctx.config.prefix}:feed`, 0);
    await chain.follow();
    expect(chain.messagesTo(chain.paul)).toHaveLength(before + 1);
    expect((await eventsOf(reply)).filter((event) => event === "asked")).toHaveLength(1);
    published.push([reply, () => id]);
  });

  test("sends the reply where its author says", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const [goes, stays] = [await chain.replyTo(id), await chain.replyTo(id)];
    const fresh = await chain.move(id, [posts[2]!]);
    await chain.follow();
    const replies = [
      [goes, "follow"],
      [stays, "stay"],
    ] as const;
    for (const [{ id: one }, go] of replies) {
      const { version } = await chain.read(one);
      const body = { version, go };
      const answer = await chain.call("POST", `/v1/deferred-posts/${one}/answer`, { as: chain.paul, body });
      expect(answer.status).toBe(200);
      expect((await chain.read(one)).question).toBeNull();
    }
    published.push([goes, () => fresh], [stays, () => id]);
  });

  test("asks nobody who wrote before the first post that went, or after it had gone", async () => {
    const { id } = await chain.topicWith(first);
    const early = await chain.replyTo(id);
    chain.clock.forward(1_000);
    const { id: late } = await chain.order<{ id: number }>("POST", "/posts.json", { topic_id: id, raw: second });
    await chain.move(id, [late]);
    const after = await chain.replyTo(id);
    await chain.follow();
    for (const { id: one } of [early, after]) expect((await chain.read(one)).question).toBeNull();
    published.push([early, () => id], [after, () => id]);
  });

  test("takes along replies to the whole topic where the moderator ticked so, and asks nobody", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const reply = await chain.replyTo(id);
    const asked = await chain.moderate("POST", id, "take-along", { postIds: [posts[2]] });
    expect(asked.status).toBe(204);
    const fresh = await chain.move(id, [posts[2]!]);
    await chain.follow();
    expect((await chain.read(reply.id)).question).toBeNull();
    expect(await eventsOf(reply)).toEqual(["deferred", "followed"]);
    published.push([reply, () => fresh]);
  });

  test("into a message or a category that the author may not see asks nobody; the reply stays", async () => {
    chain.forum.store.put("categories", {
      ...chain.forum.store.get("categories", 3)!,
      ...{ id: 90, name: "Interne", slug: "interne", permissions: { admins: 1 } },
    });
    const { topic_id } = await chain.order<{ topic_id: number }>("POST", "/posts.json", {
      ...{ title: "Entre quelques personnes", raw: "Nous en parlons ici.", archetype: "private_message" },
      target_recipients: "lea,marie",
    });
    const before = chain.messagesTo(chain.paul).length;
    const title = "Ce qui ne regarde que quelques personnes";
    for (const hidden of [{ destination_topic_id: topic_id }, { title, category_id: 90 }]) {
      const { id, posts } = await chain.topicWith(first, second);
      const reply = await chain.replyTo(id);
      await chain.move(id, [posts[2]!], hidden);
      await chain.follow();
      expect((await chain.read(reply.id)).question).toBeNull();
      expect(await eventsOf(reply)).toEqual(["deferred"]);
      published.push([reply, () => id]);
    }
    expect(chain.messagesTo(chain.paul)).toHaveLength(before);
  });

  test("asks as ever where the moderator took the tick away again", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const reply = await chain.replyTo(id);
    for (const along of [true, false]) {
      const asked = await chain.moderate("POST", id, "take-along", { postIds: [posts[2]], along });
      expect(asked.status).toBe(204);
    }
    const fresh = await chain.move(id, [posts[2]!]);
    await chain.follow();
    expect((await chain.read(reply.id)).question).toEqual({ newTopicId: fresh });
    published.push([reply, () => id]);
  });
});

describe("a first post", () => {
  test("that was only copied keeps its replies until it is deleted, then the copy has them", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const reply = await chain.replyTo(id, posts[0]);
    const fresh = await chain.move(id, [posts[0]!, posts[1]!]);
    await chain.follow();
    expect(await eventsOf(reply)).toEqual(["deferred"]);
    await chain.order("DELETE", `/posts/${posts[0]}.json`);
    await chain.follow();
    expect(await eventsOf(reply)).toEqual(["deferred", "followed"]);
    published.push([reply, () => fresh]);
  });
});

describe("frozen originals", () => {
  test("keep their replies; their copies get none", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const { id: other } = await chain.topicWith();
    const reply = await chain.replyTo(id, posts[2]);
    await chain.move(id, [posts[2]!], { destination_topic_id: other, freeze_original: true });
    await chain.follow();
    expect(await eventsOf(reply)).toEqual(["deferred"]);
    published.push([reply, () => id]);
  });
});

describe("a whole topic that went", () => {
  test("takes everything along, twice in a row, and asks nobody", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const { id: other } = await chain.topicWith();
    const [whole, toPost, toFirst] = [
      await chain.replyTo(id),
      await chain.replyTo(id, posts[2]),
      await chain.replyTo(id, posts[0]),
    ];
    await chain.move(id, posts, { destination_topic_id: other });
    await chain.follow();
    const { id: last } = await chain.topicWith();
    await chain.order("POST", `/t/${other}/merge-topic.json`, { destination_topic_id: last });
    await chain.follow();
    for (const reply of [whole, toPost, toFirst]) {
      expect(await eventsOf(reply)).toEqual(["deferred", "followed", "followed"]);
      expect((await chain.read(reply.id)).question).toBeNull();
      published.push([reply, () => last]);
    }
    expect((await chain.moderate("GET", last, "waiting")).body).toMatchObject({ total: 3, whole: 1 });
    expect((await chain.moderate("GET", id, "waiting")).body.total).toBe(0);
  });
});

describe("a deleted post", () => {
  test("leaves its reply to its topic, and the author is told once", async () => {
    const { id, posts } = await chain.topicWith(first, second);
    const reply = await chain.replyTo(id, posts[1]);
    await chain.order("DELETE", `/posts/${posts[1]}.json`);
    await chain.follow();
    await chain.order("PUT", `/t/-/${id}.json`, { category_id: 2 });
    await chain.follow();
    expect(await eventsOf(reply)).toEqual(["deferred", "target_gone"]);
    published.push([reply, () => id]);
  });
});

describe("at the team's return", () => {
  test("each comes out where it belongs, once", async () => {
    chain.clock.set(opening);
    await chain.settle();
    for (let step = 0; step < 4; step++) await chain.pass(hour / 20);
    for (const [post, where] of published) {
      const { state, published: place } = await chain.read(post.id);
      expect([state, place?.topicId]).toEqual(["published", where()]);
      expect(chain.forum.store.all("posts").filter(({ raw }) => raw === post.raw)).toHaveLength(1);
    }
    expect(published).toHaveLength(17);
  });
});
