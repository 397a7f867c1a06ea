import { ShiftAnswer } from "@veille/shared/api/watch";
import { coordinator, day, hour, paul } from "../support/service.ts";
import { answered, first, lea, marie, member, sami, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => {
  watch = await startWatch();
  await watch.template();
});
afterEach(() => watch.destroy());

const start = Date.parse("2026-11-24T19:00:00Z");

describe("taking a place", () => {
  it("is one tap, answers the shift as it stands, and again the same", async () => {
    const taken = await watch.take(lea);
    expect([taken.status, ShiftAnswer.parse(taken.body).shift]).toMatchObject([
      200,
      { id: first, mine: "confirmed", free: 0, others: 1, people: [], waiting: 0, signUps: null },
    ]);
    const again = await watch.take(lea);
    expect([again.status, again.body.shift]).toEqual([200, taken.body.shift]);
    expect(await watch.held()).toEqual([lea.id]);
  });

  it("of a full shift is refused with the shift as it stands, whose waiting list is open", async () => {
    await watch.take(lea);
    const late = await watch.take(marie);
    expect([late.status, late.body.code, late.body.present]).toMatchObject([
      409,
      "shift_full",
      { free: 0, mine: null },
    ]);
    const listed = await watch.act("PUT", "waiting", marie, first, { automatic: false });
    expect(answered(listed).shift).toMatchObject({ waiting: 1, listed: { place: 1, automatic: false } });
  });

  it("of the past is refused; of what runs it is not", async () => {
    watch.clock.set(start + hour);
    expect((await watch.take(lea)).status).toBe(200);
    watch.clock.set(start + 3 * hour);
    const late = await watch.take(marie);
    expect([late.status, late.body.code]).toEqual([409, "shift_over"]);
  });

  it("warns of an overlap and refuses nothing", async () => {
    await watch.template("nuit", { start: "22:00", length: { end: "06:00" } });
    await watch.take(lea);
    const both = await watch.take(lea, "nuit:2026-11-24");
    expect([both.status, answered(both).overlaps]).toEqual([200, [first]]);
  });

  it("is for the team: others who see the table may not, others see nothing of it", async () => {
    for (const as of [paul, coordinator]) {
      const { status } = await watch.take(as);
      expect([as.username, status]).toEqual([as.username, as === paul ? 404 : 403]);
    }
    expect((await watch.call("PUT", `/v1/shifts/${first}/sign-ups/me`)).status).toBe(401);
    expect((await watch.take(member(20, { groups: [42] }))).status).toBe(404);
    expect((await watch.take(lea, "soir:2026-11-25")).status).toBe(404);
    expect((await watch.take(lea, "nothing")).status).toBe(400);
  });

  it("shows nothing of it where the kind has not reached the table", async () => {
    await watch.putKind("team", { step: 2 });
    expect((await watch.take(lea)).status).toBe(404);
    expect((await watch.call("GET", "/v1/shifts", { as: lea })).status).toBe(404);
  });
});

describe("stepping back", () => {
  it("I can't: free at once, without a reason and without a trace for others", async () => {
    await watch.take(lea);
    const left = await watch.act("DELETE", "sign-ups/me", lea);
    expect(answered(left).shift).toMatchObject({ free: 1, mine: null, others: 0, replacements: 0 });
    expect((await watch.act("DELETE", "sign-ups/me", lea)).status).toBe(200);
    expect(JSON.stringify(await watch.see(coordinator))).not.toContain(lea.username);
    const history = await watch.call("GET", "/v1/watch/history", { as: coordinator });
    expect(history.body.lines.map(({ what }: { what: string }) => what)).toEqual(["made"]);
  });

  it("a replacement, please: still covered until somebody takes it; then the first is free for good", async () => {
    await watch.take(lea);
    await watch.act("PUT", "wants-replacement", lea);
    expect(await watch.see(marie)).toMatchObject({ free: 0, replacements: 1, others: 1 });
    expect((await watch.take(marie)).body.code).toBe("shift_full");
    const taken = await watch.act("PUT", "take", marie);
    expect(answered(taken).shift).toMatchObject({ mine: "confirmed", replacements: 0 });
    expect([await watch.held(), await watch.notices()]).toEqual([[marie.id], ["replaced 11"]]);
  });

  it("un-taken replacement that drags the first person back: never", async () => {
    await watch.take(lea);
    await watch.act("PUT", "wants-replacement", lea);
    await watch.act("PUT", "take", marie);
    await watch.act("DELETE", "sign-ups/me", marie);
    expect(await watch.held()).toEqual([]);
    expect(await watch.see(lea)).toMatchObject({ free: 1, mine: null });
  });

  it("is taken back as long as nobody has taken it, also by taking one's own place again", async () => {
    await watch.take(lea);
    await watch.act("PUT", "wants-replacement", lea);
    expect(answered(await watch.act("DELETE", "wants-replacement", lea)).shift.mine).toBe("confirmed");
    await watch.act("PUT", "wants-replacement", lea);
    expect(answered(await watch.act("PUT", "take", lea)).shift.mine).toBe("confirmed");
    const none = await watch.act("PUT", "take", marie);
    expect([none.status, none.body.code]).toEqual([409, "nothing_there"]);
    expect((await watch.act("PUT", "wants-replacement", marie)).body.code).toBe("nothing_there");
  });
});

