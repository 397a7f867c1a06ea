import { afterEach, beforeEach, describe, expect, it, test } from "@jest/globals";
import { ProposalList } from "@veille/shared/api/watch";
import { lookAtPeople } from "../../src/watch/look.ts";
import { sweepWatch } from "../../src/watch/jobs.ts";
import { type Calm, everyDay } from "../support/calm.ts";
import { type Roster, startRoster } from "../support/roster.ts";
import { coordinator, day, minute, type Who } from "../support/service.ts";
import { answered, first, lea, marie, sami, startWatch, type Watch } from "../support/watch.ts";

describe("a proposal", () => {
  let watch: Watch;
  beforeEach(async () => {
    watch = await startWatch();
    await watch.template();
  });
  afterEach(() => watch.destroy());

  it("propose: nothing holds before the person agrees", async () => {
    const body = { shift: first, userId: marie.id };
    expect((await watch.call("POST", "/v1/proposals", { as: lea, body })).status).toBe(403);
    const made = await watch.call("POST", "/v1/proposals", { as: coordinator, body });
    expect([made.status, await watch.held(), await watch.notices()]).toEqual([200, [], ["proposed 12"]]);
    expect((await watch.call("POST", "/v1/proposals", { as: coordinator, body })).status).toBe(200);
    const { id } = made.body;
    const list = async (as: typeof lea) => (await watch.call("GET", "/v1/proposals", { as })).body.proposals;
    expect((await list(marie)).map((one: { id: string; mine: boolean }) => [one.id, one.mine])).toEqual([[id, true]]);
    expect([await list(lea), (await list(coordinator)).length]).toEqual([[], 1]);
    expect((await watch.call("POST", `/v1/proposals/${id}/accept`, { as: lea })).status).toBe(404);
    const accepted = await watch.call("POST", `/v1/proposals/${id}/accept`, { as: marie });
    expect(answered(accepted).shift.mine).toBe("confirmed");
    expect((await watch.call("POST", `/v1/proposals/${id}/accept`, { as: marie })).status).toBe(200);
    expect(await list(coordinator)).toEqual([]);
  });

  it("a proposal is declined without a reason; where somebody was first, the list is open", async () => {
    const propose = (userId: number) =>
      watch.call("POST", "/v1/proposals", { as: coordinator, body: { shift: first, userId } });
    const { id } = (await propose(marie.id)).body;
    expect((await watch.call("POST", `/v1/proposals/${id}/decline`, { as: marie })).status).toBe(204);
    expect((await watch.call("POST", `/v1/proposals/${id}/accept`, { as: marie })).status).toBe(404);
    const again = (await propose(sami.id)).body;
    await watch.take(lea);
    const full = await watch.call("POST", `/v1/proposals/${again.id}/accept`, { as: sami });
    expect([full.status, full.body.code]).toEqual([409, "shift_full"]);
    expect((await propose(lea.id)).body.code).toBe("place_held");
  });

  it("is withdrawn by coordinators, and again the same; nobody else may, and nothing can be agreed to any more", async () => {
    const body = { shift: first, userId: marie.id };
    const { id } = (await watch.call("POST", "/v1/proposals", { as: coordinator, body })).body;
    const withdraw = (as: Who, what = id) => watch.call("DELETE", `/v1/proposals/${what}`, { as });
    expect([(await withdraw(lea)).status, (await withdraw(marie)).status]).toEqual([403, 403]);
    for (let times = 0; times < 2; times += 1) expect((await withdraw(coordinator)).status).toBe(204);
    expect((await watch.call("GET", "/v1/proposals", { as: coordinator })).body.proposals).toEqual([]);
    expect((await watch.call("POST", `/v1/proposals/${id}/accept`, { as: marie })).status).toBe(404);
    const history = (await watch.call("GET", "/v1/watch/history", { as: coordinator })).body.lines;
    expect(history.map(({ what }: { what: string }) => what)).toEqual(["withdrawn", "proposed", "made"]);
    expect((await withdraw(coordinator, "soir~x")).status).toBe(400);
    expect((await withdraw(coordinator, `soir:2031-01-01~${marie.id}`)).status).toBe(204);
  });

  it("of what is over is refused, and what was proposed for it is forgotten", async () => {
    const propose = () => watch.call("POST", "/v1/proposals", { as: coordinator, body: { shift: first, userId: 12 } });
    await propose();
    watch.clock.forward(2 * day);
    expect((await propose()).body.code).toBe("shift_over");
    await sweepWatch(watch.ctx);
    expect(await watch.ctx.redis.hlen(`${watch.ctx.config.prefix}:watch-proposals`)).toBe(0);
    expect(await watch.ctx.redis.smembers(`${watch.ctx.config.prefix}:watch-proposed:12`)).toEqual([]);
  });
});

