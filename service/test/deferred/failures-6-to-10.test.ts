import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Chain, startChain } from "../support/chain.ts";
import { day, hour, minute, startTestService } from "../support/service.ts";
import { messagesWith, times, watchCalls } from "../support/story.ts";
import { keepPicture } from "../support/pictures.ts";

// lines 6–10 of how such systems fail elsewhere; each name begins with the line's own words
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const at = (local: string) => ({ moment: { local, zone: "Europe/Paris" } });
const stateOf = async (id: string) => (await chain.read(id)).state;
const topic = (more: object) => chain.forum.store.update("topics", chain.topicId, more);

test("Images collected as orphans before publication — they are kept for as long as the text waits", async () => {
  const picture = await keepPicture(chain, "une capture d’écran");
  const post = await chain.deferred({
    raw: `Voici ce que je vois :\n\n![capture](${picture.shortUrl})`,
    when: at("2026-11-27T10:00"),
  });
  await chain.settle();
  await chain.pass(3 * day);
  expect(picture.cleanUp()).toBe(0);
  chain.clock.set("2026-11-27T09:00:00Z");
  await chain.settle();
  expect(times(chain, post.raw)).toBe(1);
});

describe("7", () => {
  test("The hour silently rewritten — what was chosen is what is kept, shown and done", async () => {
    const when = at("2026-11-25T20:17");
    const post = await chain.deferred({ when });
    expect([post.when, post.dueAt]).toEqual([when, "2026-11-25T19:17:00.000Z"]);
    const { body } = await chain.edit(post, { raw: "Le texte change, l’heure ne change pas." });
    expect([body.when, body.dueAt]).toEqual([when, post.dueAt]);
  });

  test("published at once when too early — a moment that is too near is refused, and nothing comes out", async () => {
    chain.clock.set("2026-11-23T07:59:10.000Z");
    const answer = await chain.defer({ raw: "Un moment bien trop proche.", when: at("2026-11-23T09:00") });
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, "too_near"]);
    await chain.pass(day);
    expect(times(chain, "Un moment bien trop proche.")).toBe(0);
  });

  test.each([
    ["spring", "2027-03-26T20:00:00Z", "2027-03-29T09:00", "2027-03-29T07:00:00.000Z"],
    ["autumn", "2026-10-23T20:00:00Z", "2026-10-26T09:00", "2026-10-26T08:00:00.000Z"],
  ])(
    "Drift by an hour at the clock change — in %s, chosen or opening, it is nine o'clock there",
    async (_when, start, local, instant) => {
      chain.clock.set(start);
      const chosen = await chain.deferred({ raw: "À neuf heures, heure choisie.", when: at(local) });
      const opening = await chain.deferred({ raw: "À neuf heures, au retour de l’équipe." });
      expect([chosen.dueAt, opening.dueAt]).toEqual([instant, instant]);
      chain.clock.set(Date.parse(instant) - 1);
      await chain.settle();
      expect(await stateOf(chosen.id)).toBe("waiting");
      await chain.pass(1);
      expect([await stateOf(chosen.id), await stateOf(opening.id)]).toEqual(["published", "published"]);
    }
  );
});

describe("8", () => {
  test("After an outage everything refused, or everything flushed at once, newest first — none of it: all, paced, in order", async () => {
    chain.forum.settings.admin_calls_per_minute = 60;
    const texts = Array.from({ length: 30 }, (_, n) => `Texte numéro ${n}, resté pendant la panne.`);
    for (const [n, raw] of texts.entries()) await chain.deferred({ raw, when: at(`2026-11-23T09:${String(n + 10)}`) });
    chain.clock.set("2026-11-23T08:05:00Z");
    chain.forum.misbehaviour.down = true;
    await chain.pass(hour);
    chain.forum.misbehaviour.down = false;
    const calls = watchCalls(chain);
    await chain.pass(15_000);
    expect(calls.length).toBeLessThanOrEqual(20);
    for (let minutes = 0; minutes < 5; minutes++) await chain.pass(minute);
    expect(chain.textsIn(chain.topicId).slice(-30)).toEqual(texts);
  });
});

test("A failure that nobody is told of — whoever gets a text back has a message with reason and text", async () => {
  const post = await chain.deferred();
  topic({ archivedAt: chain.clock.now() });
  await chain.pass(hour);
  expect(messagesWith(chain, post.raw)).toHaveLength(1);
  expect((await chain.read(post.id)).reason).toEqual({ code: "topic_archived", errors: [] });
});

test("A restart deletes and re-creates jobs, and one falls between — what came due meanwhile comes out after it", async () => {
  const post = await chain.deferred();
  const { prefix, forumUrl, forumKey } = chain.ctx.config;
  await chain.destroy();
  chain.clock.forward(hour + 5 * minute);
  const after = await startTestService({ clock: chain.clock, config: { prefix, forumUrl, forumKey } });
  await after.pump.kick();
  expect(times(chain, post.raw)).toBe(1);
  await after.destroy();
});
