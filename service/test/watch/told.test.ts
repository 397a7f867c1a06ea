import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { holds as held } from "../../../test/forum/veille/loud-intervals.ts";
import { lookAhead } from "../../src/watch/calls.ts";
import { syncTemplates } from "../../src/watch/templates.ts";
import { type Calm, everyDay } from "../support/calm.ts";
import { type Roster, startRoster } from "../support/roster.ts";
import { coordinator, type Who } from "../support/service.ts";

let roster: Roster;
let calm: Calm;
let marie: Who;
beforeEach(async () => {
  roster = await startRoster();
  ({ calm, marie } = roster);
});
afterEach(() => calm.stop());

describe("people are told, once", () => {
  test("that a replacement was found", async () => {
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.act("PUT", "wants-replacement", calm.lea);
    await roster.act("PUT", "take", marie);
    expect(await roster.titles(calm.lea)).toEqual(["Remplacement trouvé : mardi 24 novembre, 20 h – 23 h"]);
    const [message] = await roster.messages(calm.lea);
    expect(message?.raw).toContain("Vous n’avez plus rien à faire.");
    expect(message?.raw).not.toMatch(/marie|!/);
    expect([await roster.titles(marie), (await roster.titles(calm.lea)).length]).toEqual([[], 1]);
  });

  test("that a coordinator freed their place, or that their shift will not take place or moved", async () => {
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.act("DELETE", "sign-ups/1", coordinator);
    await roster.act("PUT", "sign-ups/me", marie);
    const asked = await roster.put("soir", { weekday: 3 }, { version: 1 });
    await roster.put("soir", { weekday: 3 }, { version: 1, confirm: asked.body.present.digest });
    expect(await roster.titles(calm.lea)).toEqual(["Votre place est libérée : mardi 24 novembre, 20 h – 23 h"]);
    const [moved] = await roster.messages(marie);
    expect(moved?.title).toBe("Votre permanence change de moment : mercredi 25 novembre, 20 h – 23 h");
    expect(moved?.raw).toContain("la permanence de mardi 24 novembre, 20 h – 23 h");
    expect(moved?.raw).toContain("/veille/permanences?shift=soir%3A2026-11-24&act=give-up");
    const gone = await calm.call("DELETE", "/v1/shift-templates/soir?version=2", { as: coordinator });
    const path = `/v1/shift-templates/soir?version=2&confirm=${gone.body.present.digest}`;
    await calm.call("DELETE", path, { as: coordinator });
    expect((await roster.titles(marie))[1]).toBe("Votre permanence n’a plus lieu : mercredi 25 novembre, 20 h – 23 h");
  });

  test("a place that frees is told in their own loud hours, and not when it would come too late", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await roster.act("PUT", "sign-ups/me", marie);
    await roster.act("PUT", "waiting", calm.lea, { automatic: false });
    calm.clock.set("2026-11-23T20:00:00Z");
    await roster.act("DELETE", "sign-ups/me", marie);
    expect(await roster.titles(calm.lea)).toEqual([]);
    await roster.jump("2026-11-24T08:00:00Z");
    expect(await roster.titles(calm.lea)).toEqual(["Une place se libère : mardi 24 novembre, 20 h – 23 h"]);
    await roster.act("PUT", "sign-ups/me", marie);
    calm.clock.set("2026-11-24T12:00:00Z");
    await roster.act("DELETE", "sign-ups/me", marie);
    await roster.jump("2026-11-25T09:00:00Z");
    expect(await roster.titles(calm.lea)).toHaveLength(1);
  });

  test("of wishes for replacement and open slots 48 h before, who ticked them, and coordinators of slots", async () => {
    await roster.tick(calm.lea, { calls: true });
    await roster.tick(marie, { gaps: true });
    await roster.act("PUT", "sign-ups/me", marie, undefined, "soir:2026-12-01");
    await roster.act("PUT", "wants-replacement", marie, undefined, "soir:2026-12-01");
    calm.clock.set("2026-11-29T18:00:00Z");
    await lookAhead(calm.ctx);
    expect(await roster.titles(calm.lea)).toEqual([]);
    calm.clock.set("2026-11-29T19:30:00Z");
    await lookAhead(calm.ctx);
    await lookAhead(calm.ctx);
    const [call, ...more] = await roster.messages(calm.lea);
    expect([call?.title, more]).toEqual(["Un remplacement est souhaité : mardi 1er décembre, 20 h – 23 h", []]);
    calm.clock.set("2026-12-06T20:00:00Z");
    await lookAhead(calm.ctx);
    expect(await roster.titles(marie)).toEqual(["Créneau libre : mardi 8 décembre, 20 h – 23 h"]);
    calm.clock.set("2026-12-07T08:00:00Z");
    await lookAhead(calm.ctx);
    expect((await roster.titles(marie)).at(-1)).toBe("Les créneaux libres des prochains jours");
    expect((await roster.titles(calm.lea)).length).toBe(1);
  });

  test("what can't wait rings at once, whatever their hours are", async () => {
    await roster.putKind({ step: 3, urgent: [{ fr: "Panne de messagerie", en: "Mail is down" }] }, 3);
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await roster.tick(calm.lea, { urgent: true });
    await calm.call("POST", "/v1/me/presence", { as: calm.lea, body: { for: "hour" } });
    const body = { kind: "team", case: 0, topicId: calm.topicId };
    expect((await calm.call("POST", "/v1/urgent", { as: calm.paul, body })).body).toEqual({ reached: 1 });
    const [message] = await roster.messages(calm.lea);
    expect(message?.title).toBe("Cela ne peut pas attendre : Panne de messagerie");
    expect(message?.raw).toContain(`/t/${calm.topicId}`);
    expect(message?.raw).toContain("paul");
  });
});

