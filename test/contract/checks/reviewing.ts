import assert from "node:assert/strict";
import { check } from "../check.ts";
import { member, newMember, newTopic, postsIn, readPost, reviewedCategory, withSetting } from "../fixtures.ts";
import { askedOf, askKey, newItem, publish, publishOne } from "../publishing.ts";
import { random, type World } from "../world.ts";

const perform = (world: World, id: number | null, act: "approve_post" | "reject_post") =>
  world.ask("PUT", `/review/${id}/perform/${act}.json?version=0`);

async function queued(world: World) {
  const { topicId } = await newTopic(world, await reviewedCategory(world));
  const author = await member(world);
  const item = newItem(world, { userId: author.id, topicId });
  const outcome = await publishOne(world, item);
  assert.equal(outcome.outcome, "in_review", JSON.stringify(outcome));
  assert.ok(outcome.reviewableId && outcome.reviewableId > 0);
  assert.equal(outcome.postId, null);
  return { topicId, author, item, reviewableId: outcome.reviewableId };
}

export const reviewing = [
  check("a reply that must be read first is in_review, once, however often it is sent", async (world) => {
    const { topicId, item, reviewableId } = await queued(world);
    const [again] = await publish(world, [item]);
    assert.deepEqual([again?.outcome, again?.reviewableId], ["in_review", reviewableId]);
    const asked = await askKey(world, "outcomes", item);
    assert.deepEqual([asked.outcome, asked.reviewableId], ["in_review", reviewableId]);
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("once approved it is existing, in its topic, under its author's name", async (world) => {
    const { topicId, author, item, reviewableId } = await queued(world);
    assert.equal((await perform(world, reviewableId, "approve_post")).status, 200);
    const outcome = await askKey(world, "outcomes", item);
    assert.equal(outcome.outcome, "existing", JSON.stringify(outcome));
    assert.deepEqual([outcome.topicId, outcome.postNumber], [topicId, 2]);
    const post = await readPost(world, outcome.postId!);
    assert.deepEqual([post.username, post.raw], [author.username, item.raw]);
    assert.equal((await publish(world, [item]))[0]?.outcome, "existing");
    assert.equal((await postsIn(world, topicId)).length, 2);
  }),
  check("once rejected it is rejected, also when it is sent again", async (world) => {
    const { topicId, item, reviewableId } = await queued(world);
    assert.equal((await perform(world, reviewableId, "reject_post")).status, 200);
    const outcome = await askKey(world, "outcomes", item);
    assert.deepEqual([outcome.outcome, outcome.code], ["rejected", null]);
    assert.equal((await publish(world, [item]))[0]?.outcome, "rejected");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("what was rejected and given back can't be approved any more", async (world) => {
    const { topicId, item, reviewableId } = await queued(world);
    await perform(world, reviewableId, "reject_post");
    const gift = { ...askedOf(item), draft: null, message: null };
    await world.veille("POST", "give-backs.json", { items: [gift] });
    const answer = await world.ask("PUT", `/review/${reviewableId}/perform/approve_post.json?version=1`);
    assert.notEqual(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
    assert.equal((await postsIn(world, topicId)).length, 1);
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
  }),
  check("what its author withdraws from the queue is not in_review any more", async (world) => {
    const { author, item, reviewableId } = await queued(world);
    const answer = await (await world.browser(author)).call("DELETE", `/review/${reviewableId}.json`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
    const outcome = await askKey(world, "outcomes", item);
    assert.deepEqual([outcome.outcome, outcome.code], ["rejected", "removed_by_author"]);
  }),
  check("a topic that must be read first is in_review, and existing once approved", async (world) => {
    const author = await member(world);
    const title = `Un sujet à relire ${random()}`;
    const item = newItem(world, { userId: author.id, title, categoryId: await reviewedCategory(world), tags: [] });
    const { outcome, reviewableId } = await publishOne(world, item);
    assert.equal(outcome, "in_review");
    assert.equal((await perform(world, reviewableId, "approve_post")).status, 200);
    const out = await askKey(world, "outcomes", item);
    assert.deepEqual([out.outcome, out.postNumber], ["existing", 1]);
  }),
  check("an author whose posts are read first is in_review anywhere", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await newMember(world)).id, topicId });
    await withSetting(world, ["approve_unless_allowed_groups", "14", "10"], async () => {
      assert.equal((await publishOne(world, item)).outcome, "in_review");
    });
  }),
];
