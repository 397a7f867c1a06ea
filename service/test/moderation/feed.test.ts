import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readFeed } from "../../src/moderation/feed.ts";
import { note } from "../../../test/forum/veille/hear.ts";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { day, minute } from "../support/service.ts";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
});
afterAll(() => chain.stop());

const cursor = () => `${chain.ctx.config.prefix}:feed`;
const eventsOf = async (id: string) => (await chain.read(id)).history.map(({ event }) => event);

describe("the feed of what happened", () => {
  test("changes nothing when it is read twice", async () => {
    const { id, posts } = await chain.topicWith("Une réponse qui va partir ailleurs.");
    const [toPost, whole] = [await chain.replyTo(id, posts[1]), await chain.replyTo(id)];
    const before = await chain.ctx.redis.get(cursor());
    await chain.move(id, [posts[1]!]);
    await chain.follow();
    const after = [await chain.read(toPost.id), await chain.read(whole.id)];
    await chain.ctx.redis.set(cursor(), before ?? 0);
    await chain.follow();
    expect([await chain.read(toPost.id), await chain.read(whole.id)]).toEqual(after);
  });

  test("leads to the same where only the last of several moves is told, or they come late", async () => {
    const [{ id, posts }, { id: other }] = [
      await chain.topicWith("Une réponse qui va partir deux fois."),
      await chain.topicWith(),
    ];
    const reply = await chain.replyTo(id, posts[1]);
    const between = await chain.move(id, [posts[1]!]);
    await chain.move(between, [posts[1]!], { destination_topic_id: other });
    // the first is read when the second has happened already: it leads there at once
    await chain.follow();
    expect(await eventsOf(reply.id)).toEqual(["deferred", "followed"]);
    expect((await chain.moderate("GET", other, "waiting")).body.total).toBe(1);
    expect((await chain.moderate("GET", between, "waiting")).body.total).toBe(0);
  });

  test("asks nobody about a whole topic whose last post is still to be read", async () => {
    const { id, posts } = await chain.topicWith("Une réponse d’un sujet entier.");
    const reply = await chain.replyTo(id);
    const { id: other } = await chain.topicWith();
    await chain.move(id, posts, { destination_topic_id: other });
    // as on a page that ends before the move does
    const merged = chain.forum.store
      .all("changes")
      .find(({ type, topicId }) => type === "topic_merged" && topicId === id);
    chain.forum.store.remove("changes", merged!.id);
    await chain.follow();
    expect((await chain.read(reply.id)).question).toBeNull();
    expect(await eventsOf(reply.id)).toEqual(["deferred", "followed"]);
  });

  test("makes everything true anew after a gap", async () => {
    const [{ id, posts }, closed] = [
      await chain.topicWith("Une réponse qui part pendant la panne."),
      await chain.topicWith(),
    ];
    const when = { moment: { local: "2027-02-01T10:00", zone: "Europe/Paris" } };
    const moved = await chain.replyTo(id, posts[1], { when });
    const ended = await chain.replyTo(closed.id, null, { when });
    const fresh = await chain.move(id, [posts[1]!]);
    await chain.status(closed.id, "closed");
    chain.clock.forward(31 * day);
    note(chain.forum.context, "topic_opened", { topicId: 1 });
    await chain.follow();
    expect((await chain.moderate("GET", fresh, "waiting")).body.total).toBe(1);
    expect((await chain.read(ended.id)).reason?.code).toBe("topic_closed");
    expect(Number(await chain.ctx.redis.get(cursor()))).toBe(chain.forum.store.all("changes").at(-1)!.id);
    expect((await chain.read(moved.id)).state).toBe("waiting");
  });

  test("is read again from where it was when the forum went away in the middle", async () => {
    const { id } = await chain.topicWith();
    const when = { moment: { local: "2027-03-01T10:00", zone: "Europe/Paris" } };
    const reply = await chain.replyTo(id, null, { when });
    await chain.status(id, "closed");
    const before = await chain.ctx.redis.get(cursor());
    chain.forum.misbehave({ stage: "call", path: "/veille/changes.json", answer: "html_502" });
    expect(await readFeed(chain.ctx)).toBe(0);
    expect(await chain.ctx.redis.get(cursor())).toBe(before);
    await chain.follow();
    expect((await chain.read(reply.id)).state).toBe("given_back");
  });
});

describe("what a moderator says in the approval queue", () => {
  test("is found by the feed at once, long before the next look", async () => {
    const { id } = await chain.topicWith();
    chain.forum.settings.approve_unless_allowed_groups = "3";
    const [good, bad] = [await chain.replyTo(id), await chain.replyTo(id)];
    for (const { id: one } of [good, bad]) {
      await chain.act("publish-now", await chain.read(one));
      await chain.pass(minute);
      expect((await chain.read(one)).state).toBe("in_review");
    }
    const queued = chain.forum.store.all("reviewables").filter(({ topicId }) => topicId === id);
    await chain.order("PUT", `/review/${queued[0]!.id}/perform/approve_post.json`);
    await chain.order("PUT", `/review/${queued[1]!.id}/perform/reject_post.json`);
    await chain.follow();
    expect((await chain.read(good.id)).state).toBe("published");
    expect(await chain.read(bad.id)).toMatchObject({ state: "given_back", reason: { code: "rejected" }, raw: bad.raw });
  });
});
