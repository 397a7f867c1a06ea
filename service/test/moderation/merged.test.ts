import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { note } from "../../../test/forum/veille/hear.ts";
import { keyOf } from "../../src/context.ts";
import { loadOne } from "../../src/declared-hours/store.ts";
import { send } from "../../src/messages/outbox.ts";
import { noteMembers } from "../../src/messages/welcome-store.ts";
import { welcomeOnce } from "../../src/messages/welcome.ts";
import { readFeed } from "../../src/moderation/feed.ts";
import { sweepWatch } from "../../src/watch/jobs.ts";
import { loadShift } from "../../src/watch/shift-store.ts";
import { everyDay, team } from "../support/calm.ts";
import { type Roster, startRoster } from "../support/roster.ts";
import { coordinator, type Who } from "../support/service.ts";
import { first } from "../support/watch.ts";

const second = "soir:2026-12-01";
let roster: Roster;
let old: Who;
let sam: Who;
beforeEach(async () => {
  roster = await startRoster();
  const { forum, ctx } = roster.calm;
  old = { ...roster.marie, zone: "Europe/Paris" };
  sam = { id: forum.user("sam").id, username: "sam", groups: [team], zone: "Europe/Paris" };
  forum.store.update("groups", team, { members: [roster.calm.lea.id, old.id, sam.id] });
  // the pace of our calls has tests of its own
  forum.settings.veille_calls_per_minute = 0;
  await ctx.site.refresh();
  await readFeed(ctx);
});
afterEach(() => roster.calm.stop());

/** Marie's account becomes part of Sam's, as the forum does it: the other is gone at once, and both are told. */
function merge(): void {
  const { forum, lea } = roster.calm;
  note(forum.context, "person_merged", { userId: old.id, newUserId: sam.id });
  forum.store.update("groups", team, { members: [lea.id, sam.id] });
  forum.store.remove("users", old.id);
}

async function follow(): Promise<void> {
  while ((await readFeed(roster.calm.ctx)) > 0);
  await roster.calm.quiet();
}

const people = async (shift = first) =>
  (await loadShift(roster.calm.ctx, shift))?.people.map(({ userId, byOrder }) => [userId, byOrder]);
const list = async (shift = first) => (await loadShift(roster.calm.ctx, shift))?.list;
const put = (as: Who, what = "sign-ups/me", shift = first, body?: object) => roster.act("PUT", what, as, body, shift);
const order = (as: Who, body: object) => roster.calm.call("PUT", "/v1/shift-templates/soir/orders/me", { as, body });
const mine = async (as: Who) => (await roster.calm.call("GET", "/v1/me/shifts", { as })).body;
const keysOf = async ({ id }: Who) => {
  const keys = await roster.calm.ctx.redis.keys(`${roster.calm.ctx.config.prefix}:*`);
  return keys.filter((key) => key.endsWith(`:${id}`));
};

describe("merged accounts: shifts", () => {
  test("places, waiting lists and a standing order go to the other account, and stay by order", async () => {
    await put(roster.calm.lea, "sign-ups/me", second);
    await order(old, { until: "2026-12-15", automatic: true });
    expect(await people()).toEqual([[old.id, true]]);
    merge();
    await follow();
    expect([await people(), await list(second)]).toEqual([[[sam.id, true]], [{ userId: sam.id, automatic: true }]]);
    const { shifts, orders } = await mine(sam);
    expect([shifts.length, orders]).toMatchObject([3, [{ template: "soir", until: "2026-12-15", automatic: true }]]);
    // what the order took ends with it, under the new name
    await roster.calm.call("DELETE", "/v1/shift-templates/soir/orders/me", { as: sam });
    expect([await people(), await list(second)]).toEqual([[], []]);
    expect(await keysOf(old)).toEqual([]);
  });

  test("who held two places of one shift holds one, by hand; the other goes to the first on the list", async () => {
    await roster.calm.call("PUT", "/v1/shift-templates/deux", {
      as: coordinator,
      body: { version: 0, confirm: null, ...twoPlaces },
    });
    const shift = "deux:2026-11-25";
    for (const who of [old, sam]) await put(who, "sign-ups/me", shift);
    await put(roster.calm.lea, "waiting", shift, { automatic: true });
    merge();
    await follow();
    expect(await people(shift)).toEqual([
      [sam.id, false],
      [roster.calm.lea.id, false],
    ]);
    expect((await mine(sam)).shifts.map(({ id }: { id: string }) => id)).toEqual([shift]);
  });

  test("on one waiting list twice keeps the earlier place, and nobody waits for a shift they hold", async () => {
    await put(roster.calm.lea);
    await put(old, "waiting", first, { automatic: false });
    await put(sam, "waiting", first, { automatic: true });
    await put(sam, "sign-ups/me", second);
    await put(old, "waiting", second, { automatic: true });
    merge();
    await follow();
    expect(await list()).toEqual([{ userId: sam.id, automatic: true }]);
    expect([await people(second), await list(second)]).toEqual([[[sam.id, false]], []]);
  });

  test("of two standing orders the longer one holds", async () => {
    await order(old, { until: "2026-12-01" });
    await order(sam, { until: "2026-12-22" });
    merge();
    await follow();
    expect((await mine(sam)).orders).toMatchObject([{ until: "2026-12-22" }]);
    expect(await people()).toEqual([[sam.id, true]]);
    expect([await list(), await people("soir:2026-12-22")]).toEqual([[], [[sam.id, true]]]);
  });

  test("ticks, the name, the calendar's address, the presence and a proposal come along", async () => {
    await put(old);
    await roster.tick(old, { named: true, calls: true });
    const { path } = (await roster.calm.call("POST", "/v1/me/calendar", { as: old })).body;
    await roster.calm.call("POST", "/v1/me/presence", { as: old, body: { for: "hour" } });
    await roster.calm.call("POST", "/v1/proposals", { as: coordinator, body: { shift: second, userId: old.id } });
    merge();
    await follow();
    expect((await roster.calm.call("GET", "/v1/me/watch", { as: sam })).body).toMatchObject({
      named: true,
      calls: true,
    });
    const feed = await roster.calm.call("GET", path);
    expect([feed.status, feed.body]).toEqual([200, expect.stringContaining(first)]);
    expect((await roster.calm.call("GET", "/v1/me/presence", { as: sam })).body.until).not.toBeNull();
    const { proposals } = (await roster.calm.call("GET", "/v1/proposals", { as: sam })).body;
    expect(proposals).toMatchObject([{ userId: sam.id, mine: true, shift: { id: second } }]);
    const seen = (await roster.calm.call("GET", `/v1/shifts/${first}`, { as: sam })).body.shift;
    expect(seen.people).toEqual([{ username: "sam", name: expect.any(String) }]);
    expect(await keysOf(old)).toEqual([]);
  });

  test("read twice, the feed changes nothing more", async () => {
    await put(old);
    await put(roster.calm.lea, "waiting", first, { automatic: true });
    const cursor = keyOf(roster.calm.ctx, "feed");
    const before = await roster.calm.ctx.redis.get(cursor);
    merge();
    await follow();
    const after = await loadShift(roster.calm.ctx, first);
    await roster.calm.ctx.redis.set(cursor, before!);
    await follow();
    expect(await loadShift(roster.calm.ctx, first)).toEqual(after);
    expect(after?.people.map(({ userId }) => userId)).toEqual([sam.id]);
  });

  test("a sweep that comes before the feed is read frees no place and forgets no hours", async () => {
    await put(old);
    await roster.calm.choose({ windows: everyDay(["09:00", "12:00"]) }, old);
    merge();
    await sweepWatch(roster.calm.ctx);
    await roster.calm.quiet();
    await follow();
    expect(await people()).toEqual([[sam.id, false]]);
    expect((await loadOne(roster.calm.ctx, sam.id)).hours?.windows).toHaveLength(7);
  });
});

