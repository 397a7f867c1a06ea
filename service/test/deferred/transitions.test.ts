import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { sweep } from "../../src/deferred/jobs.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { coordinator, day, hour, minute } from "../support/service.ts";
import { draftOf, messagesWith, recordOf, times, until, untilState, watchCalls } from "../support/story.ts";

// every row of the table of states, from what waits to what leaves; doubt and ends have files of their own
let chain: Chain;
beforeEach(async () => {
  // nothing here waits for a time-out
  chain = await startChain({ config: { forumTimeout: 5_000, lease: 10_000 } });
});
afterEach(() => chain.stop());

const at = (local: string) => ({ moment: { local, zone: "Europe/Paris" } });
const close = () => chain.forum.store.update("topics", chain.topicId, { closedAt: chain.clock.now() + 1 });

describe("from nothing", () => {
  test("PUT → waiting: the limit is checked in the same script, however many come at once", async () => {
    chain.forum.settings.veille_waiting_per_person = 3;
    await chain.ctx.site.refresh();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => chain.defer({ raw: `Texte numéro ${n}, assez long.` }))
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("too_many_waiting");
  });
});

describe("waiting", () => {
  test("edit → waiting, version + 1", async () => {
    const post = await chain.deferred();
    const { status, body } = await chain.edit(post, { raw: "Le même texte, mieux tourné." });
    expect([status, body.state, body.version]).toEqual([200, "waiting", 2]);
  });

  test("move → waiting, version + 1, and the old moment no longer counts", async () => {
    const post = await chain.deferred({ when: at("2026-11-23T10:00") });
    const { body } = await chain.edit(post, { when: at("2026-11-23T11:00") });
    expect([body.state, body.version, body.dueAt]).toEqual(["waiting", 2, "2026-11-23T10:00:00.000Z"]);
    await chain.pass(2.5 * hour);
    expect((await chain.read(post.id)).state).toBe("waiting");
    await chain.pass(30 * minute);
    expect((await chain.read(post.id)).state).toBe("published");
  });

  test.each(["reached", "publish now"])(
    "%s → publishing, with an attempt and a lease; what is sent is that version",
    async (how) => {
      const post = await chain.deferred();
      const { body } = await chain.edit(post, { raw: "La version qui doit partir, et elle seule." });
      const calls = watchCalls(chain);
      chain.forum.misbehave({ stage: "before", hold: "until_released" });
      if (how === "reached") chain.clock.forward(hour);
      else await chain.act("publish-now", body);
      const round = chain.settle();
      await until(() => chain.forum.misbehaviour.held === 1, "the forum has begun with it");
      const record = await recordOf(chain, post.id);
      expect(record).toMatchObject({ state: "publishing", attempts: 1 });
      expect(record.attempt).toMatch(/^[0-9a-f-]{36}-0$/);
      expect(await chain.ctx.redis.zscore(`${chain.ctx.config.prefix}:leases`, post.id)).not.toBeNull();
      expect(calls[0]?.[0]).toMatchObject({ raw: "La version qui doit partir, et elle seule.", key: `${post.id}-1` });
      chain.forum.misbehaviour.release();
      await round;
      await untilState(chain, post.id, "published");
    }
  );

  test("the late rule gives back → giving back, then given back with the reason", async () => {
    const post = await chain.deferred({ late: "give_back", when: at("2026-11-23T20:00") });
    chain.clock.set("2026-11-23T19:16:00Z"); // we slept for 16 minutes
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code: "late" }, raw: post.raw });
    expect(times(chain, post.raw)).toBe(0);
  });

  test("moved on (closed since) → given back, unless its author wants it published all the same and still may", async () => {
    const post = await chain.deferred();
    close();
    await chain.pass(hour);
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code: "topic_closed" } });
  });

  test("moved on (solved since) → given back, or published where its author said so", async () => {
    const home = await chain.deferred({ raw: "Celui-ci revient si c’est résolu." });
    const anyway = await chain.deferred({ raw: "Celui-ci paraît tout de même.", movedOn: "publish" });
    chain.forum.store.update("topics", chain.topicId, { solvedAt: chain.clock.now() + 1 });
    await chain.pass(hour);
    await chain.settle();
    expect(await chain.read(home.id)).toMatchObject({ state: "given_back", reason: { code: "topic_solved" } });
    expect((await chain.read(anyway.id)).state).toBe("published");
  });

  test("target gone → given back", async () => {
    const post = await chain.deferred();
    chain.forum.store.update("topics", chain.topicId, { deletedAt: chain.clock.now() });
    await chain.pass(hour);
    expect(await chain.read(post.id)).toMatchObject({
      state: "given_back",
      reason: { code: "topic_gone" },
      raw: post.raw,
    });
  });

  test("kind gone → given back", async () => {
    const post = await chain.deferred();
    await chain.call("DELETE", "/v1/kinds/team?version=1", { as: coordinator });
    await sweep(chain.ctx);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code: "kind_gone" } });
  });

  test.each([
    ["within the 7 days of the late rule “publish” → published", 6 * day, "published"],
    ["end of the late rule “publish” (7 days) → given back", 8 * day, "given_back"],
  ])("%s", async (_what, away, state) => {
    const post = await chain.deferred({ late: "publish" });
    chain.forum.misbehaviour.down = true;
    await chain.pass(hour);
    await chain.pass(away);
    chain.forum.misbehaviour.down = false;
    await untilState(chain, post.id, state);
    expect(times(chain, post.raw)).toBe(state === "published" ? 1 : 0);
  });

  test("end of the late rule “next opening” (3 openings) → given back", async () => {
    const post = await chain.deferred({ late: "next_opening", kind: "team", when: at("2026-11-23T18:30") });
    const openings = [];
    chain.clock.set("2026-11-23T18:00:00Z"); // each time we sleep through the opening and the evening after it
    for (let turn = 0; turn < 4; turn++) {
      await chain.settle();
      const { state, dueAt } = await chain.read(post.id);
      openings.push(dueAt ?? state);
      chain.clock.set(Date.parse(dueAt ?? "2026-12-01T12:00:00Z") + 4.5 * hour);
    }
    await chain.settle();
    const days = ["2026-11-24T08:00:00.000Z", "2026-11-24T13:00:00.000Z", "2026-11-25T08:00:00.000Z"];
    expect(openings).toEqual([...days, "given_back"]);
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code: "late" }, raw: post.raw });
  });

  test("take back → taken back: it becomes a draft where none is", async () => {
    const post = await chain.deferred();
    const { status, body } = await chain.act("take-back", post);
    await chain.settle();
    expect([status, body.state]).toEqual([200, "taken_back"]);
    expect(draftOf(chain, post.draftKey)).toContain(post.raw);
    expect(messagesWith(chain, post.raw)).toEqual([]);
  });

  test("take back → taken back: an own, newer draft for that topic stays", async () => {
    const post = await chain.deferred();
    const own = JSON.stringify({ reply: "Un tout autre brouillon, commencé depuis." });
    const { url, keys } = chain.forum;
    const headers = { "Api-Key": keys.admin, "Api-Username": "paul", "Content-Type": "application/json" };
    await fetch(`${url}/drafts.json`, {
      method: "POST",
      headers,
      body: JSON.stringify({ draft_key: post.draftKey, data: own, sequence: 0 }),
    });
    await chain.act("take-back", post);
    await chain.settle();
    expect(draftOf(chain, post.draftKey)).toBe(own);
    expect(await chain.read(post.id)).toMatchObject({ state: "taken_back", raw: post.raw });
  });
});
