import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { lookAtPeople } from "../../src/watch/look.ts";
import { loadShift } from "../../src/watch/shift-store.ts";
import { type Calm, team } from "../support/calm.ts";
import { type Roster, rosterKind, startRoster } from "../support/roster.ts";
import { coordinator, day, minute, type Who } from "../support/service.ts";
import { first } from "../support/watch.ts";

let roster: Roster;
let calm: Calm;
let marie: Who;
beforeEach(async () => {
  roster = await startRoster();
  ({ calm, marie } = roster);
});
afterEach(() => calm.stop());

describe("who leaves", () => {
  test("the group: their places are free from now on, and the list goes on", async () => {
    calm.clock.set("2026-11-22T08:00:00Z");
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.act("PUT", "waiting", marie, { automatic: true });
    await calm.call("PUT", "/v1/shift-templates/soir/orders/me", { as: calm.lea, body: {} });
    calm.forum.store.update("groups", team, { members: [marie.id] });
    await lookAtPeople(calm.ctx, [calm.lea.id]);
    const people = async (id: string) => (await loadShift(calm.ctx, id))?.people.map(({ userId }) => userId);
    expect([await people(first), await people("soir:2026-12-01")]).toEqual([[marie.id], []]);
    expect(await roster.titles(marie)).toEqual([
      "Une place s’est libérée, elle est à vous : mardi 24 novembre, 20 h – 23 h",
    ]);
    expect(await roster.titles(calm.lea)).toEqual([]);
    calm.clock.forward(7 * day);
    expect((await loadShift(calm.ctx, "soir:2026-12-08"))?.people).toEqual([]);
  });

  test("one team of two: nothing but that one's places and presence", async () => {
    const other = { ...rosterKind, groupId: 42, categoryIds: [], step: 3 };
    calm.forum.store.put("groups", { id: 42, name: "experts", automatic: false, members: [marie.id] });
    await calm.call("PUT", "/v1/kinds/experts", { as: coordinator, body: { version: 0, ...other } });
    await roster.put("expert", { kind: "experts", weekday: 3 });
    const both = { ...marie, groups: [team, 42] };
    await roster.act("PUT", "sign-ups/me", both);
    await roster.act("PUT", "sign-ups/me", both, undefined, "expert:2026-11-25");
    await calm.call("POST", "/v1/me/presence", { as: both, body: { for: "hour" } });
    calm.forum.store.update("groups", 42, { members: [] });
    await lookAtPeople(calm.ctx, [marie.id]);
    expect((await loadShift(calm.ctx, first))?.people).toHaveLength(1);
    expect((await loadShift(calm.ctx, "expert:2026-11-25"))?.people).toEqual([]);
    expect((await calm.call("GET", "/v1/me/presence", { as: both })).body.kinds).toEqual(["team"]);
  });

  test("the forum: nothing of them stays but free places", async () => {
    await roster.act("PUT", "sign-ups/me", marie);
    await roster.tick(marie, { named: true });
    const path = (await calm.call("POST", "/v1/me/calendar", { as: marie })).body.path as string;
    calm.forum.store.remove("users", marie.id);
    await lookAtPeople(calm.ctx, null);
    // the feed may be about to say that their account is part of another one now
    expect((await loadShift(calm.ctx, first))?.people).toHaveLength(1);
    calm.clock.forward(10 * minute);
    await lookAtPeople(calm.ctx, null);
    expect((await loadShift(calm.ctx, first))?.people).toEqual([]);
    expect((await calm.call("GET", path)).status).toBe(404);
    const keys = await calm.ctx.redis.keys(`${calm.ctx.config.prefix}:*`);
    const kept = keys.filter((key) => key.endsWith(`:${marie.id}`) && /watch|calendar/.test(key));
    expect(kept).toEqual([]);
  });

  test("as long as the forum does not answer nobody loses a place", async () => {
    await roster.act("PUT", "sign-ups/me", calm.lea);
    calm.forum.misbehave({ stage: "call", path: "/veille/people.json", cut: true, times: 3 });
    await lookAtPeople(calm.ctx, null);
    expect((await loadShift(calm.ctx, first))?.people).toHaveLength(1);
  });
});
