import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { day, hour, minute } from "../support/service.ts";
import { type Calm, everyDay, mentioned, replied, startCalm } from "../support/calm.ts";

let calm: Calm;
beforeEach(async () => {
  calm = await startCalm();
});
afterEach(() => calm.stop());

const office = { windows: everyDay(["09:00", "12:00"]) };
const raws = () => calm.digests().map(({ raw }) => raw);
const titles = () => calm.digests().map(({ title }) => title);
const row = () => calm.forum.store.get("loud", calm.lea.id)!;

describe("at the beginning of somebody's hours", () => {
  test("one message says what was said to them, and what is new", async () => {
    await calm.choose(office);
    calm.say("Certificat expiré");
    calm.ask("Erreur 500 après la mise à jour");
    await calm.goTo("2026-11-23T07:55:00Z");
    expect([calm.digests(), calm.rang()]).toEqual([[], []]);
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(titles()).toEqual(["Le point de lundi"]);
    const [raw] = raws();
    expect(raw).toMatch(
      /\*\*Pour vous\*\*\n\n- paul vous a répondu dans \[«\u00a0Certificat expiré\u00a0»\]\(https:\/\/forum\.test\/t\/\d+\/1\)/
    );
    expect(raw).toMatch(/\*\*Nouveau\*\*\n\n- \[«\u00a0Erreur 500 après la mise à jour\u00a0»\]/);
    expect(raw!.match(/Certificat/g)).toHaveLength(1);
    await calm.go(day - minute);
    expect(calm.digests()).toHaveLength(1);
  });

  test("nothing comes where there is nothing, and the forum is told so", async () => {
    await calm.choose(office);
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(calm.digests()).toEqual([]);
    expect(row().spoken).toBe(Date.parse("2026-11-23T08:00:00Z"));
  });

  test("what was read in between is not told, nor what is deleted", async () => {
    await calm.choose(office);
    const read = calm.say("Déjà lu sur le site");
    const gone = calm.say("Supprimé depuis");
    calm.opens(read.topicId);
    calm.forum.store.update("posts", gone.id, { deletedAt: calm.clock.now() });
    calm.forum.store.update("topics", gone.topicId, { deletedAt: calm.clock.now() });
    calm.forum.store.update("topics", read.topicId, { categoryId: 1 });
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(calm.digests()).toEqual([]);
  });

  test("nobody else's, and nothing they may not see", async () => {
    calm.forum.store.put("groups", { id: 60, name: "bureau", automatic: false, members: [] });
    await calm.choose(office);
    calm.ask("Visible de tous, sans doute");
    calm.forum.store.update("categories", 3, { permissions: { bureau: 1 } });
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(calm.digests()).toEqual([]);
    expect(calm.digests(calm.paul)).toEqual([]);
  });

  test("at most five lines a list, then others; each request is listed once", async () => {
    await calm.choose(office);
    for (let n = 1; n <= 7; n++) {
      calm.say(`Réponse numéro ${n}`);
      calm.ask(`Demande numéro ${n}`);
    }
    await calm.goTo("2026-11-23T08:00:00Z");
    const lines = raws()[0]!
      .split("\n")
      .filter((line) => line.startsWith("- "));
    expect(lines).toHaveLength(12);
    expect(lines.filter((line) => line === "- et d’autres encore")).toHaveLength(2);
    calm.opens(calm.digests()[0]!.topicId);
    calm.ask("Une seule nouvelle demande");
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(raws()[1]).toContain("Nouveau depuis hier");
    expect(raws()[1]!.match(/\/t\//g)).toHaveLength(1);
  });

  test("a mention and a reply by one post are one line", async () => {
    await calm.choose(office);
    const post = calm.say("Deux raisons de le savoir", replied);
    const { alert } = await import("../../../test/forum/veille/held.ts");
    alert(calm.forum.context, { userId: calm.lea.id, type: mentioned, postId: post.id, by: "paul" });
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(raws()[0]!.match(/Deux raisons/g)).toHaveLength(1);
    const told = calm.forum.store.all("alerts").map(({ digest }) => digest);
    expect(told).toEqual([told[0], told[0]]);
    expect(told[0]).toMatch(/^digest-\d+-1795420800000$/);
  });

  test("words of others do nothing in it: no mention, no link, no picture", async () => {
    await calm.choose(office);
    calm.say("![x](y) @lea [a](https://mal.test) `c` <b>");
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(raws()[0]).toContain("!\\[x\\]");
    expect(raws()[0]).toContain("\\@lea");
    expect(raws()[0]).not.toMatch(/[^\\]@lea|\]\(https:\/\/mal/);
  });

  test("content longer than a post: fewer lines, never a refusal", async () => {
    calm.forum.settings.max_post_length = 900;
    await calm.ctx.site.refresh();
    await calm.choose(office);
    for (let n = 1; n <= 5; n++) calm.say(`${"Un titre très long ".repeat(12)}${n}`);
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(raws()[0]!.length).toBeLessThanOrEqual(900);
    expect(raws()[0]).toContain("et d’autres encore");
  });
});

describe("how often", () => {
  const twice = { windows: everyDay(["09:00", "12:00"], ["14:00", "18:00"]) };
  const rhythm = async (choice: string) =>
    expect(
      (await calm.call("PUT", "/v1/me/digest", { as: calm.lea, body: { version: 0, rhythm: choice } })).status
    ).toBe(200);
  const midday = async () => {
    calm.say("Du matin de bonne heure");
    await calm.goTo("2026-11-23T11:30:00Z");
    calm.say("De midi, entre deux");
    await calm.goTo("2026-11-23T13:00:00Z");
  };

  test("12 hours lie between two, where nobody said otherwise", async () => {
    await calm.choose(twice);
    await midday();
    expect(calm.digests()).toHaveLength(1);
    calm.opens(calm.digests()[0]!.topicId);
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(raws()[1]).toContain("De midi");
  });

  test("each time, for who wants it", async () => {
    await calm.choose(twice);
    await rhythm("each");
    await midday();
    expect(raws().at(-1)).toContain("De midi");
  });

  test("on Mondays, or on the first day there is", async () => {
    await rhythm("mondays");
    await calm.choose(office);
    await calm.call("PUT", "/v1/me/leave", {
      as: calm.lea,
      body: { version: 0, absences: [{ from: "2026-11-30", until: "2026-11-30" }] },
    });
    calm.say("De la semaine passée");
    calm.clock.set("2026-11-27T08:00:00Z");
    await calm.quiet();
    expect(calm.digests()).toEqual([]);
    calm.clock.set("2026-12-01T08:00:00Z");
    await calm.quiet();
    expect(calm.digests()).toHaveLength(1);
  });

  test("never, for who wants none: silence goes on, with our word", async () => {
    await calm.choose(office);
    await rhythm("never");
    calm.say("Rien ne presse");
    await calm.goTo("2026-11-23T09:00:00Z");
    expect([calm.digests(), row().spoken]).toEqual([[], Date.parse("2026-11-23T08:00:00Z")]);
  });

  test("a 24/7 person gets theirs at 9:00", async () => {
    await calm.choose({ windows: everyDay(["00:00", "00:00"]) });
    calm.ask("La nuit comme le jour");
    await calm.goTo("2026-11-23T08:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("who is never to be alerted gets it at 9:00 too", async () => {
    await calm.choose({ windows: [] });
    const post = calm.say("Sans aucune alerte");
    await calm.goTo("2026-11-23T08:00:00Z");
    expect([calm.digests().length, calm.rang().includes(post.id)]).toEqual([1, false]);
  });
});

describe("the one before, unopened", () => {
  test("is replaced: what it told is told by the new one, and stands once", async () => {
    await calm.choose(office);
    calm.say("Dit avant-hier déjà");
    calm.ask("Demandé avant-hier déjà");
    await calm.goTo("2026-11-23T12:00:00Z");
    calm.say("Dit hier seulement");
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(titles()).toEqual(["Le point de mardi"]);
    for (const said of ["Dit avant-hier déjà", "Demandé avant-hier déjà", "Dit hier seulement"])
      expect(raws()[0]!.split(said)).toHaveLength(2);
    const keys = new Set(calm.forum.store.all("alerts").map(({ digest }) => digest));
    expect([...keys]).toEqual([`digest-${calm.lea.id}-${Date.parse("2026-11-24T08:00:00Z")}`]);
  });

  test("is no reason for another one", async () => {
    await calm.choose(office);
    calm.say("Lu un jour, peut-être");
    await calm.goTo("2026-11-23T08:00:00Z");
    calm.clock.set("2026-11-24T08:00:00Z");
    await calm.quiet();
    expect(titles()).toEqual(["Le point de lundi"]);
  });

  test("opened at the last moment, it stays, and nothing is told twice", async () => {
    await calm.choose(office);
    calm.say("Lu au dernier moment");
    await calm.goTo("2026-11-23T12:00:00Z");
    const [first] = calm.digests();
    calm.say("Dit hier seulement");
    const { forum } = calm.ctx;
    const real = forum.publish.bind(forum);
    forum.publish = (items, class_) => {
      forum.publish = real;
      calm.opens(first!.topicId);
      return real(items, class_);
    };
    await calm.goTo("2026-11-24T08:00:00Z");
    expect(titles()).toEqual(["Le point de lundi", "Le point de mardi"]);
    expect(raws()[1]).not.toContain("Lu au dernier moment");
    expect(raws()[1]).toContain("Dit hier seulement");
  });
});

describe("after a leave", () => {
  test("what is addressed to the person, and one sentence", async () => {
    await calm.choose(office);
    const absences = [{ from: "2026-11-23", until: "2026-11-29" }];
    await calm.call("PUT", "/v1/me/leave", { as: calm.lea, body: { version: 0, absences } });
    await calm.quiet();
    const post = calm.say("Pendant la semaine d’absence");
    for (let n = 0; n < 9; n++) calm.ask(`Demande sans suite ${n}`);
    await calm.go(hour);
    calm.clock.set("2026-11-29T23:00:00Z");
    await calm.quiet();
    expect([calm.digests(), calm.rang()]).toEqual([[], []]);
    calm.clock.set("2026-11-30T08:00:00Z");
    await calm.quiet();
    expect(raws()[0]).toContain(`/t/${post.topicId}/1`);
    expect(raws()[0]).toContain("Pendant votre absence, l’équipe a suivi les nouvelles demandes");
    expect(raws()[0]).not.toContain("Demande sans suite");
    calm.opens(calm.digests()[0]!.topicId);
    calm.ask("Une nouvelle, au lendemain");
    calm.clock.set("2026-12-01T08:00:00Z");
    await calm.quiet();
    expect(raws()[1]).toContain("Une nouvelle, au lendemain");
    expect(raws()[1]).not.toContain("absence");
  });

  test("nothing at all, where nothing was said to them", async () => {
    await calm.choose(office);
    const absences = [{ from: "2026-11-23", until: "2026-11-24" }];
    await calm.call("PUT", "/v1/me/leave", { as: calm.lea, body: { version: 0, absences } });
    calm.ask("Demande sans suite");
    calm.clock.set("2026-11-25T08:00:00Z");
    await calm.quiet();
    expect(calm.digests()).toEqual([]);
  });
});
