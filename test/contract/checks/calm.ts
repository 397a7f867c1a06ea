import assert from "node:assert/strict";
import { BeatAnswer, Site } from "@veille/shared/api/forum";
import { MembersAnswer } from "@veille/shared/api/forum-members";
import { called, choose, heldOf, heldOnce, hour, iso, keepQuiet, mention, read, say } from "../calm.ts";
import { check } from "../check.ts";
import { newTopic, trustedMember } from "../fixtures.ts";
import { field } from "../http.ts";
import { type Member, random, type World } from "../world.ts";

/** One after another: a real forum's groups don't take two new members at once. */
async function people(world: World, count: number): Promise<Member[]> {
  const made: Member[] = [];
  while (made.length < count) made.push(await trustedMember(world));
  return made;
}

export const calm = [
  check("the site says that this plugin keeps quiet, and who is in a group", async (world) => {
    const site = Site.parse(await called(world, "POST", "site.json", {}));
    for (const feature of ["calm", "members"]) assert.ok(site.features.includes(feature), site.features.join());
  }),
  check("who is in a group is told by id, and a group that is not there has nobody", async (world) => {
    const made = await people(world, 2);
    const name = `contrat_${random()}`;
    const body = { group: { name, usernames: made.map(({ username }) => username).join(",") } };
    const groupId = field<number>(await world.arrange("POST", "/admin/groups.json", body), "basic_group", "id");
    const told = async (id: number, after: number) =>
      MembersAnswer.parse(await called(world, "POST", "members.json", { groupId: id, after }));
    const ids = made.map(({ id }) => id).sort((a, b) => a - b);
    assert.deepEqual(await told(groupId, 0), { userIds: ids, more: false });
    assert.deepEqual(await told(groupId, ids[0]!), { userIds: ids.slice(1), more: false });
    assert.deepEqual(await told(2_000_000_001, 0), { userIds: [], more: false });
  }),
  check("loud intervals are kept by version: an older one changes nothing, nobody's are nobody's", async (world) => {
    const lea = await trustedMember(world);
    const version = world.now();
    assert.deepEqual(await choose(world, [lea, { id: 2_000_000_001 }], [], version), ["stored", "gone"]);
    assert.deepEqual(await choose(world, [lea], null, version - 1), ["older"]);
    assert.deepEqual(await choose(world, [lea], [], version), ["stored"]);
    assert.deepEqual(await choose(world, [lea], null, version + 1), ["stored"]);
  }),
  check("a mention outside chosen hours is held, with its place and who caused it", async (world) => {
    const [lea, paul] = await people(world, 2);
    await keepQuiet(world, lea!);
    const post = await mention(world, paul!, lea!);
    const { things, heldIds, unopened } = await heldOnce(world, lea!, 1);
    const { at, title, ...thing } = things[0]!;
    const place = { topicId: post.topicId, postId: post.id, postNumber: 2 };
    assert.deepEqual(thing, { heldId: heldIds[0], type: 1, byUsername: paul!.username, ...place });
    assert.ok(Math.abs(Date.parse(at) - world.now()) < hour && title?.startsWith("Un sujet"), JSON.stringify(things));
    assert.equal(unopened, null);
  }),
  check("a reply and a direct message are held, oldest first", async (world) => {
    const [lea, paul] = await people(world, 2);
    await keepQuiet(world, lea!);
    const { topicId } = await newTopic(world);
    await say(world, lea!, { topic_id: topicId });
    const reply = await say(world, paul!, { topic_id: topicId, reply_to_post_number: 2 });
    await heldOnce(world, lea!, 1);
    const title = `Un message pour le contrat ${random()}`;
    const message = await say(world, paul!, {
      ...{ title, archetype: "private_message", target_recipients: lea!.username },
    });
    const { things } = await heldOnce(world, lea!, 2);
    assert.deepEqual(
      things.map(({ postId, type }) => [postId, type]),
      [
        [reply.id, 2],
        [message.id, 6],
      ]
    );
  }),
  check("nothing is held before somebody chose, nor in their hours", async (world) => {
    const [lea, marie, paul, ines] = await people(world, 4);
    await keepQuiet(world, ines!);
    await choose(world, [marie!], [[world.now() - hour, world.now() + hour]]);
    const topic = await mention(world, paul!, lea!, marie!, ines!);
    const { things } = await heldOnce(world, ines!, 1);
    assert.equal(things[0]?.topicId, topic.topicId);
    const others = await heldOf(world, lea!, marie!);
    assert.deepEqual(
      others.map(({ userId, outcome, heldIds }) => [userId, outcome, heldIds]),
      [
        [lea!.id, "read", []],
        [marie!.id, "read", []],
      ]
    );
  }),
  check("what is read on the site is no news, and still there to be marked", async (world) => {
    const [lea, paul] = await people(world, 2);
    await keepQuiet(world, lea!);
    const { topicId } = await mention(world, paul!, lea!);
    await heldOnce(world, lea!, 1);
    await read(world, lea!, topicId, 2);
    const { heldIds } = await heldOnce(world, lea!, 0);
    assert.equal(heldIds.length, 1);
  }),
  check("a topic that is gone is no news, and still there to be marked", async (world) => {
    const [lea, paul] = await people(world, 2);
    await keepQuiet(world, lea!);
    const { topicId } = await mention(world, paul!, lea!);
    await heldOnce(world, lea!, 1);
    await world.arrange("DELETE", `/t/${topicId}.json`);
    const [of] = await heldOf(world, lea!);
    assert.deepEqual([of?.things, of?.heldIds.length], [[], 1]);
  }),
  check("a beat gives an hour", async (world) => {
    const { leaseUntil } = BeatAnswer.parse(await called(world, "POST", "beat.json", { noneDue: [] }));
    assert.ok(Math.abs(Date.parse(leaseUntil) - world.now() - hour) < 60_000, leaseUntil);
  }),
  check(
    "a beginning without a word ends silence after half an hour; the word that none is due keeps it",
    async (world) => {
      world.needControl("half an hour that passes");
      const lea = await trustedMember(world);
      const start = world.now() + 60_000;
      await choose(world, [lea], [[start, start + 60_000]]);
      const stale = async (noneDue: object[]) =>
        BeatAnswer.parse(await called(world, "POST", "beat.json", { noneDue })).stale.includes(lea.id);
      await world.pause(30 * 60_000);
      assert.equal(await stale([]), false);
      await world.pause(60_000);
      assert.equal(await stale([]), true);
      assert.equal(await stale([{ userId: lea.id, start: iso(start) }]), false);
    }
  ),
  check("calls about silence that break the contract are refused whole", async (world) => {
    const item = { userId: 1, version: 1, intervals: [] };
    for (const [method, path, body] of [
      ["PUT", "loud-intervals", { items: [] }],
      ["PUT", "loud-intervals", { items: [{ ...item, version: "1" }] }],
      ["PUT", "loud-intervals", { items: [{ ...item, intervals: [["8:00", "9:00"]] }] }],
      ["POST", "held", { userIds: [] }],
      ["POST", "held", { userIds: Array.from({ length: 51 }, (_, at) => at + 1) }],
      ["POST", "beat", {}],
      ["POST", "beat", { noneDue: [{ userId: 1, start: "8:00" }] }],
      ["POST", "requests", { categoryIds: [0], since: iso(world.now()) }],
      ["POST", "requests", { categoryIds: [1] }],
    ] as const) {
      const answer = await world.veille(method, `${path}.json`, body);
      assert.equal(answer.status, 400, `${path} ${JSON.stringify(body).slice(0, 200)}: ${answer.status}`);
    }
  }),
];