const twoPlaces = {
  ...{ kind: "team", name: null, about: null, anchor: "2026-11-23", until: null, everyWeeks: 1, weekday: 3 },
  ...{ start: "20:00", length: { end: "23:00" }, onHolidays: false, places: 2 },
};

describe("merged accounts: hours", () => {
  const loud = ({ id }: Who) => roster.calm.forum.store.get("loud", id);

  test("hours, leave and rhythm go to the other account, and the forum acts by them", async () => {
    await roster.calm.choose({ windows: everyDay(["09:00", "12:00"]) }, old);
    const absences = [{ from: "2026-12-24", until: "2026-12-31" }];
    await roster.calm.call("PUT", "/v1/me/leave", { as: old, body: { version: 0, absences } });
    merge();
    await follow();
    const choices = await loadOne(roster.calm.ctx, sam.id);
    expect(choices).toMatchObject({ hours: { mode: "own" }, leave: { absences }, forumHasIt: true });
    expect(loud(sam)?.intervals?.length).toBeGreaterThan(20);
    expect(await keysOf(old)).toEqual([]);
  });

  test("what the other account chose by itself stays", async () => {
    await roster.calm.choose({ windows: everyDay(["09:00", "12:00"]) }, old);
    await roster.calm.choose({ windows: everyDay(["18:00", "19:00"]) }, sam);
    merge();
    await follow();
    expect((await loadOne(roster.calm.ctx, sam.id)).hours?.windows[0]?.start).toBe("18:00");
  });

  test("the digest at the next beginning is the other account's", async () => {
    await roster.calm.choose({ windows: everyDay(["18:00", "19:00"]) }, old);
    merge();
    await follow();
    roster.calm.ask("Une demande de l’après-midi");
    await roster.calm.goTo("2026-11-23T17:05:00Z");
    expect(roster.calm.digests(sam)).toHaveLength(1);
  });
});

describe("merged accounts: messages", () => {
  test("what waits for the hours of the first goes to the second", async () => {
    await roster.calm.choose({ windows: everyDay(["18:00", "19:00"]) }, old);
    await send(roster.calm.ctx, { key: "watch-of-the-old", userId: old.id, title: "Une garde a bougé", raw: "Mardi." });
    merge();
    await follow();
    await roster.calm.goTo("2026-11-23T17:05:00Z");
    expect(await roster.titles(sam)).toContain("Une garde a bougé");
  });

  test("who was welcomed under one name is not welcomed under the other", async () => {
    const { ctx } = roster.calm;
    await noteMembers(ctx, [old.id]);
    await welcomeOnce(ctx);
    merge();
    await follow();
    await noteMembers(ctx, [sam.id]);
    // looked at again for the reminder alone
    expect(await welcomeOnce(ctx)).toBe(0);
  });

  test("lines put away stay away", async () => {
    const body = { version: 0, dismissed: ["reply_later"] };
    const put = await roster.calm.call("PUT", "/v1/me/preferences", { as: old, body });
    expect(put.status).toBe(200);
    merge();
    await follow();
    expect((await roster.calm.call("GET", "/v1/me/preferences", { as: sam })).body.dismissed).toEqual(["reply_later"]);
  });
});
