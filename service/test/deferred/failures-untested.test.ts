import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Chain, startChain, uuidAt } from "../support/chain.ts";
import { keepPicture } from "../support/pictures.ts";
import { hour, minute, startTestService } from "../support/service.ts";
import { approveFirst, perform, queueOf, times, until, untilState } from "../support/story.ts";

// what is in no suite that we read; each name begins with the list's own words
let chain: Chain;
beforeEach(async () => {
  chain = await startChain();
});
afterEach(() => chain.stop());

const at = (local: string) => ({ moment: { local, zone: "Europe/Paris" } });
const stateOf = async (id: string) => (await chain.read(id)).state;

describe("in no suite that we read", () => {
  test("kill between “post created” and “recorded” — the next process asks by key, and one post stands", async () => {
    const post = await chain.deferred();
    chain.clock.forward(hour);
    const { forum } = chain.ctx;
    const publish = forum.publish.bind(forum);
    let died: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (died = resolve));
    let bury: () => void = () => undefined;
    forum.publish = async (items) => {
      await publish(items);
      died();
      // no line of that process runs any more, until the test is over
      return new Promise<never>((_, reject) => (bury = () => reject(new Error("it is dead"))));
    };
    void chain.pump.kick();
    await dead;
    const { prefix, forumUrl, forumKey, lease } = chain.ctx.config;
    const next = await startTestService({ clock: chain.clock, config: { prefix, forumUrl, forumKey, lease } });
    await until(async () => {
      await next.pump.kick();
      return (await stateOf(post.id)) === "published";
    }, "the next process finds out");
    expect(times(chain, post.raw)).toBe(1);
    bury();
    await next.destroy();
  });

  test("Redis emptied — what the forum has is never doubled, and the service goes on", async () => {
    const uuid = uuidAt(chain.clock.now());
    const asked = { raw: "Un texte envoyé avant que tout ne soit perdu.", when: at("2026-11-23T08:30") };
    await chain.defer(asked, chain.paul, uuid);
    await chain.pass(30 * minute);
    expect(times(chain, asked.raw)).toBe(1);
    const { redis, config } = chain.ctx;
    await redis.del(...(await redis.keys(`${config.prefix}*`)));
    expect((await chain.call("GET", "/v1/deferred-posts", { as: chain.paul })).body.posts).toEqual([]);
    // the page that was left open sends it again, for later
    const again = await chain.defer({ ...asked, when: at("2026-11-23T09:30") }, chain.paul, uuid);
    expect(again.status).toBe(201);
    await chain.pass(hour);
    expect([times(chain, asked.raw), await stateOf(uuid)]).toEqual([1, "published"]);
  });

  test("clock moved back — nothing comes out twice, and nothing waits for longer than the clock went back", async () => {
    const [out, next] = [
      await chain.deferred({ raw: "Paru avant que l’horloge ne recule." }),
      await chain.deferred({ raw: "Prévu pour un peu plus tard.", when: at("2026-11-23T09:10") }),
    ];
    await chain.pass(hour);
    chain.clock.forward(-20 * minute);
    await chain.settle();
    expect([times(chain, out.raw), await stateOf(next.id)]).toEqual([1, "waiting"]);
    await chain.pass(30 * minute);
    expect([times(chain, out.raw), times(chain, next.raw)]).toEqual([1, 1]);
  });

  test.each([
    ["the hour that does not exist", "2027-03-27T20:00:00Z", "2027-03-28T02:30", "2027-03-28T01:30:00.000Z"],
    ["the hour that comes twice", "2026-10-24T20:00:00Z", "2026-10-25T02:30", "2026-10-25T01:30:00.000Z"],
  ])("both clock changes — %s is asked back, and then kept as chosen", async (_which, start, local, later) => {
    chain.clock.set(start);
    const unclear = await chain.defer({ when: at(local) });
    expect([unclear.status, unclear.body.errors[0].possibilities.length]).toEqual([400, 2]);
    const post = await chain.deferred({ when: { moment: { local, zone: "Europe/Paris", disambiguation: "later" } } });
    expect(post.dueAt).toBe(later);
    chain.clock.set(later);
    await chain.settle();
    expect(await stateOf(post.id)).toBe("published");
  });

  test("uploads cleaned in between — it waits, its author sees why, and it comes out when the text is mended", async () => {
    const picture = await keepPicture(chain, "une image que le forum va perdre");
    const post = await chain.deferred({ raw: `Voyez plutôt :\n\n![capture](${picture.shortUrl})` });
    for (const { id } of chain.forum.store.all("uploads")) chain.forum.store.remove("uploads", id);
    await chain.pass(hour);
    expect(await chain.read(post.id)).toMatchObject({
      state: "waiting",
      reason: { code: "upload_gone" },
      raw: post.raw,
    });
    await chain.pass(2 * hour);
    const { store } = chain.forum;
    expect(
      store.all("topics").filter(({ title }) => title === "Une image manque à votre message différé")
    ).toHaveLength(1);
    await chain.edit(await chain.read(post.id), { raw: "Voyez plutôt : c’est écrit ici, sans image." });
    await untilState(chain, post.id, "published");
    expect([times(chain, post.raw), times(chain, "Voyez plutôt : c’est écrit ici, sans image.")]).toEqual([0, 1]);
  });

  test("a backlog after 3 h of outage — within the same opening all come out, each author's in order", async () => {
    const people = [chain.paul, chain.lea];
    const texts = Array.from({ length: 16 }, (_, n) => `Texte numéro ${n}, tombé pendant la panne.`);
    for (const [n, raw] of texts.entries())
      await chain.deferred({ raw, kind: "team", when: at(`2026-11-23T14:${10 + n}`) }, people[n % 2]);
    chain.clock.set("2026-11-23T13:05:00Z");
    chain.forum.misbehaviour.down = true;
    for (let quarters = 0; quarters < 12; quarters++) await chain.pass(15 * minute);
    chain.forum.misbehaviour.down = false;
    for (let minutes = 0; minutes < 12; minutes++) await chain.pass(minute);
    const out = chain.textsIn(chain.topicId).slice(-16);
    expect([...out].sort()).toEqual([...texts].sort());
    for (const side of [0, 1]) {
      const own = texts.filter((_, n) => n % 2 === side);
      expect(out.filter((raw) => own.includes(raw))).toEqual(own);
    }
  });

  test("the forum's approval queue — it holds nobody back, and what is approved there is published here", async () => {
    approveFirst(chain);
    const first = await chain.deferred({ raw: "Celui-ci attend une relecture." });
    await chain.pass(hour);
    chain.forum.settings.approve_unless_allowed_groups = "10";
    const second = await chain.deferred({ raw: "Celui-ci n’attend personne.", when: at("2026-11-23T09:05") });
    await chain.pass(5 * minute);
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(["in_review", "published"]);
    await perform(chain, queueOf(chain)[0] ?? 0, "approve_post");
    await chain.pass(minute);
    expect(await stateOf(first.id)).toBe("published");
  });
});
