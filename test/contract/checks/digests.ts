import assert from "node:assert/strict";
import { type RequestedTopic, RequestsAnswer } from "@veille/shared/api/forum";
import { called, digestFor, heldOf, heldOnce, hour, iso, keepQuiet, mention, read } from "../calm.ts";
import { check } from "../check.ts";
import { newCategory, newTopic, trustedMember } from "../fixtures.ts";
import { publishOne } from "../publishing.ts";
import type { Member, World } from "../world.ts";

/** Somebody for whom one thing is held, and what told of it is out. */
async function told(world: World, [lea, paul]: Member[], at: number) {
  await keepQuiet(world, lea!);
  const post = await mention(world, paul!, lea!);
  const { heldIds } = await heldOnce(world, lea!, 1);
  const digest = digestFor(world, lea!, at, { heldIds });
  const outcome = await publishOne(world, digest);
  assert.equal(outcome.outcome, "created", JSON.stringify(outcome));
  return { post, digest, topicId: outcome.topicId! };
}

const pair = async (world: World) => [await trustedMember(world), await trustedMember(world)];
const unopened = async (world: World, lea: Member) => (await heldOf(world, lea))[0]?.unopened ?? null;

export const digests = [
  check("a digest marks what it tells, once; it lies unopened with it", async (world) => {
    const [lea, paul] = await pair(world);
    const { post, digest } = await told(world, [lea!, paul!], world.now());
    const [of] = await heldOf(world, lea!);
    assert.deepEqual([of?.heldIds, of?.things], [[], []]);
    assert.equal(of?.unopened?.key, digest.key);
    assert.deepEqual(
      of?.unopened?.things.map(({ postId }) => postId),
      [post.id]
    );
    assert.equal((await publishOne(world, digest)).outcome, "existing");
  }),
  check("a digest replaces the unopened one before, and tells of what that one told", async (world) => {
    const [lea, paul] = await pair(world);
    const { post, digest, topicId } = await told(world, [lea!, paul!], world.now() - 24 * hour);
    const next = digestFor(world, lea!, world.now(), { heldIds: [], replaces: digest.key });
    assert.equal((await publishOne(world, next)).outcome, "created");
    const now = await unopened(world, lea!);
    assert.deepEqual([now?.key, now?.things.map(({ postId }) => postId)], [next.key, [post.id]]);
    const { status } = await world.ask("GET", `/t/${topicId}.json`, undefined, lea!.username);
    assert.ok(status === 403 || status === 404, String(status));
  }),
  check("a digest whose forerunner was opened does not come, and its key stays free", async (world) => {
    const [lea, paul] = await pair(world);
    const { digest, topicId } = await told(world, [lea!, paul!], world.now() - 24 * hour);
    await read(world, lea!, topicId, 1);
    for (let tries = 0; tries < 20 && (await unopened(world, lea!)); tries++) await world.pause(500);
    assert.equal(await unopened(world, lea!), null);
    await mention(world, paul!, lea!);
    const { heldIds } = await heldOnce(world, lea!, 1);
    const next = digestFor(world, lea!, world.now(), { heldIds, replaces: digest.key });
    const outcome = await publishOne(world, next);
    assert.deepEqual([outcome.outcome, outcome.code], ["refused", "refused"]);
    assert.deepEqual((await heldOf(world, lea!))[0]?.heldIds, heldIds);
    const { replaces: _, ...anew } = next;
    assert.equal((await publishOne(world, anew)).outcome, "created");
    assert.deepEqual((await heldOf(world, lea!))[0]?.heldIds, []);
  }),
  check("new topics of categories and subcategories are told, oldest first, with who may read them", async (world) => {
    const since = iso(world.now() - 1000);
    const [outer, secret] = [await newCategory(world, {}), await newCategory(world, { permissions: { staff: 1 } })];
    const inner = await newCategory(world, { parent_category_id: outer });
    const first = await newTopic(world, outer);
    const second = await newTopic(world, inner);
    const gone = await newTopic(world, outer);
    await world.arrange("DELETE", `/t/${gone.topicId}.json`);
    const closed = await newTopic(world, secret);
    const asked = async (...categoryIds: number[]) =>
      RequestsAnswer.parse(await called(world, "POST", "requests.json", { categoryIds, since }));
    const shown = (topics: RequestedTopic[]) => topics.map(({ topicId, categoryId }) => [topicId, categoryId]);
    const { topics, more } = await asked(outer, secret);
    assert.deepEqual(shown(topics), [
      [first.topicId, outer],
      [second.topicId, outer],
      [closed.topicId, secret],
    ]);
    assert.equal(more, false);
    assert.deepEqual([topics[0]?.readableBy, topics[2]?.readableBy], [null, [3]]);
    assert.deepEqual(shown((await asked(outer, inner)).topics)[1], [second.topicId, inner]);
    assert.deepEqual((await asked()).topics, []);
  }),
];
