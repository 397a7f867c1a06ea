import assert from "node:assert/strict";
import { check } from "../check.ts";
import { member, newReply, newTopic, openCategory, readPost } from "../fixtures.ts";
import { field } from "../http.ts";
import { newItem, publishOne } from "../publishing.ts";
import { random, type World } from "../world.ts";

/** Moves posts to a new topic; its id. */
async function split(world: World, topicId: number, postIds: number[], more: object = {}): Promise<number> {
  const body = { title: `Un sujet scindé ${random()}`, category_id: await openCategory(world), post_ids: postIds };
  const answer = await world.arrange("POST", `/t/${topicId}/move-posts.json`, { ...body, ...more });
  return Number(/\/(\d+)$/.exec(field<string>(answer, "url"))![1]);
}

async function reply(world: World, topicId: number, replyToPostId?: number) {
  const target = replyToPostId === undefined ? {} : { replyToPostId };
  const item = newItem(world, { userId: (await member(world)).id, topicId, ...target });
  const outcome = await publishOne(world, item);
  assert.equal(outcome.outcome, "created", JSON.stringify(outcome));
  return { topicId: outcome.topicId, answers: (await readPost(world, outcome.postId!)).reply_to_post_number };
}

export const moves = [
  check("a reply follows the post that it answers into a split topic", async (world) => {
    const { topicId } = await newTopic(world);
    const [stays, goes] = [await newReply(world, topicId), await newReply(world, topicId)];
    const fresh = await split(world, topicId, [goes]);
    assert.deepEqual(await reply(world, topicId, goes), { topicId: fresh, answers: 1 });
    assert.deepEqual(await reply(world, topicId, stays), { topicId, answers: 2 });
  }),
  check("a reply to a whole topic stays when that is split", async (world) => {
    const { topicId } = await newTopic(world);
    await split(world, topicId, [await newReply(world, topicId)]);
    assert.deepEqual(await reply(world, topicId), { topicId, answers: null });
  }),
  check("a reply to a whole topic follows when everything is moved", async (world) => {
    const { topicId, postId } = await newTopic(world);
    const answer = await newReply(world, topicId);
    const fresh = await split(world, topicId, [postId, answer]);
    assert.deepEqual(await reply(world, topicId), { topicId: fresh, answers: null });
    assert.equal((await reply(world, topicId, answer)).topicId, fresh);
    assert.equal((await reply(world, topicId, postId)).topicId, fresh);
  }),
  check("a reply to a whole topic follows a merge", async (world) => {
    const [from, to] = [await newTopic(world), await newTopic(world)];
    await newReply(world, from.topicId);
    await world.arrange("POST", `/t/${from.topicId}/merge-topic.json`, { destination_topic_id: to.topicId });
    assert.equal((await reply(world, from.topicId)).topicId, to.topicId);
  }),
  check("a reply stays with the original where posts were only copied", async (world) => {
    const { topicId } = await newTopic(world);
    const copied = await newReply(world, topicId);
    await newReply(world, topicId);
    await split(world, topicId, [copied], { freeze_original: "true" });
    assert.deepEqual(await reply(world, topicId, copied), { topicId, answers: 2 });
  }),
  check("a reply to the first post stays with it when that was moved, because it is copied", async (world) => {
    const { topicId, postId } = await newTopic(world);
    const goes = await newReply(world, topicId);
    await newReply(world, topicId);
    await split(world, topicId, [postId, goes]);
    assert.equal((await reply(world, topicId, postId)).topicId, topicId);
  }),
  check("a reply follows the copy once the original is deleted", async (world) => {
    const { topicId } = await newTopic(world);
    const copied = await newReply(world, topicId);
    await newReply(world, topicId);
    const fresh = await split(world, topicId, [copied], { freeze_original: "true" });
    await world.arrange("DELETE", `/posts/${copied}.json`);
    assert.equal((await reply(world, topicId, copied)).topicId, fresh);
  }),
  check("a reply follows a post over two moves", async (world) => {
    const { topicId } = await newTopic(world);
    const goes = await newReply(world, topicId);
    await newReply(world, topicId);
    const first = await split(world, topicId, [goes]);
    const to = await newTopic(world);
    const body = { destination_topic_id: to.topicId, post_ids: [goes] };
    await world.arrange("POST", `/t/${first}/move-posts.json`, body);
    assert.equal((await reply(world, topicId, goes)).topicId, to.topicId);
  }),
  check("a reply moved in order of time is answered by its new number", async (world) => {
    const from = await newTopic(world);
    const goes = await newReply(world, from.topicId);
    const to = await newTopic(world);
    const later = await newReply(world, to.topicId);
    const body = { destination_topic_id: to.topicId, post_ids: [goes], chronological_order: "true" };
    await world.arrange("POST", `/t/${from.topicId}/move-posts.json`, body);
    const { post_number } = await readPost(world, later);
    assert.deepEqual(await reply(world, to.topicId, later), { topicId: to.topicId, answers: post_number });
  }),
];
