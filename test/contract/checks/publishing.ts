import assert from "node:assert/strict";
import { check } from "../check.ts";
import { member, newMember, newReply, newTopic, openCategory, postsIn, readPost } from "../fixtures.ts";
import { field } from "../http.ts";
import { askedOf, askKey, hashOf, newItem, newKey, publish, publishOne } from "../publishing.ts";
import { random, sentence } from "../world.ts";

export const publishing = [
  check("twenty calls at once with one key publish one post", async (world) => {
    const author = await newMember(world);
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: author.id, topicId });
    await world.reserve(20);
    const answers = await Promise.all(Array.from({ length: 20 }, () => publish(world, [item], true)));
    const outcomes = answers.map(([one]) => one!.outcome);
    assert.ok(outcomes.includes("created"), String(outcomes));
    for (const one of outcomes) assert.match(one, /^(created|existing|wait|not_reached)$/);
    assert.equal(outcomes.filter((one) => one === "created").length, 1);
    const posts = (await postsIn(world, topicId)).filter((post) => post.username === author.username);
    assert.equal(posts.length, 1);
    assert.equal((await askKey(world, "outcomes", item)).postId, posts[0]!.id);
  }),
  check("one key in two batches at once publishes one post", async (world) => {
    const [first, second] = [await newMember(world), await newMember(world)];
    const { topicId } = await newTopic(world);
    const shared = newItem(world, { userId: first.id, topicId });
    const own = newItem(world, { userId: second.id, topicId });
    await world.reserve(2);
    const answers = await Promise.all([publish(world, [shared, own], true), publish(world, [shared], true)]);
    assert.deepEqual(
      answers.flat().map((one) => one.key),
      [shared.key, own.key, shared.key]
    );
    await publishOne(world, shared);
    const posts = (await postsIn(world, topicId)).filter((post) => post.username === first.username);
    assert.equal(posts.length, 1);
  }),
  check("a published reply stands in its topic under its author's name", async (world) => {
    const author = await member(world);
    const { topicId } = await newTopic(world);
    const target = await newReply(world, topicId);
    const item = newItem(world, { userId: author.id, topicId, replyToPostId: target });
    const outcome = await publishOne(world, item);
    assert.equal(outcome.outcome, "created");
    assert.equal(outcome.topicId, topicId);
    const post = await readPost(world, outcome.postId!);
    assert.equal(post.username, author.username);
    assert.equal(post.raw, item.raw);
    assert.equal(post.reply_to_post_number, 2);
    assert.equal(post.post_number, outcome.postNumber);
  }),
  check("publishing again answers existing with the same post", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    const first = await publishOne(world, item);
    const again = await publishOne(world, item);
    assert.deepEqual({ ...again, outcome: "created" }, first);
    assert.equal(again.outcome, "existing");
  }),
  check("a post that was deleted since still counts as published", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    const { postId } = await publishOne(world, item);
    await world.arrange("DELETE", `/posts/${postId}.json`);
    const again = await publishOne(world, item);
    assert.equal(again.outcome, "existing");
    assert.equal(again.postId, postId);
  }),
  check("a key of another author, or with another text, is a conflict and publishes nothing", async (world) => {
    const { topicId } = await newTopic(world);
    const [author, stranger] = [await member(world), await member(world)];
    const item = newItem(world, { userId: author.id, topicId });
    await publishOne(world, item);
    const other = { ...item, raw: sentence() };
    const conflicts = [
      { ...item, userId: stranger.id },
      { ...other, contentHash: hashOf(other) },
    ];
    for (const one of conflicts) {
      assert.equal((await publish(world, [one]))[0]?.outcome, "key_conflict");
      assert.equal((await askKey(world, "outcomes", one)).outcome, "key_conflict");
      assert.equal((await askKey(world, "cancel", one)).outcome, "key_conflict");
    }
    assert.equal((await postsIn(world, topicId)).length, 2);
  }),
  check("a topic is published in its category with its title", async (world) => {
    const author = await member(world);
    const categoryId = await openCategory(world);
    const title = `Un sujet différé pour le contrat ${random()}`;
    const outcome = await publishOne(world, newItem(world, { userId: author.id, title, categoryId, tags: [] }));
    assert.equal(outcome.outcome, "created");
    assert.equal(outcome.postNumber, 1);
    const topic = await world.arrange("GET", `/t/${outcome.topicId}.json`);
    assert.equal(field(topic, "title"), title);
    assert.equal(field(topic, "category_id"), categoryId);
    assert.equal(field(topic, "details", "created_by", "username"), author.username);
  }),
  check("a direct message reaches its recipients and nobody else", async (world) => {
    const [author, recipient, other] = [await member(world), await member(world), await member(world)];
    const message = { title: `Un message direct ${random()}`, recipients: [recipient.username] };
    const outcome = await publishOne(world, newItem(world, { userId: author.id, ...message }));
    assert.equal(outcome.outcome, "created");
    const path = `/t/${outcome.topicId}.json`;
    const seen = await world.arrange("GET", path, undefined, recipient.username);
    assert.equal(field(seen, "archetype"), "private_message");
    const status = (await world.ask("GET", path, undefined, other.username)).status;
    assert.ok(status === 403 || status === 404, String(status));
  }),
  check("a reply into a direct message is published for who belongs to it, and unseen for others", async (world) => {
    const [author, recipient, other] = [await member(world), await member(world), await member(world)];
    const message = { title: `Un message direct ${random()}`, recipients: [recipient.username] };
    const { topicId } = await publishOne(world, newItem(world, { userId: author.id, ...message }));
    const reply = await publishOne(world, newItem(world, { userId: recipient.id, topicId: topicId! }));
    assert.equal(reply.outcome, "created");
    const [stranger] = await publish(world, [newItem(world, { userId: other.id, topicId: topicId! })]);
    assert.equal(stranger?.code, "topic_unseen");
  }),
  check("a batch answers each item by itself, in its order", async (world) => {
    const { topicId } = await newTopic(world);
    const good = newItem(world, { userId: (await newMember(world)).id, topicId });
    const bad = newItem(world, { userId: 2_000_000_001, topicId });
    const known = newItem(world, { userId: (await member(world)).id, topicId });
    await publishOne(world, known);
    const outcomes = await publish(world, [bad, good, known]);
    assert.deepEqual(
      outcomes.map((one) => one.key),
      [bad.key, good.key, known.key]
    );
    assert.deepEqual(
      outcomes.map((one) => one.outcome),
      ["refused", "created", "existing"]
    );
  }),
  check("a key that the forum never saw is unknown", async (world) => {
    const item = newItem(world, { userId: (await member(world)).id, topicId: 1, key: newKey() });
    const outcome = await askKey(world, "outcomes", item);
    assert.deepEqual(outcome, {
      ...{ key: item.key, outcome: "unknown", postId: null, topicId: null, postNumber: null },
      ...{ reviewableId: null, code: null, retryAfter: null, errors: [] },
    });
  }),
  check("outcomes of several keys come in one answer", async (world) => {
    const { topicId } = await newTopic(world);
    const author = await member(world);
    const out = newItem(world, { userId: author.id, topicId });
    await publishOne(world, out);
    const items = [newItem(world, { userId: author.id, topicId }), out].map(askedOf);
    const answer = await world.veille("POST", "publications/outcomes.json", { items });
    assert.deepEqual(
      field<{ outcome: string }[]>(answer.body, "items").map((one) => one.outcome),
      ["unknown", "existing"]
    );
  }),
];
