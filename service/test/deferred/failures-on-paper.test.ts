import type { Target } from "@veille/shared/api/deferred-post";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as queue from "../../src/deferred/queue.ts";
import * as store from "../../src/deferred/store.ts";
import { type Chain, startChain, uuidAt } from "../support/chain.ts";
import { keepPicture } from "../support/pictures.ts";
import { day, hour, minute } from "../support/service.ts";
import { approveFirst, perform, queueOf, times, until, untilState, watchCalls } from "../support/story.ts";

// what was found on paper; each name begins with the list's own words
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const at = (local: string) => ({ moment: { local, zone: "Europe/Paris" } });
const stateOf = async (id: string) => (await chain.read(id)).state;
const release = async () => {
  chain.forum.misbehaviour.release();
  await until(() => chain.forum.misbehaviour.held === 0, "what was held goes on");
};

describe("found on paper", () => {
  test("given back after a time-out, and published by the straggler — the tombstone stands first, so the straggler rolls back", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "call", hold: "until_released" });
    await chain.pass(hour);
    expect(await stateOf(post.id)).toBe("unsure");
    chain.forum.store.update("topics", chain.topicId, { closedAt: chain.clock.now() });
    await untilState(chain, post.id, "given_back");
    chain.forum.store.update("topics", chain.topicId, { closedAt: null });
    await release();
    await chain.pass(day);
    expect([times(chain, post.raw), await stateOf(post.id)]).toEqual([0, "given_back"]);
  });

  test("a paused process that wakes and overwrites `published` — its word is about an attempt that is over", async () => {
    const post = await chain.deferred();
    chain.forum.misbehave({ stage: "call", hold: "until_released" });
    chain.clock.forward(hour);
    await until(() => chain.forum.misbehaviour.held === 1, "an attempt is under way");
    const [asleep] = await store.load(chain.ctx, [post.id]);
    expect(asleep?.record.attempt).toBeDefined();
    await release();
    await untilState(chain, post.id, "published");
    if (!asleep) throw new Error("nothing was claimed");
    for (const outcome of ["wait", "refused", "doubt", "cancelled", "late"] as const)
      expect(await queue.apply(chain.ctx, asleep.record, { outcome, code: "topic_gone", after: 0, kind: "team" })).toBe(
        ""
      );
    expect([times(chain, post.raw), await stateOf(post.id)]).toEqual([1, "published"]);
  });

  test("a rejected post approved later — once it is back with its author, it can't be", async () => {
    approveFirst(chain);
    const post = await chain.deferred();
    await chain.pass(hour);
    const id = queueOf(chain)[0] ?? 0;
    await perform(chain, id, "reject_post");
    await untilState(chain, post.id, "given_back");
    expect((await perform(chain, id, "approve_post")).ok).toBe(false);
    expect(times(chain, post.raw)).toBe(0);
  });

  test("a reused uuid that swallows a text — the second text is refused aloud, the first one kept", async () => {
    const uuid = uuidAt(chain.clock.now());
    await chain.defer({ raw: "Le premier texte sous ce numéro." }, chain.paul, uuid);
    const second = await chain.defer({ raw: "Un second texte, même numéro." }, chain.paul, uuid);
    expect([second.status, second.body.code]).toEqual([409, "other_content"]);
    const erased = await chain.act("take-back", await chain.read(uuid));
    await chain.call("DELETE", `/v1/deferred-posts/${uuid}?version=${erased.body.version}`, { as: chain.paul });
    const third = await chain.defer({ raw: "Un troisième texte, même numéro." }, chain.paul, uuid);
    expect([third.status, third.body.code]).toEqual([410, "gone"]);
  });

  test("an honest retry answered 409 — every change repeated with its old version is answered 2xx", async () => {
    const post = await chain.deferred();
    const path = `/v1/deferred-posts/${post.id}`;
    const twice = async (method: string, where: string, body: object) => {
      const asked = () => chain.call(method, path + where, { as: chain.paul, body });
      const [first, second] = [await asked(), await asked()];
      expect([where, first.status, second.status, second.body.version]).toEqual([where, 200, 200, first.body.version]);
      return first.body.version as number;
    };
    let version = await twice("PATCH", "", { version: 1, raw: "Une autre façon de le dire." });
    version = await twice("PATCH", "", { version, when: at("2026-11-24T10:00") });
    version = await twice("POST", "/take-back", { version, draft: false });
    version = await twice("POST", "/defer-again", { version, when: at("2026-11-23T08:02") });
    version = await twice("POST", "/publish-now", { version });
    await chain.settle();
    await twice("POST", "/publish-now", { version });
  });

  test("one stuck topic that kills web workers in a loop — it is tried with growing pauses, and other topics go on", async () => {
    const stuck = await chain.deferred();
    chain.forum.misbehave({ stage: "before", hold: "until_released", key: `${stuck.id}-1`, times: 1_000 });
    const calls = watchCalls(chain);
    await chain.pass(hour);
    const target: Target = { type: "message", title: "Bonjour Sam", recipients: ["sam"] };
    const other = await chain.deferred({ target, when: at("2026-11-23T09:02") }, chain.lea);
    for (let steps = 0; steps < 90; steps++) {
      await chain.pass(10_000);
    }
    expect((await chain.read(other.id, chain.lea)).state).toBe("published");
    const tries = calls.flat().filter(({ key }) => key === `${stuck.id}-1`).length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(10);
  });

  test("a lane's fourth reply that blocks or is overtaken — it waits as long as it was told, the fifth with it, and nobody else", async () => {
    chain.forum.settings.max_consecutive_replies = 3;
    const texts = [1, 2, 3, 4, 5].map((n) => `La réponse numéro ${n} de la même personne.`);
    for (const raw of texts) await chain.deferred({ raw });
    const others = await chain.deferred(
      { raw: "La réponse de quelqu’un d’autre.", when: at("2026-11-23T09:06") },
      { id: chain.forum.user("sam").id }
    );
    await chain.pass(hour);
    await chain.pass(minute);
    const all = await chain.call("GET", "/v1/deferred-posts", { as: chain.paul });
    expect(chain.textsIn(chain.topicId).slice(-3)).toEqual(texts.slice(0, 3));
    const fourth = (all.body.posts as { raw: string; reason: unknown }[]).find(({ raw }) => raw === texts[3]);
    expect(fourth?.reason).toMatchObject({ code: "too_many_replies" });
    await chain.pass(10 * minute);
    await chain.pass(50 * minute);
    expect(chain.textsIn(chain.topicId).slice(-3)).toEqual([others.raw, texts[3], texts[4]]);
  });

  test("our own pacing taken for lateness — twenty replies paced over twenty minutes all come out, whatever the late rule", async () => {
    chain.forum.settings.veille_calls_per_minute = 5;
    await chain.ctx.site.refresh();
    const texts = Array.from({ length: 20 }, (_, n) => `Texte numéro ${n}, chacun à son tour.`);
    for (const raw of texts) await chain.deferred({ raw, late: "give_back", when: at("2026-11-23T18:30") });
    chain.clock.set("2026-11-23T17:30:00Z");
    while ((await chain.ctx.budget.spend("publish")) === 0);
    await chain.settle();
    for (let minutes = 0; minutes < 16; minutes++) await chain.pass(minute);
    expect(chain.textsIn(chain.topicId).slice(2).length).toBeLessThan(20);
    for (let minutes = 0; minutes < 10; minutes++) await chain.pass(minute);
    expect(chain.textsIn(chain.topicId).slice(2)).toEqual(texts);
  });

  test("the picture replaced by a transparent one — without its picture it is never published", async () => {
    const picture = await keepPicture(chain, "une image qui disparaît");
    const post = await chain.deferred({ raw: `Voici l’image :\n\n![capture](${picture.shortUrl})`, late: "publish" });
    for (const { id } of chain.forum.store.all("uploads")) chain.forum.store.remove("uploads", id);
    for (let days = 0; days < 10; days++) await chain.pass(day);
    await chain.pass(hour);
    expect([times(chain, post.raw), await stateOf(post.id)]).toEqual([0, "given_back"]);
    expect((await chain.read(post.id)).raw).toBe(post.raw);
  });
});
