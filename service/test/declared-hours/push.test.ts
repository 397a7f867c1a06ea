import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { DeclaredHours } from "@veille/shared/api/declared-hours";
import { nextPushAt } from "../../src/declared-hours/store.ts";
import { coordinator, day, hour, minute } from "../support/service.ts";
import { type Calm, everyDay, startCalm, team } from "../support/calm.ts";
import { weekdays } from "../support/chain.ts";

let calm: Calm;
beforeEach(async () => {
  calm = await startCalm();
});
afterEach(() => calm.stop());

const office = everyDay(["09:00", "18:00"]);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const row = () => calm.forum.store.get("loud", calm.lea.id);
const firsts = (count = 2) =>
  row()
    ?.intervals?.slice(0, count)
    .map(([start, end]) => `${iso(start)} ${iso(end)}`);
const hasIt = async () =>
  ((await calm.call("GET", "/v1/me/declared-hours", { as: calm.lea })).body as DeclaredHours).forumHasIt;

describe("finished intervals", () => {
  test("go to the forum at once, as instants for 35 days", async () => {
    const chosen = await calm.choose({ windows: office });
    expect([chosen.forumHasIt, await hasIt()]).toEqual([false, true]);
    expect(firsts()).toEqual(["2026-11-23T08:00 2026-11-23T17:00", "2026-11-24T08:00 2026-11-24T17:00"]);
    expect(row()?.intervals).toHaveLength(35);
    const again = await calm.call("PUT", "/v1/me/declared-hours", {
      as: calm.lea,
      body: { version: 0, mode: "own", kind: null, windows: office, zone: "Europe/Paris", shiftsLoud: true },
    });
    expect(again.status).toBe(200);
  });

  test("are nothing at all as before, and none where the hours have no window", async () => {
    await calm.choose({ windows: [] });
    expect(row()?.intervals).toEqual([]);
    await calm.choose({ mode: "as_before" });
    expect(row()?.intervals).toBeNull();
  });

  test("know both clock changes, a year's winter and summer", async () => {
    await calm.choose({ windows: office });
    calm.clock.set("2027-03-20T12:00:00Z");
    await calm.quiet();
    const starts = row()?.intervals?.map(([start]) => iso(start));
    expect(starts).toEqual(expect.arrayContaining(["2027-03-27T08:00", "2027-03-28T07:00"]));
  });

  test("are pushed again daily, under numbers that only grow", async () => {
    await calm.choose({ windows: office });
    const first = row()!;
    calm.clock.forward(day + minute);
    await calm.quiet();
    expect(row()!.version).toBeGreaterThan(first.version);
    expect(row()!.intervals!.at(-1)![0] - first.intervals!.at(-1)![0]).toBe(day);
    expect(await hasIt()).toBe(true);
  });

  test("follow the kind's rules when those change", async () => {
    await calm.choose({ mode: "team", kind: "team" });
    expect(firsts(1)).toEqual(["2026-11-23T08:00 2026-11-23T11:00"]);
    const kind = { ...weekdays, groupId: team, groupName: "equipe", categoryIds: [3] };
    const closures = [{ from: "2026-11-23", until: "2026-11-27", reason: null }];
    await calm.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 2, ...kind, closures } });
    await calm.quiet();
    expect(firsts(1)).toEqual(["2026-11-30T08:00 2026-11-30T11:00"]);
    await calm.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 3, ...kind, hours: null } });
    await calm.quiet();
    expect(row()?.intervals).toBeNull();
  });

  test("of a kind that closes on a Friday do not begin at Saturday 0:00", async () => {
    const kind = {
      ...weekdays,
      groupId: team,
      groupName: "equipe",
      categoryIds: [3],
      hours: everyDay(["20:00", "08:00"]),
    };
    const closures = [{ from: "2026-11-27", until: "2026-11-27", reason: null }];
    await calm.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 2, ...kind, closures } });
    await calm.choose({ mode: "team", kind: "team" });
    const starts = row()!.intervals!.map(([start]) => iso(start));
    expect(starts).toContain("2026-11-26T19:00");
    expect(starts.filter((start) => start.startsWith("2026-11-27"))).toEqual([]);
    expect(starts).toContain("2026-11-28T19:00");
  });
});

