import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { holds as held } from "../../../test/forum/veille/loud-intervals.ts";
import { lookAhead } from "../../src/watch/calls.ts";
import { lookAtPeople } from "../../src/watch/look.ts";
import { loadShift } from "../../src/watch/shift-store.ts";
import { syncTemplates } from "../../src/watch/templates.ts";
import { type Calm, everyDay, startCalm, team } from "../support/calm.ts";
import { weekdays } from "../support/chain.ts";
import { coordinator, day, minute, type Who } from "../support/service.ts";
import { evening, first } from "../support/watch.ts";

let calm: Calm;
let marie: Who;
beforeEach(async () => {
  calm = await startCalm();
  marie = { id: calm.forum.user("marie").id, username: "marie", groups: [team] };
  calm.forum.store.update("users", marie.id, { zone: "Europe/Paris" });
  calm.forum.store.update("groups", team, { members: [calm.lea.id, marie.id] });
  await putKind({ step: 3 }, 2);
  await put("soir", {});
});
afterEach(() => calm.stop());

const kind = { ...weekdays, groupId: team, groupName: "equipe", categoryIds: [3] };
async function putKind(more: object, version: number) {
  const { status, body } = await calm.call("PUT", "/v1/kinds/team", {
    as: coordinator,
    body: { version, ...kind, ...more },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
async function put(id: string, more: Parameters<typeof evening>[0], also: object = {}) {
  return calm.call("PUT", `/v1/shift-templates/${id}`, {
    as: coordinator,
    body: { version: 0, confirm: null, ...evening(more), ...also },
  });
}
const act = (method: string, what: string, as: Who, body?: object, shift = first) =>
  calm.call(method, `/v1/shifts/${shift}/${what}`, { as, ...(body && { body }) });
const tick = (as: Who, more: object) =>
  calm.call("PUT", "/v1/me/watch", {
    as,
    body: { version: 0, named: false, calls: false, gaps: false, urgent: false, ...more },
  });

/** To an instant, without every step between: the last ten minutes are gone through. */
async function jump(instant: string): Promise<void> {
  calm.clock.set(Date.parse(instant) - 10 * minute);
  await calm.quiet();
  await calm.goTo(instant);
}

/** Direct messages of the bot about the roster, spaces made plain. */
async function messages(to: Who): Promise<{ title: string; raw: string }[]> {
  await calm.watch.kick();
  await calm.settle();
  // on a busy machine a call may take longer than it may: it is made again a minute later
  const due = `${calm.ctx.config.prefix}:outbox-due`;
  for (let tries = 0; tries < 5; tries += 1) {
    if ((await calm.ctx.redis.zcount(due, "-inf", calm.clock.now() + 2 * minute)) === 0) break;
    calm.clock.forward(minute + 1);
    await calm.settle();
  }
  const rows = calm.forum.store;
  return rows.all("publications").flatMap(({ id, postId }) => {
    const post = postId === null ? undefined : rows.get("posts", postId);
    const topic = post && rows.get("topics", post.topicId);
    if (!post || !topic?.users.includes(to.id) || !/^(watch|urgent)-/.test(id)) return [];
    return [{ title: topic.title.replaceAll("\u00a0", " "), raw: post.raw.replaceAll("\u00a0", " ") }];
  });
}
const titles = async (to: Who) => (await messages(to)).map(({ title }) => title);

describe("people are told, once", () => {
  test("that a replacement was found", async () => {
    await act("PUT", "sign-ups/me", calm.lea);
    await act("PUT", "wants-replacement", calm.lea);
    await act("PUT", "take", marie);
    expect(await titles(calm.lea)).toEqual(["Remplacement trouvé : mardi 24 novembre, 20 h – 23 h"]);
    const [message] = await messages(calm.lea);
    expect(message?.raw).toContain("Vous n’avez plus rien à faire.");
    expect(message?.raw).not.toMatch(/marie|!/);
    expect([await titles(marie), (await titles(calm.lea)).length]).toEqual([[], 1]);
  });

  test("that a coordinator freed their place, or that their shift will not take place or moved", async () => {
    await act("PUT", "sign-ups/me", calm.lea);
    await act("DELETE", "sign-ups/1", coordinator);
    await act("PUT", "sign-ups/me", marie);
    const asked = await put("soir", { weekday: 3 }, { version: 1 });
    await put("soir", { weekday: 3 }, { version: 1, confirm: asked.body.present.digest });
    expect(await titles(calm.lea)).toEqual(["Votre place est libérée : mardi 24 novembre, 20 h – 23 h"]);
    const [moved] = await messages(marie);
    expect(moved?.title).toBe("Votre permanence change de moment : mercredi 25 novembre, 20 h – 23 h");
    expect(moved?.raw).toContain("la permanence de mardi 24 novembre, 20 h – 23 h");
    expect(moved?.raw).toContain("/veille/permanences?shift=soir%3A2026-11-24&act=give-up");
    const gone = await calm.call("DELETE", "/v1/shift-templates/soir?version=2", { as: coordinator });
    const path = `/v1/shift-templates/soir?version=2&confirm=${gone.body.present.digest}`;
    await calm.call("DELETE", path, { as: coordinator });
    expect((await titles(marie))[1]).toBe("Votre permanence n’a plus lieu : mercredi 25 novembre, 20 h – 23 h");
  });

  test("a place that frees is told in their own loud hours, and not when it would come too late", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await act("PUT", "sign-ups/me", marie);
    await act("PUT", "waiting", calm.lea, { automatic: false });
    calm.clock.set("2026-11-23T20:00:00Z");
    await act("DELETE", "sign-ups/me", marie);
    expect(await titles(calm.lea)).toEqual([]);
    await jump("2026-11-24T08:00:00Z");
    expect(await titles(calm.lea)).toEqual(["Une place se libère : mardi 24 novembre, 20 h – 23 h"]);
    await act("PUT", "sign-ups/me", marie);
    calm.clock.set("2026-11-24T12:00:00Z");
    await act("DELETE", "sign-ups/me", marie);
    await jump("2026-11-25T09:00:00Z");
    expect(await titles(calm.lea)).toHaveLength(1);
  });

  test("of wishes for replacement and open slots 48 h before, who ticked them, and coordinators of slots", async () => {
    await tick(calm.lea, { calls: true });
    await tick(marie, { gaps: true });
    await act("PUT", "sign-ups/me", marie, undefined, "soir:2026-12-01");
    await act("PUT", "wants-replacement", marie, undefined, "soir:2026-12-01");
    calm.clock.set("2026-11-29T18:00:00Z");
    await lookAhead(calm.ctx);
    expect(await titles(calm.lea)).toEqual([]);
    calm.clock.set("2026-11-29T19:30:00Z");
    await lookAhead(calm.ctx);
    await lookAhead(calm.ctx);
    const [call, ...more] = await messages(calm.lea);
    expect([call?.title, more]).toEqual(["Un remplacement est souhaité : mardi 1er décembre, 20 h – 23 h", []]);
    calm.clock.set("2026-12-06T20:00:00Z");
    await lookAhead(calm.ctx);
    expect(await titles(marie)).toEqual(["Créneau libre : mardi 8 décembre, 20 h – 23 h"]);
    calm.clock.set("2026-12-07T08:00:00Z");
    await lookAhead(calm.ctx);
    expect((await titles(marie)).at(-1)).toBe("Les créneaux libres des prochains jours");
    expect((await titles(calm.lea)).length).toBe(1);
  });

  test("what can't wait rings at once, whatever their hours are", async () => {
    await putKind({ step: 3, urgent: [{ fr: "Panne de messagerie", en: "Mail is down" }] }, 3);
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await tick(calm.lea, { urgent: true });
    await calm.call("POST", "/v1/me/presence", { as: calm.lea, body: { for: "hour" } });
    const body = { kind: "team", case: 0, topicId: calm.topicId };
    expect((await calm.call("POST", "/v1/urgent", { as: calm.paul, body })).body).toEqual({ reached: 1 });
    const [message] = await messages(calm.lea);
    expect(message?.title).toBe("Cela ne peut pas attendre : Panne de messagerie");
    expect(message?.raw).toContain(`/t/${calm.topicId}`);
    expect(message?.raw).toContain("paul");
  });
});

describe("own shifts are loud", () => {
  test("they enter the declared hours, as the forum hears at once, and leave them when they are given up", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    const silent = () => held(calm.forum.context, calm.lea.id);
    await act("PUT", "sign-ups/me", calm.lea);
    await jump("2026-11-24T20:00:00Z");
    expect(silent()).toBe(false);
    await act("DELETE", "sign-ups/me", calm.lea);
    await calm.quiet();
    expect(silent()).toBe(true);
  });

  test("but for who opted out, and never in a shift of days where the kind has no hours", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]), shiftsLoud: false });
    await act("PUT", "sign-ups/me", calm.lea);
    await jump("2026-11-24T20:00:00Z");
    expect(held(calm.forum.context, calm.lea.id)).toBe(true);
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    expect(held(calm.forum.context, calm.lea.id)).toBe(false);
    await act("DELETE", "sign-ups/me", calm.lea);
    await putKind({ step: 3, hours: null }, 3);
    await put("semaine", { weekday: 3, start: "08:00", length: { days: 7 } });
    await act("PUT", "sign-ups/me", calm.lea, undefined, "semaine:2026-11-25");
    await jump("2026-11-26T02:00:00Z");
    expect(held(calm.forum.context, calm.lea.id)).toBe(true);
  });

  test("and the digest at their beginning says which shift it is, once that day", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await act("PUT", "sign-ups/me", calm.lea);
    await jump("2026-11-24T08:00:00Z");
    const [digest] = calm.digests();
    expect(digest?.raw.replaceAll("\u00a0", " ")).toContain("**Votre permanence**\n\n- mardi 24 novembre, 20 h – 23 h");
    await jump("2026-11-24T19:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });

  test("open slots are in Monday's digest of who ticked them, wishes for replacement in every one", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await tick(calm.lea, { gaps: true, calls: true });
    await act("PUT", "sign-ups/me", marie);
    await act("PUT", "wants-replacement", marie);
    await jump("2026-11-23T08:00:00Z");
    const raw = calm.digests()[0]?.raw.replaceAll("\u00a0", " ") ?? "";
    expect(raw).toContain("**Créneaux libres**\n\n- mardi 1er décembre");
    expect(raw).toContain("**Un remplacement est souhaité**\n\n- mardi 24 novembre");
    await jump("2026-11-24T09:00:00Z");
    expect(calm.digests()).toHaveLength(1);
  });
});

