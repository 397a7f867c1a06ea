import assert from "node:assert/strict";
import { check, Skip } from "../check.ts";
import * as fixtures from "../fixtures.ts";
import { member, moderator, newReply, newTopic, openCategory, postsIn, setStatus } from "../fixtures.ts";
import { newItem, publish, publishOne } from "../publishing.ts";
import { random, type World } from "../world.ts";

const later = (world: World): string => new Date(world.now() + 60_000).toISOString();
/** `deferredAt` before anything in this check happened */
const before = (world: World): string => new Date(world.now() - 60_000).toISOString();

async function code(world: World, fields: Parameters<typeof newItem>[1]): Promise<string | null> {
  const [outcome] = await publish(world, [newItem(world, fields)]);
  assert.equal(outcome?.outcome, "refused", JSON.stringify(outcome));
  return outcome.code;
}

export const topics = [
  check("a deleted topic and one that never was are topic_gone", async (world) => {
    const { topicId } = await newTopic(world);
    await world.arrange("DELETE", `/t/${topicId}.json`);
    const { id: userId } = await member(world);
    assert.equal(await code(world, { userId, topicId }), "topic_gone");
    assert.equal(await code(world, { userId, topicId: 2_000_000_001 }), "topic_gone");
  }),
  check("a topic that the author may no longer see is topic_unseen", async (world) => {
    const { topicId } = await newTopic(world);
    await world.arrange("PUT", `/t/-/${topicId}.json`, { category_id: await fixtures.staffCategory(world) });
    assert.equal(await code(world, { userId: (await member(world)).id, topicId }), "topic_unseen");
  }),
  check("a closed topic is topic_closed, whatever the author wished", async (world) => {
    const { topicId } = await newTopic(world);
    await setStatus(world, topicId, "closed");
    const { id: userId } = await member(world);
    for (const movedOn of ["give_back", "publish"] as const) {
      assert.equal(await code(world, { userId, topicId, movedOn }), "topic_closed");
    }
  }),
  check("closed since deferring is topic_closed for moderators too, unless they wished otherwise", async (world) => {
    const { topicId } = await newTopic(world);
    const { id: userId } = await moderator(world);
    const deferredAt = before(world);
    await setStatus(world, topicId, "closed");
    assert.equal(await code(world, { userId, topicId, deferredAt }), "topic_closed");
    const wished = newItem(world, { userId, topicId, deferredAt, movedOn: "publish" });
    assert.equal((await publishOne(world, wished)).outcome, "created");
  }),
  check("a topic that was closed before deferring takes a moderator's reply", async (world) => {
    const { topicId } = await newTopic(world);
    await setStatus(world, topicId, "closed");
    const item = newItem(world, { userId: (await moderator(world)).id, topicId, deferredAt: later(world) });
    assert.equal((await publishOne(world, item)).outcome, "created");
  }),
  check("a topic that was closed and opened again takes replies", async (world) => {
    const { topicId } = await newTopic(world);
    const deferredAt = before(world);
    await setStatus(world, topicId, "closed");
    await setStatus(world, topicId, "closed", false);
    const item = newItem(world, { userId: (await member(world)).id, topicId, deferredAt });
    assert.equal((await publishOne(world, item)).outcome, "created");
  }),
  check("an archived topic is topic_archived", async (world) => {
    const { topicId } = await newTopic(world);
    await setStatus(world, topicId, "archived");
    assert.equal(await code(world, { userId: (await member(world)).id, topicId }), "topic_archived");
  }),
  check("solved since deferring is topic_solved, or published where the author wished so", async (world) => {
    const { topicId } = await newTopic(world);
    const { id: userId } = await member(world);
    const answer = await newReply(world, topicId);
    const deferredAt = before(world);
    const accepted = await world.ask("POST", "/solution/accept.json", { id: answer });
    if (accepted.status !== 200) throw new Skip(`no topics are solved here (${accepted.status})`);
    assert.equal(await code(world, { userId, topicId, deferredAt }), "topic_solved");
    const wished = newItem(world, { userId, topicId, deferredAt, movedOn: "publish" });
    assert.equal((await publishOne(world, wished)).outcome, "created");
    const knowing = newItem(world, { userId: (await member(world)).id, topicId, deferredAt: later(world) });
    assert.equal((await publishOne(world, knowing)).outcome, "created");
  }),
  check("a topic that the author may only read is reply_forbidden", async (world) => {
    const { topicId } = await newTopic(world, await fixtures.readOnlyCategory(world));
    assert.equal(await code(world, { userId: (await member(world)).id, topicId }), "reply_forbidden");
  }),
  check("a reply to a post that never was, with no topic named, is reply_target_gone", async (world) => {
    const fields = { userId: (await member(world)).id, replyToPostId: 2_000_000_001 };
    assert.equal(await code(world, fields), "reply_target_gone");
  }),
  check("a reply to a post that is deleted goes to its topic, answering nobody, and says so", async (world) => {
    const { topicId } = await newTopic(world);
    const target = await newReply(world, topicId);
    await world.arrange("DELETE", `/posts/${target}.json`);
    const item = newItem(world, { userId: (await member(world)).id, topicId, replyToPostId: target });
    const outcome = await publishOne(world, item);
    assert.deepEqual([outcome.outcome, outcome.code, outcome.topicId], ["created", "reply_target_gone", topicId]);
    const post = (await postsIn(world, topicId)).find(({ id }) => id === outcome.postId);
    assert.equal(post?.reply_to_post_number, null);
  }),
  check(
    "a category that never was is category_gone, one that only staff may write in category_forbidden",
    async (world) => {
      const title = `Un sujet sans place ${random()}`;
      const { id: userId } = await member(world);
      assert.equal(await code(world, { userId, title, categoryId: 2_000_000_001 }), "category_gone");
      const categoryId = await fixtures.readOnlyCategory(world);
      assert.equal(await code(world, { userId, title, categoryId }), "category_forbidden");
    }
  ),
  check("what the forum itself finds wrong is refused with its own sentences", async (world) => {
    const { topicId } = await newTopic(world);
    const [outcome] = await publish(world, [newItem(world, { userId: (await member(world)).id, topicId, raw: "ok" })]);
    assert.equal(outcome?.code, "refused");
    assert.ok(outcome.errors.length > 0 && outcome.errors.every((one) => one.length > 5), String(outcome.errors));
  }),
  check("a short title and an unknown recipient are refused with sentences", async (world) => {
    const { id: userId } = await member(world);
    const short = newItem(world, { userId, title: "court", categoryId: await openCategory(world) });
    const nobody = newItem(world, { userId, title: "Un message pour personne", recipients: [`personne_${random()}`] });
    for (const outcome of await publish(world, [short, nobody])) {
      assert.equal(outcome.code, "refused", JSON.stringify(outcome));
      assert.ok(outcome.errors.length > 0);
    }
  }),
  check("the same words twice within minutes are refused once the first are out", async (world) => {
    const { topicId } = await newTopic(world);
    const first = newItem(world, { userId: (await fixtures.newMember(world)).id, topicId });
    await publishOne(world, first);
    const again = await publishOne(world, newItem(world, { userId: first.userId, topicId, raw: first.raw }));
    assert.equal(again.code, "refused", JSON.stringify(again));
  }),
];