describe("the waiting list", () => {
  const wait = (who: typeof lea, automatic: boolean) => watch.act("PUT", "waiting", who, first, { automatic });

  it("is for full shifts: a free place is simply taken", async () => {
    expect((await wait(marie, true)).body.code).toBe("place_free");
    await watch.take(lea);
    expect((await wait(lea, true)).body.code).toBe("place_held");
  });

  it("gives a place that frees at once to the first who asked for automatic, and tells them", async () => {
    watch.clock.set(start - 3 * day);
    await watch.take(lea);
    await wait(marie, false);
    await wait(sami, true);
    await watch.act("DELETE", "sign-ups/me", lea);
    expect([await watch.held(), await watch.notices()]).toEqual([[sami.id], ["promoted 13"]]);
    expect(await watch.see(marie)).toMatchObject({ waiting: 1, listed: { place: 1 } });
  });

  it("in the last 24 h nobody is given a place in their sleep: all on it are told, the first tap takes it", async () => {
    watch.clock.set(start - day);
    await watch.take(lea);
    await wait(marie, true);
    await wait(sami, false);
    await watch.act("DELETE", "sign-ups/me", lea);
    expect([await watch.held(), await watch.notices()]).toEqual([[], ["free 12", "free 13"]]);
    await watch.take(sami);
    expect(await watch.held()).toEqual([sami.id]);
    expect((await watch.see(sami)).waiting).toBe(1);
  });

  it("is left again, and asked for again with another wish, in the same place", async () => {
    await watch.take(lea);
    await wait(marie, false);
    await wait(sami, false);
    expect(answered(await wait(marie, true)).shift.listed).toEqual({ place: 1, automatic: true });
    await watch.act("DELETE", "waiting", marie);
    expect((await watch.see(sami)).listed).toEqual({ place: 1, automatic: false });
    expect((await watch.act("DELETE", "waiting", marie)).status).toBe(200);
  });

  it("a freed place given at night past the whole waiting list: whoever asked for automatic has it before anybody taps", async () => {
    watch.clock.set("2026-11-22T02:00:00Z");
    await watch.take(lea);
    await wait(marie, true);
    await watch.act("DELETE", "sign-ups/me", lea);
    const owl = await watch.take(sami);
    expect([owl.body.code, await watch.held()]).toEqual(["shift_full", [marie.id]]);
  });

  it("also hears of a wish for replacement: automatic takes over at once", async () => {
    await watch.take(lea);
    watch.clock.set(start - 2 * day);
    await wait(marie, true);
    await watch.act("PUT", "wants-replacement", lea);
    expect([await watch.held(), await watch.notices()]).toEqual([[marie.id], ["promoted 12", "replaced 11"]]);
  });
});

describe("what coordinators may", () => {
  it("free a place by its number: the person is told, the list goes on, and it is written down", async () => {
    watch.clock.set(start - 3 * day);
    await watch.take(lea);
    await watch.act("PUT", "waiting", marie, first, { automatic: true });
    const seen = await watch.see(coordinator);
    expect(seen.signUps).toEqual([{ number: 1, person: null, wantsReplacement: false }]);
    const freed = await watch.act("DELETE", "sign-ups/1", coordinator);
    expect(freed.status).toBe(200);
    expect([await watch.held(), await watch.notices()]).toEqual([[marie.id], ["freed 11", "promoted 12"]]);
    const { lines } = (await watch.call("GET", "/v1/watch/history", { as: coordinator })).body;
    expect(lines[0]).toMatchObject({ by: coordinator.id, what: "freed", of: first });
    expect((await watch.act("DELETE", "sign-ups/1", lea)).status).toBe(403);
  });
});
