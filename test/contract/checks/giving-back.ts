import assert from "node:assert/strict";
import { GiveBackAnswer, Site, type GiveBackItem } from "@veille/shared/api/forum";
import { check } from "../check.ts";
import { member, newMember, newTopic, postsIn, reviewedCategory } from "../fixtures.ts";
import { field } from "../http.ts";
import { askedOf, askKey, newItem, publish, publishOne } from "../publishing.ts";
import { type Member, random, type World } from "../world.ts";

const dataOf = (reply: string): string =>
  JSON.stringify({ reply, action: "reply", archetypeId: "regular", metaData: null, composerTime: 1, typingTime: 1 });

async function giveBack(world: World, item: GiveBackItem, reserved = false) {
  const answer = await world.veille("POST", "give-backs.json", { items: [item] }, reserved);
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
  return GiveBackAnswer.parse(answer.body).items[0]!;
}

async function draftOf(world: World, who: Member, key: string): Promise<string | null> {
  const { draft } = (await world.arrange("GET", `/drafts/${key}.json`, undefined, who.username)) as {
    draft: string | null;
  };
  return draft === null ? null : field<string>(JSON.parse(draft), "reply");
}

const saveDraft = (world: World, who: Member, key: string, reply: string) =>
  world.arrange("POST", "/drafts.json", { draft_key: key, sequence: 0, data: dataOf(reply) }, who.username);

const subject = "Votre réponse n’a pas été publiée";

/** Those of ours: a forum greets new people, too. */
async function messagesTo(world: World, { username }: Member) {
  const answer = await world.arrange("GET", `/topics/private-messages/${username}.json`, undefined, username);
  const topics = field<{ id: number; title: string }[]>(answer, "topic_list", "topics");
  return topics.filter(({ title }) => title.startsWith(subject));
}

/** A waiting text, and the give-back that ends it. */
async function text(world: World, who: Member) {
  const { topicId } = await newTopic(world);
  const draftKey = `topic_${topicId}`;
  const item = newItem(world, { userId: who.id, topicId, draftKey });
  const title = `${subject} ${random()}`;
  const posts = [
    `Bonjour, le voici en entier :\n\n\`\`\`text\n${item.raw}\n\`\`\``,
    "Et voici la suite du même texte.",
  ];
  const draft = { key: draftKey, data: dataOf(item.raw) };
  return { topicId, draftKey, item, gift: { ...askedOf(item), draft, message: { title, posts } } };
}

