import type { Target } from "@veille/shared/api/deferred-post";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { tellSlips } from "../../src/deferred/slip.ts";
import { type Chain, startChain, uuidAt } from "../support/chain.ts";
import { hour, minute } from "../support/service.ts";

type TopicTarget = Extract<Target, { type: "topic" }>;
type MessageTarget = Extract<Target, { type: "message" }>;

let chain: Chain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain.stop());

describe("a deferred reply", () => {
  test("comes out at the team's return, once, under its author's name, in answer to its post", async () => {
    const { topicId, firstReplyId, forum } = chain;
    const target = { type: "reply", topicId, replyToPostId: firstReplyId } as const;
    const post = await chain.deferred({ raw: "Avez-vous essayé de vider le cache ?", target });
    expect(post).toMatchObject({ state: "waiting", dueAt: "2026-11-23T08:00:00.000Z", version: 1, farAway: false });

    await chain.pass(hour - 1);
    expect(chain.textsIn(topicId)).not.toContain(post.raw);
    await chain.pass(1);
    expect(chain.textsIn(topicId).filter((raw) => raw === post.raw)).toHaveLength(1);
    const written = forum.store.all("posts").find(({ raw }) => raw === post.raw);
    expect(written).toMatchObject({ userId: chain.paul.id, topicId, replyToNumber: 2 });

    const after = await chain.read(post.id);
    expect(after).toMatchObject({
      state: "published",
      raw: "",
      dueAt: null,
      published: { postId: written?.id, topicId },
    });
    expect(after.history.map(({ event }) => event)).toEqual(["deferred", "published"]);
    await chain.pass(hour);
    expect(chain.textsIn(topicId).filter((raw) => raw === post.raw)).toHaveLength(1);
  });

  test("comes out at a chosen moment, to the minute", async () => {
    const when = { moment: { local: "2026-11-23T20:17", zone: "Europe/Paris" } };
    const post = await chain.deferred({ raw: "Un mot du soir, pour plus tard.", when });
    expect(post.dueAt).toBe("2026-11-23T19:17:00.000Z");
    chain.clock.set("2026-11-23T19:16:59.999Z");
    await chain.settle();
    expect((await chain.read(post.id)).state).toBe("waiting");
    await chain.pass(1);
    expect((await chain.read(post.id)).state).toBe("published");
  });

  test("takes its place after an earlier one of the same person in the same topic", async () => {
    const second = "La deuxième de mes deux réponses.";
    const first = "La première de mes deux réponses.";
    await chain.deferred({ raw: second, when: { moment: { local: "2026-11-23T21:01", zone: "Europe/Paris" } } });
    await chain.deferred({ raw: first, when: { moment: { local: "2026-11-23T21:00", zone: "Europe/Paris" } } });
    chain.clock.set("2026-11-23T20:05:00Z");
    await chain.settle();
    expect(chain.textsIn(chain.topicId).slice(-2)).toEqual([first, second]);
  });
});

describe("a deferred topic or message", () => {
  test("opens a topic in its category with its tags", async () => {
    const target: TopicTarget = { type: "topic", title: "Une question pour mardi matin", categoryId: 3, tags: ["php"] };
    const post = await chain.deferred({
      raw: "Est-ce que quelqu’un connaît ce message ?",
      target,
      draftKey: "new_topic",
    });
    await chain.pass(13 * hour);
    const after = await chain.read(post.id);
    expect(after.state).toBe("published");
    const topic = chain.forum.store.get("topics", after.published?.topicId ?? 0);
    expect(topic).toMatchObject({ title: target.title, categoryId: 3, userId: chain.paul.id });
  });

  test("reaches the people it was written to", async () => {
    const target: MessageTarget = { type: "message", title: "Bonjour Léa", recipients: ["lea"] };
    const when = { moment: { local: "2026-11-24T12:00", zone: "Europe/Paris" } };
    const post = await chain.deferred({
      raw: "Un message direct qui attend midi.",
      target,
      when,
      draftKey: "new_private_message",
    });
    chain.clock.set("2026-11-24T11:00:00Z");
    await chain.settle();
    const { state, published } = await chain.read(post.id);
    expect(state).toBe("published");
    expect(chain.forum.store.get("topics", published?.topicId ?? 0)).toMatchObject({ archetype: "private_message" });
  });

  test("to a person waits for a moment, never for a kind's opening", async () => {
    const target: MessageTarget = { type: "message", title: "Bonjour Léa", recipients: ["lea"] };
    const answer = await chain.defer({ target, when: { opening: "team" } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: "when.opening", code: "no_opening" })]);
  });
});

