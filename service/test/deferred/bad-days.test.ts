import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Chain, startChain, weekdays } from "../support/chain.ts";
import { sweep } from "../../src/deferred/jobs.ts";
import { publicationOf } from "../../src/deferred/leave.ts";
import * as queue from "../../src/deferred/queue.ts";
import { coordinator, day, hour, minute } from "../support/service.ts";

let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const times = (raw: string): number => chain.textsIn(chain.topicId).filter((one) => one === raw).length;
const toTheOpening = () => chain.pass(hour);

/** Waits for real time where Redis' own clock or a time-out is the matter; the condition, not the time, decides. */
async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never happened: ${what}`);
}

/** Moves the clock on, a little at a time, until the post is in that state. */
async function untilState(id: string, state: string): Promise<void> {
  await until(async () => {
    await chain.pass(3_000);
    return (await chain.read(id)).state === state;
  }, `${id} is ${state}`);
}

describe("an attempt without an answer", () => {
  test("killed between “post created” and “recorded”: asked by key, and one post stands", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "after", hold: "until_released" });
    await toTheOpening();
    expect(times(post.raw)).toBe(1);
    expect((await chain.read(post.id)).state).toBe("unsure");
    chain.forum.misbehaviour.release();
    await untilState(post.id, "published");
    expect(times(post.raw)).toBe(1);
  });

  test("cut before it was written: the same key is sent again, and one post stands", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "call", cut: true });
    await toTheOpening();
    expect((await chain.read(post.id)).state).toBe("unsure");
    await untilState(post.id, "published");
    expect(times(post.raw)).toBe(1);
    expect(chain.forum.store.all("publications").map(({ id }) => id)).toEqual([`${post.id}-1`]);
  });

  test("the straggler commits long after the time-out: it is the one post", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "inside", hold: "until_released" });
    await toTheOpening();
    await chain.pass(3_000);
    expect(times(post.raw)).toBe(0);
    chain.forum.misbehaviour.release();
    await untilState(post.id, "published");
    expect(times(post.raw)).toBe(1);
  });

  test("taken back while in doubt: the tombstone stands before the text is in hand, and the straggler rolls back", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "before", hold: "until_released" });
    await toTheOpening();
    expect((await chain.read(post.id)).state).toBe("unsure");
    const asked = await chain.act("take-back", post);
    expect([asked.status, asked.body.requested]).toEqual([202, "take_back"]);
    await untilState(post.id, "taken_back");
    chain.forum.misbehaviour.release();
    await until(() => chain.forum.misbehaviour.held === 0, "the straggler goes on");
    await chain.pass(day);
    expect(times(post.raw)).toBe(0);
    expect((await chain.read(post.id)).raw).toBe(post.raw);
  });

  test("edited while in doubt, and the first attempt had come through: the post wins and the wish is dropped", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "after", hold: "until_released" });
    await toTheOpening();
    const asked = await chain.edit(post, { raw: "Un texte changé pendant le doute." });
    expect([asked.status, asked.body.requested]).toEqual([202, "edit"]);
    chain.forum.misbehaviour.release();
    await untilState(post.id, "published");
    expect([times(post.raw), times("Un texte changé pendant le doute.")]).toEqual([1, 0]);
  });

  test("edited while in doubt, and nothing had come through: the new text comes out under a new key, alone", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "before", hold: "until_released" });
    await toTheOpening();
    await chain.edit(post, { raw: "Un texte changé pendant le doute." });
    await untilState(post.id, "published");
    chain.forum.misbehaviour.release();
    await chain.pass(minute);
    expect([times(post.raw), times("Un texte changé pendant le doute.")]).toEqual([0, 1]);
  });

  test.each([
    ["before the call", false],
    ["between the call and its answer", true],
  ])("a service killed %s: the lease ends, the next one asks, and one post stands", async (_when, called) => {
    const post = await chain.deferred();
    chain.clock.forward(hour);
    await queue.reachOpening(chain.ctx, "team", chain.clock.now());
    // what a kill leaves: the claim in Redis, and no process that remembers it
    const claimed = await queue.claim(chain.ctx, 20, "of a process that is gone");
    if (called) await chain.ctx.forum.publish(claimed.map((one) => publicationOf(chain.ctx, one)));
    await chain.settle();
    expect((await chain.read(post.id)).state).toBe("publishing");
    await untilState(post.id, "published");
    expect(times(post.raw)).toBe(1);
  });
});

describe("what the forum refuses comes home whole", () => {
  test("closed meanwhile: text and reason as entry, draft and message, and it may wait again elsewhere", async () => {
    const post = await chain.deferred();
    chain.forum.store.update("topics", chain.topicId, { closedAt: chain.clock.now() + 1 });
    await toTheOpening();
    await chain.settle();
    const back = await chain.read(post.id);
    expect(back).toMatchObject({ state: "given_back", raw: post.raw, reason: { code: "topic_closed" } });
    const message = chain.forum.store.all("posts").find(({ raw }) => raw.includes(post.raw));
    expect(message?.topicId).not.toBe(chain.topicId);
    expect(chain.forum.store.get("topics", message?.topicId ?? 0)?.archetype).toBe("private_message");
  });

  test("a success recorded for a message that doesn't exist never happens: what is rejected in review is given back", async () => {
    chain.forum.settings.approve_unless_allowed_groups = "14";
    const post = await chain.deferred();
    await toTheOpening();
    expect((await chain.read(post.id)).state).toBe("in_review");
    const [review] = chain.forum.store.all("reviewables");
    await perform(review?.id ?? 0, "reject_post");
    await chain.pass(10 * minute);
    expect(await chain.read(post.id)).toMatchObject({
      state: "given_back",
      reason: { code: "rejected" },
      raw: post.raw,
    });
  });

  test("approved in the forum's queue it is published, whenever that is", async () => {
    chain.forum.settings.approve_unless_allowed_groups = "14";
    const post = await chain.deferred();
    await toTheOpening();
    await chain.pass(3 * day);
    expect((await chain.read(post.id)).state).toBe("in_review");
    const [review] = chain.forum.store.all("reviewables");
    await perform(review?.id ?? 0, "approve_post");
    await chain.pass(10 * minute);
    expect(await chain.read(post.id)).toMatchObject({ state: "published" });
    expect(times(post.raw)).toBe(1);
  });

  test("ninety days in the forum's queue: it comes home, and can't be approved any more", async () => {
    chain.forum.settings.approve_unless_allowed_groups = "14";
    const post = await chain.deferred();
    await toTheOpening();
    await chain.pass(91 * day);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({
      state: "given_back",
      reason: { code: "review_expired" },
      raw: post.raw,
    });
    for (const { id } of chain.forum.store.all("reviewables")) await perform(id, "approve_post");
    expect(times(post.raw)).toBe(0);
  });

  test("taken back out of the forum's queue, it can't be approved any more", async () => {
    chain.forum.settings.approve_unless_allowed_groups = "14";
    const post = await chain.deferred();
    await toTheOpening();
    const asked = await chain.act("take-back", post);
    expect(asked.status).toBe(202);
    await chain.settle();
    expect((await chain.read(post.id)).state).toBe("taken_back");
    const queue = chain.forum.store.all("reviewables");
    for (const { id } of queue) await perform(id, "approve_post");
    expect(times(post.raw)).toBe(0);
  });
});

describe("a forum that has a bad day", () => {
  test("down for a few minutes: everything comes out after it is back, in order", async () => {
    const [first, second] = ["La première avant la panne.", "La deuxième avant la panne."];
    const a = await chain.deferred({ raw: first });
    const b = await chain.deferred({ raw: second });
    chain.forum.misbehaviour.down = true;
    await toTheOpening();
    await chain.pass(4 * minute);
    expect([times(first), times(second)]).toEqual([0, 0]);
    chain.forum.misbehaviour.down = false;
    await untilState(b.id, "published");
    expect((await chain.read(a.id)).state).toBe("published");
    expect(chain.textsIn(chain.topicId).slice(-2)).toEqual([first, second]);
  });

  test("down for 3 h over the end of the opening: each post as its author's rule says", async () => {
    const lateRules = ["publish", "next_opening", "give_back"] as const;
    const when = { moment: { local: "2026-11-23T17:59", zone: "Europe/Paris" } };
    const posts = [];
    for (const late of lateRules) {
      posts.push(await chain.deferred({ raw: `En retard, règle ${late} pour voir.`, when, late, kind: "team" }));
    }
    chain.forum.misbehaviour.down = true;
    chain.clock.set("2026-11-23T16:59:00Z");
    await chain.settle();
    await chain.pass(3 * hour);
    chain.forum.misbehaviour.down = false;
    await chain.pass(20 * minute);
    await chain.pass(20 * minute);
    await chain.settle();
    const states = [];
    for (const { id } of posts) states.push((await chain.read(id)).state);
    expect(states).toEqual(["published", "waiting", "given_back"]);
    expect((await chain.read(posts[1]?.id ?? "")).dueAt).toBe("2026-11-24T08:00:00.000Z");
  });

  test("asked to wait, it waits as long as it was told, and says why", async () => {
    chain.forum.settings.author_limits = true;
    const texts = ["Une première réponse bien pesée.", "Une deuxième réponse bien pesée."];
    const [, second] = [
      await chain.deferred({ raw: texts[0] as string }),
      await chain.deferred({ raw: texts[1] as string }),
    ];
    await toTheOpening();
    expect(await chain.read(second?.id ?? "")).toMatchObject({ state: "waiting", reason: { code: "rate_limited" } });
    await chain.pass(30_000);
    expect((await chain.read(second?.id ?? "")).state).toBe("published");
  });

  test("our key is refused: nobody's post is given back, and /readyz says it", async () => {
    const post = await chain.deferred();
    const { keys } = chain.forum.context;
    const key = keys.veille;
    keys.veille = "another key than the service has";
    await toTheOpening();
    await chain.pass(5 * minute);
    expect((await chain.read(post.id)).state).toBe("waiting");
    expect((await chain.call("GET", "/readyz")).body.wrong.map(({ code }: { code: string }) => code)).toContain(
      "forum_key"
    );
    keys.veille = key;
    await chain.pass(15 * minute);
    expect((await chain.read(post.id)).state).toBe("published");
  });
});

test("one poisoned item stops nobody else's", async () => {
  const poisoned = await chain.deferred({
    raw: "Un texte qui reste bloqué.",
    target: { type: "reply", topicId: 99_999, replyToPostId: null },
  });
  const fine = await chain.deferred({ raw: "Un texte que rien ne retient.", topicTitle: "x" }, chain.lea);
  await toTheOpening();
  await chain.settle();
  expect((await chain.read(fine.id, chain.lea)).state).toBe("published");
  expect((await chain.read(poisoned.id)).state).toBe("given_back");
});

test("a kind that is deleted gives back what waited for it", async () => {
  const post = await chain.deferred();
  await chain.call("DELETE", "/v1/kinds/team?version=1", { as: coordinator });
  const { sweep } = await import("../../src/deferred/jobs.ts");
  await sweep(chain.ctx);
  await chain.settle();
  expect(await chain.read(post.id)).toMatchObject({
    state: "given_back",
    reason: { code: "kind_gone" },
    raw: post.raw,
  });
});

test("hours changed in the very instant of a deferral: its author is told all the same", async () => {
  const { id } = await chain.deferred();
  const { redis } = chain.ctx;
  const friday = [{ weekday: 5, start: "17:00", end: "18:00" }];
  await chain.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 1, ...weekdays, hours: friday } });
  const history = async () => (await chain.read(id)).history.map(({ event }) => event);
  await until(async () => (await history()).includes("hours_changed"), "it was told");
  // as if it had been kept by the rules of before, just after everybody was told
  const key = `${chain.ctx.config.prefix}:post:${id}`;
  await redis.hset(key, { shown: chain.clock.now() + 60_000 });
  const body = { version: (await chain.read(id)).version, raw: "Un autre texte, écrit entre-temps." };
  expect((await chain.call("PATCH", `/v1/deferred-posts/${id}`, { as: chain.paul, body })).status).toBe(200);
  await sweep(chain.ctx);
  expect((await history()).filter((event) => event === "hours_changed")).toHaveLength(2);
});

test("hours pushed back again and again: never later than the second opening after the one first shown", async () => {
  const post = await chain.deferred();
  const hours = [{ weekday: 5, start: "17:00", end: "18:00" }];
  await chain.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 1, ...weekdays, hours } });
  // first shown Monday 9:00; then come Monday 14:00 and Tuesday 9:00
  expect((await chain.read(post.id)).dueAt).toBe("2026-11-24T08:00:00.000Z");
  chain.clock.set("2026-11-24T08:00:00Z");
  await untilState(post.id, "published");
  expect((await chain.read(post.id)).published).not.toBeNull();
});

async function perform(reviewable: number, action: string): Promise<Response> {
  const { url, keys } = chain.forum;
  return fetch(`${url}/review/${reviewable}/perform/${action}.json?version=0`, {
    method: "PUT",
    headers: { "Api-Key": keys.admin, "Api-Username": "modo" },
  });
}