describe("own shifts are loud", () => {
  test("they enter the declared hours, as the forum hears at once, and leave them when they are given up", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    const silent = () => held(calm.forum.context, calm.lea.id);
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.jump("2026-11-24T20:00:00Z");
    expect(silent()).toBe(false);
    await roster.act("DELETE", "sign-ups/me", calm.lea);
    await calm.quiet();
    expect(silent()).toBe(true);
  });

  test("but for who opted out, and never in a shift of days where the kind has no hours", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]), shiftsLoud: false });
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.jump("2026-11-24T20:00:00Z");
    expect(held(calm.forum.context, calm.lea.id)).toBe(true);
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    expect(held(calm.forum.context, calm.lea.id)).toBe(false);
    await roster.act("DELETE", "sign-ups/me", calm.lea);
    await roster.putKind({ step: 3, hours: null }, 3);
    await roster.put("semaine", { weekday: 3, start: "08:00", length: { days: 7 } });
    await roster.act("PUT", "sign-ups/me", calm.lea, undefined, "semaine:2026-11-25");
    await roster.jump("2026-11-26T02:00:00Z");
    expect(held(calm.forum.context, calm.lea.id)).toBe(true);
  });

  test("and the digest at their beginning says which shift it is, once that day", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await roster.act("PUT", "sign-ups/me", calm.lea);
    await roster.jump("2026-11-24T08:00:00Z");
    const [digest] = calm.digests();
    expect(digest?.raw.replaceAll("\u00a0", " ")).toContain("**Votre permanence**\n\n- mardi 24 novembre, 20 h – 23 h");
    await roster.jump("2026-11-24T19:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("open slots are in Monday's digest of who ticked them, wishes for replacement in every one", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await roster.tick(calm.lea, { gaps: true, calls: true });
    await roster.act("PUT", "sign-ups/me", marie);
    await roster.act("PUT", "wants-replacement", marie);
    await roster.jump("2026-11-23T08:00:00Z");
    const raw = calm.digests()[0]?.raw.replaceAll("\u00a0", " ") ?? "";
    expect(raw).toContain("**Créneaux libres**\n\n- mardi 1er décembre");
    expect(raw).toContain("**Un remplacement est souhaité**\n\n- mardi 24 novembre");
    await roster.jump("2026-11-24T09:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });
});

test("who has no hours and a shift in weeks is told at 9:00 as ever, and their digest does not wait for the shift", async () => {
  await calm.choose({ windows: [] });
  await roster.act("PUT", "sign-ups/me", calm.lea, undefined, "soir:2026-12-15");
  await roster.act("PUT", "sign-ups/me", calm.lea);
  await roster.act("DELETE", "sign-ups/1", coordinator);
  calm.say("Une question du matin");
  expect(await roster.titles(calm.lea)).toEqual([]);
  await roster.jump("2026-11-23T08:00:00Z");
  expect([(await roster.titles(calm.lea)).length, calm.digests().length]).toEqual([1, 1]);
});

test("a kind that is deleted takes its shifts along, and tells who was in them", async () => {
  await roster.act("PUT", "sign-ups/me", calm.lea);
  await calm.call("DELETE", "/v1/kinds/team?version=3", { as: coordinator });
  await syncTemplates(calm.ctx);
  expect(await roster.titles(calm.lea)).toEqual(["Votre permanence n’a plus lieu : mardi 24 novembre, 20 h – 23 h"]);
});
