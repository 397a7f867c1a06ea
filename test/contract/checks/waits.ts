import assert from "node:assert/strict";
import { check, Skip } from "../check.ts";
import { newMember, newTopic, openCategory, postsIn, trustedMember, withSetting } from "../fixtures.ts";
import { field } from "../http.ts";
import { askKey, newItem, publish, publishOne } from "../publishing.ts";
import { random, type World } from "../world.ts";

async function readOnlyMode(world: World, enable: boolean): Promise<void> {
  const answer = await world.ask("PUT", "/admin/backups/readonly.json", { enable: String(enable) });
  if (answer.status !== 200) throw new Error(`read-only mode: ${answer.status}`);
}

export const waits = [
  check("a second post within seconds is rate_limited, with the seconds to wait", async (world) => {
    const author = await newMember(world);
    const places = [await newTopic(world), await newTopic(world)];
    const items = places.map(({ topicId }) => newItem(world, { userId: author.id, topicId }));
    const [first, second] = await publish(world, items);
    assert.equal(first?.outcome, "created");
    assert.equal(second?.outcome, "wait");
    assert.equal(second.code, "rate_limited");
    assert.ok(second.retryAfter! > 0 && second.retryAfter! <= 30, String(second.retryAfter));
    assert.equal((await publishOne(world, items[1]!)).outcome, "created");
  }),
  check("a slow topic is slow_mode until the pause is over", async (world) => {
    const author = await trustedMember(world);
    const { topicId } = await newTopic(world);
    await world.arrange("PUT", `/t/${topicId}/slow_mode.json`, { seconds: 600 });
    await publishOne(world, newItem(world, { userId: author.id, topicId }));
    await world.pause(6000);
    const [outcome] = await publish(world, [newItem(world, { userId: author.id, topicId })]);
    assert.equal(outcome?.outcome, "wait");
    assert.equal(outcome.code, "slow_mode");
    assert.ok(outcome.retryAfter! > 300 && outcome.retryAfter! <= 600, String(outcome.retryAfter));
  }),
  check("a fourth reply in a row is too_many_replies until somebody else has answered", async (world) => {
    const author = await trustedMember(world);
    const { topicId } = await newTopic(world);
    for (let count = 0; count < 3; count++) {
      assert.equal((await publishOne(world, newItem(world, { userId: author.id, topicId }))).outcome, "created");
    }
    await world.pause(6000);
    const fourth = newItem(world, { userId: author.id, topicId });
    const outcome = await publishOne(world, fourth);
    assert.equal(outcome.outcome, "wait");
    assert.equal(outcome.code, "too_many_replies");
    const other = newItem(world, { userId: (await newMember(world)).id, topicId });
    assert.equal((await publishOne(world, other)).outcome, "created");
    assert.equal((await publishOne(world, fourth)).outcome, "created");
  }),
  check("what the day's limit stops is daily_limit", async (world) => {
    await withSetting(world, ["max_topics_per_day", 1, 20], async () => {
      const { id: userId } = await trustedMember(world);
      const categoryId = await openCategory(world);
      const topic = () => newItem(world, { userId, categoryId, title: `Un sujet du jour ${random()}` });
      assert.equal((await publishOne(world, topic())).outcome, "created");
      await world.pause(16_000);
      const [outcome] = await publish(world, [topic()]);
      assert.equal(outcome?.outcome, "wait");
      assert.equal(outcome.code, "daily_limit");
      assert.ok(outcome.retryAfter! > 3600, String(outcome.retryAfter));
    });
  }),
  check("a forum that may only be read is read_only for each item, and goes on afterwards", async (world) => {
    if (!world.mayDisturb) throw new Skip("makes the whole forum read-only for a moment; --disturb allows it");
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await newMember(world)).id, topicId });
    await readOnlyMode(world, true);
    try {
      const [outcome] = await publish(world, [item]);
      assert.equal(outcome?.outcome, "wait");
      assert.equal(outcome.code, "read_only");
    } finally {
      await readOnlyMode(world, false);
    }
    assert.equal((await publishOne(world, item)).outcome, "created");
  }),
  check("where only staff may write, others' posts wait as read_only", async (world) => {
    const control = world.needControl("staff-writes-only mode");
    const { topicId } = await newTopic(world);
    await control.call("PUT", "settings", { staff_writes_only: true });
    try {
      const [outcome] = await publish(world, [newItem(world, { userId: (await newMember(world)).id, topicId })]);
      assert.equal(outcome?.code, "read_only");
    } finally {
      await control.call("PUT", "settings", { staff_writes_only: false });
    }
  }),
  check("while one attempt holds key and topic, others are told key_busy and topic_busy", async (world) => {
    const control = world.needControl("a transaction that stays open");
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await newMember(world)).id, topicId });
    const other = newItem(world, { userId: (await newMember(world)).id, topicId });
    await control.call("POST", "misbehave", { stage: "inside", hold: "until_released", key: item.key });
    const running = publish(world, [item]);
    await control.held(1);
    const codes = (await publish(world, [item, other])).map((one) => [one.outcome, one.code]);
    assert.deepEqual(codes, [
      ["wait", "key_busy"],
      ["wait", "topic_busy"],
    ]);
    assert.equal((await askKey(world, "cancel", item)).outcome, "busy");
    assert.equal((await askKey(world, "outcomes", item)).outcome, "unknown");
    await control.call("POST", "release");
    assert.equal((await running)[0]?.outcome, "created");
    assert.equal((await publishOne(world, item)).outcome, "existing");
  }),
  check("what a batch had no time for is not_reached, and may be sent again", async (world) => {
    const control = world.needControl("a publication that takes seconds");
    const { topicId } = await newTopic(world);
    const items = [newItem(world, { userId: (await newMember(world)).id, topicId })];
    items.push(newItem(world, { userId: (await newMember(world)).id, topicId }));
    await control.call("POST", "misbehave", { stage: "after", hold: "until_released", key: items[0]!.key });
    const running = publish(world, items);
    await control.held(1);
    await world.pause(9000);
    await control.call("POST", "release");
    assert.deepEqual(
      (await running).map((one) => one.outcome),
      ["created", "not_reached"]
    );
    assert.equal((await publishOne(world, items[1]!)).outcome, "created");
  }),
  check("a fault that meets one item is forum_error for that one, and may pass", async (world) => {
    const control = world.needControl("a fault inside the forum");
    const { topicId } = await newTopic(world);
    const [bad, good] = [await newMember(world), await newMember(world)].map(({ id }) =>
      newItem(world, { userId: id, topicId })
    );
    await control.call("POST", "misbehave", { stage: "before", fault: true, key: bad!.key });
    const outcomes = await publish(world, [bad!, good!]);
    assert.deepEqual(
      outcomes.map((one) => one.code ?? one.outcome),
      ["forum_error", "created"]
    );
    assert.equal((await publishOne(world, bad!)).outcome, "created");
  }),
  check("an answer that never came does not undo what was committed", async (world) => {
    const control = world.needControl("a connection that is cut after the commit");
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await newMember(world)).id, topicId });
    await control.call("POST", "misbehave", { stage: "after", cut: true, key: item.key });
    await assert.rejects(publish(world, [item]));
    const outcome = await askKey(world, "outcomes", item);
    assert.equal(outcome.outcome, "existing");
    const own = (await postsIn(world, topicId)).filter((post) => post.id === outcome.postId);
    assert.equal(field(own, "length"), 1);
  }),
];
