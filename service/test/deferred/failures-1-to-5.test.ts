import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { noteTargetGone } from "../../src/deferred/topic.ts";
import { type Chain, startChain, uuidAt } from "../support/chain.ts";
import { day, hour, minute, startTestService } from "../support/service.ts";
import { times, until, untilState } from "../support/story.ts";

// lines 1–5 of how such systems fail elsewhere; each name begins with the line's own words
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const at = (local: string) => ({ moment: { local, zone: "Europe/Paris" } });
const stateOf = async (id: string) => (await chain.read(id)).state;
const topic = (more: object) => chain.forum.store.update("topics", chain.topicId, more);

describe("1", () => {
  test("Record destroyed before publishing: text lost — it is there until the forum's post id is", async () => {
    const post = await chain.deferred();
    const seen: string[] = [];
    const { forum } = chain.ctx;
    const real = forum.publish.bind(forum);
    forum.publish = async (items) => {
      seen.push((await chain.read(post.id)).raw);
      const answer = await real(items);
      seen.push((await chain.read(post.id)).raw);
      return answer;
    };
    await chain.pass(hour);
    expect(seen).toEqual([post.raw, post.raw]);
    expect(await chain.read(post.id)).toMatchObject({ state: "published", raw: "" });
  });

  test("Reply to a deleted post vanishes — it goes to the topic, and its author is told", async () => {
    const target = { type: "reply", topicId: chain.topicId, replyToPostId: chain.firstReplyId } as const;
    const post = await chain.deferred({ target });
    chain.forum.store.update("posts", chain.firstReplyId, { deletedAt: chain.clock.now() });
    await chain.pass(hour);
    expect(times(chain, post.raw)).toBe(1);
    const { history } = await chain.read(post.id);
    expect(history.at(-1)).toMatchObject({ event: "published", code: "reply_target_gone" });
    // the feed may bring it late: once it is out, that is no news
    expect(await noteTargetGone(chain.ctx, post.id)).toBe(0);
  });

  test("text deleted with its channel — the topic is gone, the text is not", async () => {
    const post = await chain.deferred();
    topic({ deletedAt: chain.clock.now() });
    await chain.pass(hour);
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", raw: post.raw });
  });
});

test("“Scheduled” for ever: queue and store disagree — a queue that lost everything is armed anew, and the record is what counts", async () => {
  const config = { lookAhead: 300, siteRefresh: 300 };
  const quick = await startChain({ config });
  try {
    const post = await quick.deferred();
    const { redis, config } = quick.ctx;
    await redis.del(...(await redis.keys(`${config.prefix}:bull*`)));
    await until(
      async () => (await redis.keys(`${config.prefix}:bull*every-look-ahead*`)).length > 0,
      "it is armed anew"
    );
    quick.clock.forward(hour);
    await until(async () => (await quick.read(post.id)).state === "published", "it comes out by itself");
  } finally {
    await quick.stop();
  }
});