describe("sending the same again", () => {
  test("answers 200 and the present state, also after an edit and when the moment has passed", async () => {
    const uuid = uuidAt(chain.clock.now());
    const when = { moment: { local: "2026-11-24T15:00", zone: "Europe/Paris" } };
    const first = await chain.defer({ raw: "Une première version du texte.", when }, chain.paul, uuid);
    expect(first.status).toBe(201);
    await chain.edit(first.body, { raw: "Une deuxième version du texte." });
    const again = await chain.defer({ raw: "Une première version du texte.", when }, chain.paul, uuid);
    expect([again.status, again.body.raw, again.body.version]).toEqual([200, "Une deuxième version du texte.", 2]);
    chain.clock.set("2026-11-24T14:30:00Z");
    await chain.settle();
    const late = await chain.defer({ raw: "Une première version du texte.", when }, chain.paul, uuid);
    expect([late.status, late.body.state]).toEqual([200, "published"]);
  });

  test("with another text is a conflict that swallows neither", async () => {
    const uuid = uuidAt(chain.clock.now());
    await chain.defer({ raw: "Le texte qui est là d’abord." }, chain.paul, uuid);
    const other = await chain.defer({ raw: "Un tout autre texte, même numéro." }, chain.paul, uuid);
    expect([other.status, other.body.code, other.body.present.raw]).toEqual([
      409,
      "other_content",
      "Le texte qui est là d’abord.",
    ]);
  });

  test("under somebody else's number is answered as if there were nothing", async () => {
    const uuid = uuidAt(chain.clock.now());
    await chain.defer({ raw: "Ce texte appartient à Paul seul." }, chain.paul, uuid);
    expect((await chain.defer({ raw: "Ce texte appartient à Paul seul." }, chain.lea, uuid)).status).toBe(404);
    expect((await chain.call("GET", `/v1/deferred-posts/${uuid}`, { as: chain.lea })).status).toBe(404);
  });
});

