import assert from "node:assert/strict";
import { check } from "../check.ts";
import { member, newMember, newTopic, postsIn, reviewedCategory } from "../fixtures.ts";
import { askKey, newItem, publish, publishOne } from "../publishing.ts";

export const cancelling = [
  check("what was cancelled before publishing never comes out", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    assert.equal((await askKey(world, "cancel", item)).outcome, "cancelled");
    assert.equal((await publish(world, [item]))[0]?.outcome, "cancelled");
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("cancelling again answers the same", async (world) => {
    const item = newItem(world, { userId: (await member(world)).id, topicId: 1 });
    const first = await askKey(world, "cancel", item);
    assert.deepEqual(await askKey(world, "cancel", item), first);
  }),
  check("a cancelled key is nobody else's", async (world) => {
    const [author, stranger] = [await member(world), await member(world)];
    const item = newItem(world, { userId: author.id, topicId: 1 });
    await askKey(world, "cancel", item);
    const outcome = await askKey(world, "outcomes", { ...item, userId: stranger.id });
    assert.equal(outcome.outcome, "key_conflict");
  }),
  check("what is out can't be cancelled: the post is named", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    const { postId } = await publishOne(world, item);
    const outcome = await askKey(world, "cancel", item);
    assert.equal(outcome.outcome, "existing");
    assert.deepEqual([outcome.postId, outcome.topicId, outcome.postNumber], [postId, topicId, 2]);
  }),
  check("the next generation of a cancelled text is published", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    await askKey(world, "cancel", item);
    const next = { ...item, key: item.key.replace(/-1$/, "-2") };
    assert.equal((await publishOne(world, next)).outcome, "created");
  }),
  check("cancelling what waits for review takes it out of the queue", async (world) => {
    const { topicId } = await newTopic(world, await reviewedCategory(world));
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    const { reviewableId } = await publishOne(world, item);
    assert.ok(reviewableId);
    assert.equal((await askKey(world, "cancel", item)).outcome, "cancelled");
    const approved = await world.ask("PUT", `/review/${reviewableId}/perform/approve_post.json?version=0`);
    assert.notEqual(approved.status, 200);
    assert.equal((await publish(world, [item]))[0]?.outcome, "cancelled");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("a cancel that races twenty publications ends in one post or none, and says which", async (world) => {
    const { topicId } = await newTopic(world);
    const author = await newMember(world);
    const item = newItem(world, { userId: author.id, topicId });
    await world.reserve(11);
    const calls = Array.from({ length: 10 }, () => publish(world, [item], true));
    const body = { items: [{ key: item.key, userId: item.userId, contentHash: item.contentHash }] };
    await Promise.all([...calls, world.veille("POST", "publications/cancel.json", body, true)]);
    const { outcome, postId } = await askKey(world, "cancel", item);
    const own = (await postsIn(world, topicId)).filter((post) => post.username === author.username);
    assert.match(outcome, /^(existing|cancelled)$/);
    assert.deepEqual(
      own.map((post) => post.id),
      outcome === "existing" ? [postId] : []
    );
  }),
  check("a straggler that wakes after the cancel meets the tombstone", async (world) => {
    const control = world.needControl("a publication that sleeps before its transaction");
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await newMember(world)).id, topicId });
    await control.call("POST", "misbehave", { stage: "before", hold: "until_released", cut: true, key: item.key });
    await assert.rejects(publish(world, [item]));
    await control.held(1);
    assert.equal((await askKey(world, "cancel", item)).outcome, "cancelled");
    await control.call("POST", "release");
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
];