export const givingBack = [
  check("the draft of a published text is cleared", async (world) => {
    const author = await newMember(world);
    const { item, draftKey } = await text(world, author);
    await saveDraft(world, author, draftKey, item.raw);
    assert.equal((await publishOne(world, item)).outcome, "created");
    assert.equal(await draftOf(world, author, draftKey), null);
  }),
  check("a draft with other words is left alone", async (world) => {
    const author = await newMember(world);
    const { item, draftKey } = await text(world, author);
    await saveDraft(world, author, draftKey, "Autre chose, commencé depuis");
    assert.equal((await publishOne(world, item)).outcome, "created");
    assert.equal(await draftOf(world, author, draftKey), "Autre chose, commencé depuis");
  }),
  check("a text given back is a draft and a message from our bot, and its key is ended", async (world) => {
    const author = await newMember(world);
    const { topicId, item, draftKey, gift } = await text(world, author);
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.draftKept], ["created", true]);
    assert.equal(await draftOf(world, author, draftKey), item.raw);
    const message = await world.arrange("GET", `/t/${outcome.messageTopicId}.json`, undefined, author.username);
    assert.equal(field(message, "title"), gift.message.title);
    const posts = field<{ cooked: string; username: string }[]>(message, "post_stream", "posts");
    assert.equal(posts.length, 2);
    assert.ok(posts[0]?.cooked.includes(item.raw), posts[0]?.cooked);
    const site = Site.parse((await world.veille("POST", "site.json", {})).body);
    for (const post of posts) assert.equal(post.username, site.settings.botUsername);
    assert.equal((await publish(world, [item]))[0]?.outcome, "cancelled");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("giving back again, or twice at once, is one message and one draft", async (world) => {
    const author = await newMember(world);
    const { gift } = await text(world, author);
    await world.reserve(4);
    const answers = await Promise.all(Array.from({ length: 4 }, () => giveBack(world, gift, true)));
    const last = await giveBack(world, gift);
    assert.equal(last.outcome, "existing");
    assert.equal(last.draftKept, true);
    for (const one of answers) assert.match(one.outcome, /^(created|existing|busy)$/);
    const messages = (await messagesTo(world, author)).filter(({ title }) => title === gift.message.title);
    assert.deepEqual(
      messages.map(({ id }) => id),
      [last.messageTopicId]
    );
  }),
  check("a draft that is there already stays as it is", async (world) => {
    const author = await newMember(world);
    const { draftKey, gift } = await text(world, author);
    await saveDraft(world, author, draftKey, "Un autre brouillon, gardé");
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.draftKept], ["created", false]);
    assert.ok(outcome.messageTopicId);
    assert.equal(await draftOf(world, author, draftKey), "Un autre brouillon, gardé");
  }),
  check("without draft and without message only the key is ended", async (world) => {
    const author = await newMember(world);
    const { item } = await text(world, author);
    const outcome = await giveBack(world, { ...askedOf(item), draft: null, message: null });
    assert.deepEqual([outcome.outcome, outcome.draftKept, outcome.messageTopicId], ["created", false, null]);
    assert.equal((await messagesTo(world, author)).length, 0);
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
  }),
  check("what is out is not given back: the post is named", async (world) => {
    const author = await newMember(world);
    const { item, gift, draftKey } = await text(world, author);
    const { postId, topicId } = await publishOne(world, item);
    const outcome = await giveBack(world, gift);
    assert.deepEqual(
      [outcome.outcome, outcome.postId, outcome.topicId, outcome.postNumber],
      ["published", postId, topicId, 2]
    );
    assert.equal(await draftOf(world, author, draftKey), null);
    assert.equal((await messagesTo(world, author)).length, 0);
  }),
  check("what waits for review is taken out of the queue and given back", async (world) => {
    const author = await newMember(world);
    const { topicId } = await newTopic(world, await reviewedCategory(world));
    const item = newItem(world, { userId: author.id, topicId });
    const { reviewableId } = await publishOne(world, item);
    const gift = { ...askedOf(item), draft: { key: `topic_${topicId}`, data: dataOf(item.raw) }, message: null };
    assert.equal((await giveBack(world, gift)).outcome, "created");
    const approved = await world.ask("PUT", `/review/${reviewableId}/perform/approve_post.json?version=0`);
    assert.notEqual(approved.status, 200);
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("after a cancel the text can still be given back", async (world) => {
    const author = await newMember(world);
    const { item, draftKey, gift } = await text(world, author);
    await askKey(world, "cancel", item);
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.draftKept], ["created", true]);
    assert.equal(await draftOf(world, author, draftKey), item.raw);
  }),
  check("a key of another author, or of another text, is a conflict, and nothing is given", async (world) => {
    const [author, stranger] = [await newMember(world), await newMember(world)];
    const { item, gift } = await text(world, author);
    await publishOne(world, item);
    for (const wrong of [{ userId: stranger.id }, { contentHash: "0".repeat(64) }]) {
      assert.equal((await giveBack(world, { ...gift, ...wrong })).outcome, "key_conflict");
    }
    for (const who of [author, stranger]) assert.equal((await messagesTo(world, who)).length, 0);
  }),
  check("an anonymised author has nobody to give to: the key is ended", async (world) => {
    const author = await newMember(world);
    const { item, gift } = await text(world, author);
    await world.arrange("PUT", `/admin/users/${author.id}/anonymize.json`);
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.code], ["refused", "author_anonymised"]);
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
  }),
  check("a suspended author has the text back all the same", async (world) => {
    const author = await newMember(world);
    const { gift } = await text(world, author);
    const until = new Date(world.now() + 86_400_000).toISOString();
    await world.arrange("PUT", `/admin/users/${author.id}/suspend.json`, { suspend_until: until, reason: "contrat" });
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.draftKept], ["created", true]);
    assert.ok(outcome.messageTopicId);
  }),
  check("where the author is gone nothing is given back, and the key is ended all the same", async (world) => {
    const { item, gift } = await text(world, { ...(await member(world)), id: 2_000_000_001 });
    const outcome = await giveBack(world, gift);
    assert.deepEqual([outcome.outcome, outcome.code], ["refused", "author_gone"]);
    assert.equal((await askKey(world, "outcomes", item)).outcome, "cancelled");
  }),
];