describe("3", () => {
  test("Twice: two workers — two copies that wake at the same instant publish each text once", async () => {
    const { prefix, forumUrl, forumKey } = chain.ctx.config;
    const second = await startTestService({ clock: chain.clock, config: { prefix, forumUrl, forumKey } });
    const texts = Array.from({ length: 12 }, (_, n) => `Texte numéro ${n}, assez long pour paraître.`);
    for (const [n, raw] of texts.entries()) await chain.deferred({ raw }, n % 2 === 0 ? chain.paul : chain.lea);
    chain.clock.forward(hour);
    await Promise.all([chain.pump.kick(), second.pump.kick(), chain.pump.kick(), second.pump.kick()]);
    await Promise.all([chain.pump.kick(), second.pump.kick()]);
    expect(texts.map((raw) => times(chain, raw))).toEqual(texts.map(() => 1));
    await second.destroy();
  });

  test("posted, then the clean-up fails — Redis is away when the forum has answered, and one post stands", async () => {
    const post = await chain.deferred();
    const { forum, redis } = chain.ctx;
    const publish = forum.publish.bind(forum);
    const evalsha = redis.evalsha.bind(redis);
    forum.publish = async (items) => {
      const answer = await publish(items);
      redis.evalsha = () => {
        redis.evalsha = evalsha;
        return Promise.reject(new Error("Connection is closed."));
      };
      return answer;
    };
    await chain.pass(hour);
    expect([times(chain, post.raw), await stateOf(post.id)]).toEqual([1, "publishing"]);
    await untilState(chain, post.id, "published");
    expect(times(chain, post.raw)).toBe(1);
  });

  test("a client's retry — the same sent twice at once is one text", async () => {
    const uuid = uuidAt(chain.clock.now());
    const answers = await Promise.all([1, 2, 3].map(() => chain.defer({}, chain.paul, uuid)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    await chain.pass(hour);
    expect(times(chain, answers[0]?.body.raw as string)).toBe(1);
  });

  test("moved back to the same hour — it comes out then, once", async () => {
    const post = await chain.deferred({ when: at("2026-11-23T10:00") });
    const later = await chain.edit(post, { when: at("2026-11-23T11:00") });
    await chain.edit(later.body, { when: at("2026-11-23T10:00") });
    await chain.pass(2 * hour);
    await chain.pass(hour);
    expect(times(chain, post.raw)).toBe(1);
    expect(await stateOf(post.id)).toBe("published");
  });
});

describe("4", () => {
  test("One poisoned item stops everyone's — a text that nobody can open any more holds up nobody else's, leaving or coming home", async () => {
    const [stuck, lost] = [
      await chain.deferred(),
      await chain.deferred({ target: { type: "reply", topicId: 99_999, replyToPostId: null } }),
    ];
    const [fine, home] = [
      await chain.deferred({ raw: "Une réponse que rien ne retient." }, chain.lea),
      await chain.deferred(
        { raw: "Une réponse qui doit revenir.", target: { type: "reply", topicId: 99_999, replyToPostId: null } },
        chain.lea
      ),
    ];
    const { redis, config } = chain.ctx;
    for (const { id } of [stuck, lost]) await redis.set(`${config.prefix}:text:${id}`, "00000000.AAAA");
    await chain.pass(hour);
    await chain.pass(minute);
    expect((await chain.read(fine.id, chain.lea)).state).toBe("published");
    expect((await chain.read(home.id, chain.lea)).state).toBe("given_back");
    const list = await chain.call("GET", "/v1/deferred-posts", { as: chain.paul });
    expect([list.status, list.body.posts.length]).toEqual([200, 2]);
    expect((await chain.call("GET", "/readyz")).body.wrong).toContainEqual(
      expect.objectContaining({ code: "text_unreadable" })
    );
  });
});

describe("5", () => {
  const account = (more: object) => chain.forum.store.update("users", chain.paul.id, more);
  test.each([
    ["frozen author", () => account({ suspendedTill: chain.clock.now() + day }), "author_suspended"],
    ["silenced author", () => account({ silencedTill: chain.clock.now() + day }), "author_silenced"],
    ["account without its owner", () => account({ anonymised: true }), "author_anonymised"],
    ["account not active", () => account({ active: false }), "author_inactive"],
  ])("Sent when it must not be: %s", async (_who, change, code) => {
    const post = await chain.deferred();
    change();
    await chain.pass(hour);
    await chain.settle();
    expect(await chain.read(post.id)).toMatchObject({ state: "given_back", reason: { code }, raw: post.raw });
    expect(times(chain, post.raw)).toBe(0);
  });

  test("Sent when it must not be: deleted account — nothing comes out, and nothing of it is kept", async () => {
    const post = await chain.deferred();
    chain.forum.store.remove("users", chain.paul.id);
    await chain.pass(hour);
    // the account may have been merged into another: the feed of changes has ten minutes to say so
    await chain.pass(10 * minute);
    expect(times(chain, post.raw)).toBe(0);
    expect((await chain.call("GET", `/v1/deferred-posts/${post.id}`, { as: chain.paul })).status).toBe(404);
  });

  test("seen too early through search, notifications, feeds, edit — before its time the forum holds no word of it", async () => {
    const post = await chain.deferred();
    await chain.edit(post, { raw: "Un texte que personne ne peut encore voir." });
    await chain.pass(hour - 1);
    const { store } = chain.forum;
    const all = (["posts", "topics", "drafts", "reviewables", "publications", "kept"] as const).map((table) =>
      store.all(table)
    );
    expect(JSON.stringify(all)).not.toContain("personne ne peut encore voir");
    expect(JSON.stringify(all)).not.toContain(post.raw);
  });
});