describe("the push of intervals failing", () => {
  test("is repaired until the forum has them, and said to be wrong meanwhile", async () => {
    await calm.forum.stop();
    await calm.choose({ windows: office });
    expect(await hasIt()).toBe(false);
    await calm.forum.start();
    calm.clock.forward(minute);
    await calm.quiet();
    expect([await hasIt(), row()?.intervals?.length]).toEqual([true, 35]);
    expect(calm.ctx.health.report().wrong.map(({ code }) => code)).not.toContain("hours_unpushed");
  });

  test("once is tried again two seconds later, and each half minute from then on", async () => {
    await calm.forum.stop();
    await calm.choose({ windows: office });
    const { ctx, clock } = calm;
    const wait = async () => (await nextPushAt(ctx))! - clock.now();
    expect(await wait()).toBe(2_000);
    clock.forward(2_000);
    await calm.quiet();
    expect(await wait()).toBe(30_000);
    await calm.forum.start();
    clock.forward(30_000);
    await calm.quiet();
    expect(await hasIt()).toBe(true);
  });

  test("for one whose record is broken holds up nobody else", async () => {
    const { ctx, lea } = calm;
    const broken = `${ctx.config.prefix}:calm:4711`;
    await ctx.redis.hset(broken, "hours", '{"version":1,"mode":"sometimes"}');
    await ctx.redis.zadd(`${ctx.config.prefix}:calm-push`, 0, "4711");
    await calm.choose({ windows: office });
    expect([lea.id === 4711, await hasIt()]).toEqual([false, true]);
  });

  test("half-way loses no later choice: what was chosen meanwhile goes out too", async () => {
    const { forum } = calm.ctx;
    const real = forum.putLoudIntervals.bind(forum);
    forum.putLoudIntervals = async (items) => {
      forum.putLoudIntervals = real;
      const answer = await real(items);
      await calm.call("PUT", "/v1/me/declared-hours", {
        as: calm.lea,
        body: { version: 1, mode: "own", kind: null, windows: [], zone: "Europe/Paris", shiftsLoud: true },
      });
      return answer;
    };
    await calm.choose({ windows: office });
    await calm.quiet();
    expect([row()?.intervals, await hasIt()]).toEqual([[], true]);
  });

  test("an older number that wakes up late overwrites nothing", async () => {
    await calm.choose({ windows: office });
    const stale = { userId: calm.lea.id, version: row()!.version - 1, intervals: null };
    const called = await calm.ctx.forum.putLoudIntervals([stale]);
    expect(called.ok && called.answer[0]?.outcome).toBe("older");
    expect(row()?.intervals).toHaveLength(35);
  });

  test("numbers grow also where Redis was emptied", async () => {
    await calm.choose({ windows: office });
    const before = row()!.version;
    await calm.ctx.redis.del(`${calm.ctx.config.prefix}:calm:${calm.lea.id}`);
    calm.clock.forward(1000);
    await calm.choose({ windows: [] });
    expect([row()!.intervals, row()!.version > before]).toEqual([[], true]);
  });
});

describe("people who change", () => {
  const group = (members: number[]) => calm.forum.store.update("groups", team, { members });

  test("leaving the group ends their silence at once; coming back brings it again", async () => {
    await calm.choose({ windows: office });
    group([]);
    calm.ctx.bus.emit("group-left", { userId: calm.lea.id });
    await calm.quiet();
    await calm.quiet();
    expect(row()?.intervals).toBeNull();
    group([calm.lea.id]);
    calm.ctx.bus.emit("group-joined", { userId: calm.lea.id, groupId: team });
    await calm.quiet();
    await calm.quiet();
    expect(row()?.intervals).toHaveLength(35);
  });

  test("leaving it unheard ends it within a day", async () => {
    await calm.choose({ windows: office });
    group([]);
    calm.clock.forward(day + hour);
    await calm.quiet();
    expect(row()?.intervals).toBeNull();
  });

  test("an account that is gone leaves nothing behind", async () => {
    await calm.choose({ windows: office });
    calm.forum.store.update("users", calm.lea.id, { anonymised: true });
    calm.clock.forward(day + hour);
    await calm.quiet();
    const { redis, config } = calm.ctx;
    expect(await redis.exists(`${config.prefix}:calm:${calm.lea.id}`)).toBe(0);
    expect(await redis.zscore(`${config.prefix}:calm-push`, String(calm.lea.id))).toBeNull();
  });

  test("one that is not there any more is forgotten ten minutes later: it may have become part of another", async () => {
    await calm.choose({ windows: office });
    calm.forum.store.remove("users", calm.lea.id);
    calm.clock.forward(day + hour);
    await calm.quiet();
    const record = `${calm.ctx.config.prefix}:calm:${calm.lea.id}`;
    expect(await calm.ctx.redis.hget(record, "hours")).not.toBeNull();
    calm.clock.forward(10 * minute);
    await calm.quiet();
    expect(await calm.ctx.redis.exists(record)).toBe(0);
  });
});