test("who has no hours and a shift in weeks is told at 9:00 as ever, and their digest does not wait for the shift", async () => {
  await calm.choose({ windows: [] });
  await act("PUT", "sign-ups/me", calm.lea, undefined, "soir:2026-12-15");
  await act("PUT", "sign-ups/me", calm.lea);
  await act("DELETE", "sign-ups/1", coordinator);
  calm.say("Une question du matin");
  expect(await titles(calm.lea)).toEqual([]);
  await jump("2026-11-23T08:00:00Z");
  expect([(await titles(calm.lea)).length, calm.digests().length]).toEqual([1, 1]);
});

test("a kind that is deleted takes its shifts along, and tells who was in them", async () => {
  await act("PUT", "sign-ups/me", calm.lea);
  await calm.call("DELETE", "/v1/kinds/team?version=3", { as: coordinator });
  await syncTemplates(calm.ctx);
  expect(await titles(calm.lea)).toEqual(["Votre permanence n’a plus lieu : mardi 24 novembre, 20 h – 23 h"]);
});

describe("who leaves", () => {
  test("the group: their places are free from now on, and the list goes on", async () => {
    calm.clock.set("2026-11-22T08:00:00Z");
    await act("PUT", "sign-ups/me", calm.lea);
    await act("PUT", "waiting", marie, { automatic: true });
    await calm.call("PUT", "/v1/shift-templates/soir/orders/me", { as: calm.lea, body: {} });
    calm.forum.store.update("groups", team, { members: [marie.id] });
    await lookAtPeople(calm.ctx, [calm.lea.id]);
    const people = async (id: string) => (await loadShift(calm.ctx, id))?.people.map(({ userId }) => userId);
    expect([await people(first), await people("soir:2026-12-01")]).toEqual([[marie.id], []]);
    expect(await titles(marie)).toEqual(["Une place s’est libérée, elle est à vous : mardi 24 novembre, 20 h – 23 h"]);
    expect(await titles(calm.lea)).toEqual([]);
    calm.clock.forward(7 * day);
    expect((await loadShift(calm.ctx, "soir:2026-12-08"))?.people).toEqual([]);
  });

  test("one team of two: nothing but that one's places and presence", async () => {
    const other = { ...kind, groupId: 42, categoryIds: [], step: 3 };
    calm.forum.store.put("groups", { id: 42, name: "experts", automatic: false, members: [marie.id] });
    await calm.call("PUT", "/v1/kinds/experts", { as: coordinator, body: { version: 0, ...other } });
    await put("expert", { kind: "experts", weekday: 3 });
    const both = { ...marie, groups: [team, 42] };
    await act("PUT", "sign-ups/me", both);
    await act("PUT", "sign-ups/me", both, undefined, "expert:2026-11-25");
    await calm.call("POST", "/v1/me/presence", { as: both, body: { for: "hour" } });
    calm.forum.store.update("groups", 42, { members: [] });
    await lookAtPeople(calm.ctx, [marie.id]);
    expect((await loadShift(calm.ctx, first))?.people).toHaveLength(1);
    expect((await loadShift(calm.ctx, "expert:2026-11-25"))?.people).toEqual([]);
    expect((await calm.call("GET", "/v1/me/presence", { as: both })).body.kinds).toEqual(["team"]);
  });

  test("the forum: nothing of them stays but free places", async () => {
    await act("PUT", "sign-ups/me", marie);
    await tick(marie, { named: true });
    const path = (await calm.call("POST", "/v1/me/calendar", { as: marie })).body.path as string;
    calm.forum.store.remove("users", marie.id);
    await lookAtPeople(calm.ctx, null);
    expect((await loadShift(calm.ctx, first))?.people).toEqual([]);
    expect((await calm.call("GET", path)).status).toBe(404);
    const keys = await calm.ctx.redis.keys(`${calm.ctx.config.prefix}:*`);
    const kept = keys.filter((key) => key.endsWith(`:${marie.id}`) && /watch|calendar/.test(key));
    expect(kept).toEqual([]);
  });

  test("as long as the forum does not answer nobody loses a place", async () => {
    await act("PUT", "sign-ups/me", calm.lea);
    calm.forum.misbehave({ stage: "call", path: "/veille/people.json", cut: true, times: 3 });
    await lookAtPeople(calm.ctx, null);
    expect((await loadShift(calm.ctx, first))?.people).toHaveLength(1);
  });
});
