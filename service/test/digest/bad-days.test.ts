import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { day, hour, minute, startTestService } from "../support/service.ts";
import { type Calm, everyDay, startCalm } from "../support/calm.ts";
import { holds } from "../../../test/forum/veille/loud-intervals.ts";
import { beat } from "../../src/digest/beat.ts";
import { until } from "../support/story.ts";

let calm: Calm;
beforeEach(async () => {
  calm = await startCalm();
});
afterEach(() => calm.stop());

const office = { windows: everyDay(["09:00", "12:00"]) };
const raws = () => calm.digests().map(({ raw }) => raw);
const held = () => holds(calm.forum.context, calm.lea.id);
/** The service works on, but the forum's time and ours go their way without a beat. */
const asleep = (instant: string) => calm.clock.set(instant);

describe("the service dead", () => {
  test("over three openings: the lease ends and the forum alerts as ever; then one digest covers what was held", async () => {
    await calm.choose(office);
    const before = calm.say("Tenu avant la panne");
    asleep("2026-11-23T07:59:00Z");
    expect(held()).toBe(true);
    asleep("2026-11-23T12:30:00Z");
    expect(held()).toBe(false);
    const during = calm.say("Pendant la panne");
    expect(calm.rang()).toEqual([during.id]);
    asleep("2026-11-26T07:00:00Z");
    await calm.quiet();
    expect([held(), calm.digests()]).toEqual([true, []]);
    await calm.goTo("2026-11-26T08:00:00Z");
    expect(calm.digests()).toHaveLength(1);
    expect(raws()[0]).toContain(`/t/${before.topicId}/1`);
    const marked = calm.forum.store.all("alerts").filter(({ digest }) => digest !== null);
    expect(marked.map(({ postId }) => postId)).toEqual([before.id]);
  });

  test("and back in the middle of somebody's hours: the digest comes late, once", async () => {
    await calm.choose(office);
    calm.say("Attendu à neuf heures");
    asleep("2026-11-23T10:15:00Z");
    await calm.quiet();
    await calm.go(hour);
    expect(calm.digests()).toHaveLength(1);
  });

  test("and back at night: nobody is woken by it, and it is quiet again", async () => {
    await calm.choose(office);
    calm.say("Attendu à neuf heures");
    asleep("2026-11-23T22:00:00Z");
    await calm.quiet();
    expect([calm.digests(), held()]).toEqual([[], true]);
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("for somebody alone: hours that began half an hour ago without our word end their silence", async () => {
    await calm.choose(office);
    asleep("2026-11-23T08:20:00Z");
    calm.forum.store.put("leases", { id: "beat", until: calm.clock.now() + 12 * hour });
    asleep("2026-11-23T12:00:00Z");
    expect(held()).toBe(false);
    await calm.quiet();
    expect(held()).toBe(true);
  });
});

describe("the forum down at an opening", () => {
  test("one digest comes when it is back, with what was held and what is new since", async () => {
    await calm.choose(office);
    calm.say("Avant la panne du forum");
    await calm.goTo("2026-11-23T07:55:00Z");
    await calm.forum.stop();
    await calm.goTo("2026-11-23T08:30:00Z");
    await calm.forum.start();
    await calm.goTo("2026-11-23T08:40:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("all day long: it is made anew for the next day", async () => {
    await calm.choose(office);
    calm.say("Avant la panne du forum");
    await calm.goTo("2026-11-23T07:55:00Z");
    // the question of what was held is answered, the text does not get through
    calm.forum.misbehave({ stage: "call", path: "/veille/publications.json", answer: "html_502", times: 1000 });
    await calm.goTo("2026-11-23T12:00:00Z");
    calm.forum.misbehaviour.reset();
    calm.say("Après la panne du forum");
    await calm.goTo("2026-11-24T07:55:00Z");
    expect(calm.digests()).toEqual([]);
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(calm.digests()).toHaveLength(1);
    expect(raws()[0]).toContain("Avant la panne du forum");
    expect(raws()[0]).toContain("Après la panne du forum");
  });

  test("with the answer lost: what stands is not sent again", async () => {
    await calm.choose(office);
    calm.say("La réponse s’est perdue");
    const { forum } = calm.ctx;
    const real = forum.publish.bind(forum);
    forum.publish = async (items, class_) => {
      forum.publish = real;
      await real(items, class_);
      return { ok: false, sent: "maybe", code: "timeout", retryAfter: null };
    };
    await calm.goTo("2026-11-23T09:00:00Z");
    expect(calm.digests()).toHaveLength(1);
    calm.opens(calm.digests()[0]!.topicId);
    calm.say("Pour le lendemain");
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(raws()[1]).not.toContain("s’est perdue");
  });

  test("with the answer lost, and found only after their hours: it stands, and is not made anew", async () => {
    await calm.choose(office);
    calm.say("Trouvé le soir seulement");
    const { forum } = calm.ctx;
    const real = forum.publish.bind(forum);
    let first = true;
    forum.publish = async (items, class_) => {
      if (first) await real(items, class_);
      first = false;
      return { ok: false, sent: "maybe", code: "timeout", retryAfter: 6 * 3600 };
    };
    await calm.goTo("2026-11-23T12:00:00Z");
    forum.publish = real;
    await calm.goTo("2026-11-24T08:30:00Z");
    expect(calm.digests()).toHaveLength(1);
  });
});

describe("people who change", () => {
  test("renamed between two attempts: it reaches them under their new name", async () => {
    await calm.choose(office);
    calm.say("Pour qui change de nom");
    calm.forum.misbehave({ stage: "call", path: "/veille/publications.json", answer: "html_502", times: 1 });
    await calm.goTo("2026-11-23T08:00:00Z");
    calm.forum.store.update("users", calm.lea.id, { username: "lea-m" });
    await calm.goTo("2026-11-23T08:10:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("suspended: nothing is sent, nothing is lost", async () => {
    await calm.choose(office);
    calm.say("Pour plus tard, si elle revient");
    calm.forum.store.update("users", calm.lea.id, { suspendedTill: Date.parse("2026-11-24T00:00:00Z") });
    await calm.goTo("2026-11-23T09:00:00Z");
    expect(calm.digests()).toEqual([]);
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(raws()[0]).toContain("si elle revient");
  });

  test("leaving the group before the opening: no digest, and alerts as ever", async () => {
    await calm.choose(office);
    calm.say("Plus pour elle désormais");
    calm.forum.store.update("groups", 41, { members: [] });
    await calm.goTo("2026-11-23T09:00:00Z");
    expect([calm.digests(), held()]).toEqual([[], false]);
  });
});

describe("lines of the list of failures", () => {
  test("19: a digest is not doubled by the clock change, by a second copy, by asking again", async () => {
    calm.clock.set("2027-10-30T12:00:00Z");
    await calm.choose({ windows: everyDay(["02:30", "05:00"]) });
    const copy = await startTestService({ clock: calm.clock, config: calm.ctx.config });
    calm.say("À l’heure qui se répète");
    for (let minutes = 0; minutes < 6 * 60; minutes += 10) {
      calm.clock.set(Date.parse("2027-10-30T23:30:00Z") + minutes * minute);
      await Promise.all([calm.calm.digests.kick(), copy.calm.digests.kick(), beat(copy.ctx)]);
    }
    await copy.destroy();
    const keys = calm.forum.store.all("publications").filter(({ id }) => id.startsWith("digest-"));
    expect(keys.map(({ id }) => id)).toEqual([`digest-${calm.lea.id}-${Date.parse("2027-10-31T00:30:00Z")}`]);
  });

  test("20: it is no flood at the end of the quiet time: nothing else rings", async () => {
    await calm.choose(office);
    for (let n = 0; n < 30; n++) calm.say(`Pendant la nuit ${n}`);
    await calm.goTo("2026-11-23T10:00:00Z");
    expect([calm.rang(), calm.digests().length]).toEqual([[], 1]);
  });

  test("20: messages of ours wait for somebody's hours too; who chose nothing has them at once", async () => {
    const { send } = await import("../../src/messages/outbox.ts");
    await calm.choose(office);
    const message = (who: { id: number }) => ({
      key: `slip-test-${who.id}`,
      userId: who.id,
      title: "Un mot",
      raw: "Un mot de Veille.",
    });
    await send(calm.ctx, message(calm.lea));
    await send(calm.ctx, message(calm.paul));
    await calm.settle();
    const there = () => calm.forum.store.all("publications").map(({ id }) => id);
    expect(there()).toEqual([`slip-test-${calm.paul.id}`]);
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(there()).toContain(`slip-test-${calm.lea.id}`);
  });

  test("a restart in between forgets nothing: what was frozen goes out as it was", async () => {
    await calm.choose(office);
    calm.say("Gelé avant l’arrêt");
    calm.forum.misbehave({ stage: "call", path: "/veille/publications.json", answer: "html_502", times: 1 });
    await calm.goTo("2026-11-23T08:00:00Z");
    const { redis, config } = calm.ctx;
    const kept = await redis.hget(`${config.prefix}:calm:${calm.lea.id}`, "frozen");
    expect(kept).toMatch(/^[0-9a-f]{8}\./);
    await calm.destroy();
    const next = await startTestService({ clock: calm.clock, config });
    calm.clock.forward(10 * minute);
    await until(async () => {
      await next.calm.digests.kick();
      return calm.digests().length === 1;
    }, "the digest comes");
    await next.destroy();
    expect(raws()[0]).toContain("Gelé avant l’arrêt");
  });

  test("hours chosen in the middle of the day do not bring yesterday's news", async () => {
    calm.ask("Ancienne demande, vue depuis");
    calm.clock.set("2026-11-23T09:30:00Z");
    await calm.choose(office);
    await calm.go(hour);
    expect(calm.digests()).toEqual([]);
    calm.clock.set(calm.clock.now() + day);
    await calm.quiet();
    expect(calm.digests()).toEqual([]);
  });
});