describe("until it comes out", () => {
  test("an edit and a new moment are kept; the same change twice is no conflict, another one is", async () => {
    const post = await chain.deferred({ raw: "Avant que je ne change d’avis." });
    const change = {
      raw: "Après avoir changé d’avis.",
      when: { moment: { local: "2026-11-25T10:30", zone: "Europe/Paris" } },
    };
    const [first, twice] = [await chain.edit(post, change), await chain.edit(post, change)];
    expect([first.status, twice.status]).toEqual([200, 200]);
    expect(first.body).toMatchObject({ version: 2, raw: change.raw, dueAt: "2026-11-25T09:30:00.000Z" });
    const stale = await chain.edit(post, { raw: "Un autre onglet pense autrement." });
    expect([stale.status, stale.body.present.raw]).toEqual([409, change.raw]);
  });

  test("publish now brings it out at once", async () => {
    const post = await chain.deferred({ raw: "Finalement, tout de suite, s’il vous plaît." });
    expect((await chain.act("publish-now", post)).status).toBe(200);
    await chain.settle();
    expect(chain.textsIn(chain.topicId)).toContain(post.raw);
  });

  test("taken back it becomes a draft where none is, and never comes out", async () => {
    const post = await chain.deferred({ raw: "Je préfère y réfléchir encore." });
    const taken = await chain.act("take-back", post);
    expect([taken.status, taken.body.state]).toEqual([200, "taken_back"]);
    await chain.settle();
    const draft = chain.forum.store
      .all("drafts")
      .find(({ key, userId }) => key === post.draftKey && userId === chain.paul.id);
    expect(JSON.stringify(draft)).toContain(post.raw);
    await chain.pass(24 * hour);
    expect(chain.textsIn(chain.topicId)).not.toContain(post.raw);
    expect((await chain.read(post.id)).raw).toBe(post.raw);
  });

  test("taken back too late, it is said that it came out", async () => {
    const post = await chain.deferred({ raw: "Celui-ci part avant que je le retienne." });
    await chain.pass(24 * hour);
    const answer = await chain.act("take-back", post);
    expect([answer.status, answer.body.present.state]).toEqual([409, "published"]);
  });

  test("what was taken back can wait again, and what has ended can be erased whole", async () => {
    const post = await chain.deferred({ raw: "Retiré puis différé à nouveau." });
    const taken = await chain.act("take-back", post, { draft: false });
    const when = { moment: { local: "2026-11-27T10:00", zone: "Europe/Paris" } };
    const path = `/v1/deferred-posts/${post.id}`;
    const body = { version: taken.body.version, when };
    const again = await chain.call("POST", `${path}/defer-again`, { as: chain.paul, body });
    expect([again.status, again.body.state]).toEqual([200, "waiting"]);
    expect((await chain.call("DELETE", `${path}?version=${again.body.version}`, { as: chain.paul })).body.code).toBe(
      "not_ended"
    );
    chain.clock.set("2026-11-27T09:00:00Z");
    await chain.settle();
    expect(chain.textsIn(chain.topicId).filter((raw) => raw === post.raw)).toHaveLength(1);
    const { version } = await chain.read(post.id);
    expect((await chain.call("DELETE", `${path}?version=${version}`, { as: chain.paul })).status).toBe(204);
    expect((await chain.call("GET", path, { as: chain.paul })).status).toBe(404);
    const keys = await chain.ctx.redis.keys(`*${post.id}*`);
    expect(keys).toEqual([`${chain.ctx.config.prefix}:gone:${post.id}`]);
  });

  test("nobody but its author reads it: Redis holds no word of it", async () => {
    const secret = "Un secret que personne ne doit lire ici";
    await chain.deferred({ raw: `${secret}.`, topicTitle: "Un titre privé" });
    const { redis, config } = chain.ctx;
    const found: string[] = [];
    for (const key of await redis.keys(`${config.prefix}*`)) {
      const dump = await redis.dumpBuffer(key);
      if (dump && /secret que personne|titre privé/.test(dump.toString("utf8"))) found.push(key);
    }
    expect(found).toEqual([]);
  });
});

describe("when the rules of a kind change", () => {
  test("the posts that wait for it follow, and their author is told once that it is another day", async () => {
    chain.clock.set("2026-11-28T12:00:00Z");
    const post = await chain.deferred({ raw: "Pour lundi, pense-t-on d’abord." });
    expect(post.dueAt).toBe("2026-11-30T08:00:00.000Z");
    const { kinds } = (await chain.call("GET", "/v1/kinds", { as: { id: 2, coordinator: true } })).body;
    const { id, flags, ...kind } = kinds[0];
    expect([id, flags]).toEqual(["team", []]);
    const closures = [{ from: "2026-11-30", until: "2026-11-30", reason: null }];
    const put = await chain.call("PUT", "/v1/kinds/team", {
      as: { id: 2, coordinator: true },
      body: { ...kind, closures },
    });
    expect(put.status).toBe(200);
    expect((await chain.read(post.id)).dueAt).toBe("2026-12-01T08:00:00.000Z");
    await tellSlips(chain.ctx);
    await chain.settle();
    await tellSlips(chain.ctx);
    await chain.settle();
    const told = chain.forum.store.all("topics").filter(({ title }) => title.startsWith("Votre message paraîtra"));
    expect(told.map(({ title }) => title.replaceAll("\u00a0", " "))).toEqual([
      "Votre message paraîtra mardi 1er décembre à 9 h plutôt que lundi 30 novembre à 9 h",
    ]);
    expect((await chain.read(post.id)).history.map(({ event }) => event)).toEqual(["deferred", "hours_changed"]);
    chain.clock.set("2026-12-01T07:59:00Z");
    await chain.settle();
    expect((await chain.read(post.id)).state).toBe("waiting");
    await chain.pass(minute);
    expect((await chain.read(post.id)).state).toBe("published");
  });
});