describe("with a forum that answers", () => {
  let roster: Roster;
  let calm: Calm;
  let her: Who;
  beforeEach(async () => {
    roster = await startRoster();
    calm = roster.calm;
    her = roster.marie;
  });
  afterEach(() => calm.stop());

  const propose = (userId: number, shift = first) =>
    calm.call("POST", "/v1/proposals", { as: coordinator, body: { shift, userId } });
  const withdraw = (userId: number) => calm.call("DELETE", `/v1/proposals/${first}~${userId}`, { as: coordinator });
  const list = async (as: Who) => ProposalList.parse((await calm.call("GET", "/v1/proposals", { as })).body).proposals;
  const title = "Une permanence vous est proposée : mardi 24 novembre, 20 h – 23 h";

  test("who is not in the team of the shift's kind is refused clearly, and is told nothing", async () => {
    for (const userId of [calm.paul.id, 999_999]) {
      const { status, body } = await propose(userId);
      expect([status, body.code, body.errors[0].path]).toEqual([422, "not_in_team", "userId"]);
      expect(body.title).toMatch(/équipe|team/);
    }
    expect([await list(coordinator), await roster.titles(calm.paul)]).toEqual([[], []]);
  });

  test("coordinators read to whom, and the person their own alone", async () => {
    await propose(her.id);
    const [seen] = await list(coordinator);
    expect(seen).toMatchObject({ userId: her.id, person: { username: "marie" }, away: false, mine: false });
    expect((await list(her)).map(({ mine }) => mine)).toEqual([true]);
    expect(await list(calm.lea)).toEqual([]);
  });

  test("to somebody on leave is made with a warning, that nobody but coordinators reads", async () => {
    const { body: leave } = await calm.call("GET", "/v1/me/leave", { as: her });
    const absences = [{ from: "2026-11-24", until: "2026-11-30" }];
    await calm.call("PUT", "/v1/me/leave", { as: her, body: { version: leave.version, absences } });
    const made = await propose(her.id);
    expect([made.status, made.body.away]).toEqual([200, true]);
    expect((await propose(her.id, "soir:2026-12-01")).body.away).toBe(false);
    expect((await list(her)).map(({ away }) => away)).toEqual([false, false]);
  });

  test("while the forum does not answer it stands, and the next look drops it of who is not in the team", async () => {
    calm.forum.misbehave({ stage: "call", path: "/veille/people.json", cut: true, times: 1 });
    expect((await propose(calm.paul.id)).status).toBe(200);
    await lookAtPeople(calm.ctx, [calm.paul.id]);
    expect([await list(coordinator), await roster.titles(calm.paul)]).toEqual([[], []]);
  });

  test("that was withdrawn is told to who had heard of it", async () => {
    await propose(her.id);
    expect(await roster.titles(her)).toEqual([title]);
    await withdraw(her.id);
    await withdraw(her.id);
    const [, told, ...more] = await roster.messages(her);
    expect([told?.title, more]).toEqual([
      "Cette permanence ne vous est plus proposée : mardi 24 novembre, 20 h – 23 h",
      [],
    ]);
    expect(told?.raw).toContain("Vous n’avez rien à faire.");
    expect(told?.raw).not.toContain("act=");
  });

  test("that was withdrawn before it was told is never told: not of the one, not of the other", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) }, her);
    await propose(her.id);
    // written and waiting for her hours
    await calm.watch.kick();
    await withdraw(her.id);
    await calm.watch.kick();
    await roster.jump("2026-11-23T08:30:00Z");
    expect(await roster.titles(her)).toEqual([]);
    // not even written: the forum did not say who she is
    calm.forum.misbehave({ stage: "call", path: "/veille/people.json", cut: true, times: 2 });
    await propose(her.id);
    await calm.watch.kick();
    await withdraw(her.id);
    calm.clock.forward(minute);
    expect(await roster.titles(her)).toEqual([]);
    await propose(her.id);
    expect(await roster.titles(her)).toEqual([title]);
  });

  test("that was answered before it was told is not told", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) }, her);
    await propose(her.id);
    await calm.watch.kick();
    await calm.call("POST", `/v1/proposals/${first}~${her.id}/decline`, { as: her });
    await roster.jump("2026-11-23T08:30:00Z");
    expect(await roster.titles(her)).toEqual([]);
  });
});
