import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DeclaredHours, Leave } from "@veille/shared/api/declared-hours";
import { nextLoudInstant } from "../../src/declared-hours/loud.ts";
import { everyDay, team } from "../support/calm.ts";
import { kindFields } from "../support/kind.ts";
import { coordinator, paul, startTestService, type TestService } from "../support/service.ts";

/** No forum answers: what was chosen stays on its way. */
let calm: TestService;
beforeAll(async () => {
  calm = await startTestService();
  const body = { version: 0, ...kindFields({ groupId: team }) };
  expect((await calm.call("PUT", "/v1/kinds/team", { as: coordinator, body })).status).toBe(201);
});
afterAll(() => calm.destroy());

const path = "/v1/me/declared-hours";
const own = { mode: "own", kind: null, windows: everyDay(["09:00", "18:00"]), zone: "Europe/Paris", shiftsLoud: true };
const somebody = (id: number, more: object = {}) => ({ id, groups: [team], ...more });
const get = async (as: { id: number }) => DeclaredHours.parse((await calm.call("GET", path, { as })).body);
const put = (as: { id: number }, body: object) => calm.call("PUT", path, { as, body });

describe("who may say when to be alerted", () => {
  test("is who is in a team, by the groups of the token; nobody else, coordinators neither", async () => {
    for (const as of [paul, coordinator, { id: 90, groups: [10, 42] }]) {
      for (const one of [path, "/v1/me/leave", "/v1/me/digest"]) {
        const asked = await calm.call("GET", one, { as });
        expect([one, asked.status, asked.body.code]).toEqual([one, 403, "not_allowed"]);
      }
      expect((await put(as, { version: 0, ...own })).status).toBe(403);
    }
    expect((await calm.call("GET", path)).status).toBe(401);
    expect((await calm.call("GET", path, { as: somebody(91) })).status).toBe(200);
  });

  test("is nobody in an automatic group: everybody would be", async () => {
    const { body } = await calm.call("GET", "/v1/kinds", { as: coordinator });
    const { id, flags, ...kind } = body.kinds[0];
    const made = await calm.call("PUT", "/v1/kinds/all", {
      as: coordinator,
      body: { ...kind, version: 0, groupId: 11, categoryIds: [] },
    });
    expect([id, flags, made.status]).toEqual(["team", [], 201]);
    expect((await calm.call("GET", path, { as: { id: 92, groups: [11] } })).status).toBe(403);
  });
});

describe("what somebody chose", () => {
  test("is as before, until they choose", async () => {
    expect(await get(somebody(100, { zone: "Indian/Reunion" }))).toEqual({
      ...{ version: 0, mode: "as_before", kind: null, windows: [], zone: "Indian/Reunion", shiftsLoud: true },
      ...{ forumHasIt: true, holds: false, muted: false, until: null, flags: [] },
      kinds: [{ id: "team", name: kindFields().name, hours: kindFields().hours, zone: "Europe/Paris" }],
    });
  });

  test("is kept by version: 202, the same again the same, another with an old version 409 with what stands", async () => {
    const as = somebody(101);
    const first = await put(as, { version: 0, ...own });
    expect([first.status, first.body.version, first.body.forumHasIt]).toEqual([202, 1, false]);
    const again = await put(as, { version: 0, ...own });
    expect([again.status, again.body.version]).toEqual([202, 1]);
    const other = await put(as, { version: 0, ...own, windows: [] });
    expect([other.status, other.body.present.version, other.body.present.windows]).toEqual([409, 1, own.windows]);
    expect((await put(as, { version: 1, ...own, windows: [] })).body.version).toBe(2);
  });

  test("says in words what it means now: until when it is quiet", async () => {
    const as = somebody(102);
    await put(as, { version: 0, ...own });
    expect(await get(as)).toMatchObject({ muted: true, until: "2026-11-23T08:00:00.000Z" });
    const night = [{ weekday: 1, start: "02:30", end: "08:30" }];
    await put(as, { version: 1, ...own, windows: night });
    expect(await get(as)).toMatchObject({
      muted: false,
      until: "2026-11-23T07:30:00.000Z",
      flags: ["boundary_in_clock_change:1:02:30"],
    });
  });

  test("may be hours with no window: nothing rings, and nothing changes", async () => {
    const as = somebody(103);
    await put(as, { version: 0, ...own, windows: [] });
    expect(await get(as)).toMatchObject({ muted: true, until: null });
  });

  test("may be all week: everything rings, and nothing changes", async () => {
    const as = somebody(104);
    await put(as, { version: 0, ...own, windows: everyDay(["00:00", "00:00"]) });
    expect(await get(as)).toMatchObject({ muted: false, until: null });
  });

  test("may be the hours of a kind that has some, and of no other", async () => {
    const as = somebody(105);
    const wrong = async (kind: string | null) => {
      const { status, body } = await put(as, { version: 0, ...own, mode: "team", kind });
      return [status, body.errors[0].path, body.errors[0].code];
    };
    expect(await wrong(null)).toEqual([400, "kind", "required"]);
    expect(await wrong("nothing")).toEqual([400, "kind", "unknown_kind"]);
    const taken = await put(as, { version: 0, ...own, mode: "team", kind: "team" });
    expect(taken.status).toBe(202);
    expect(await get(as)).toMatchObject({ muted: true, until: "2026-11-23T08:00:00.000Z" });
  });

  test("moves with its zone (travelling)", async () => {
    const as = somebody(106);
    await put(as, { version: 0, ...own });
    await put(as, { version: 1, ...own, zone: "Pacific/Noumea" });
    // 8:00 in Paris is 18:00 there
    expect(await get(as)).toMatchObject({ muted: true, until: "2026-11-23T22:00:00.000Z" });
  });

  test("is refused where it is no hour, no zone, no date, or more than it says", async () => {
    const as = somebody(107);
    const errors = async (change: object, where = path) => {
      const { body } = await calm.call("PUT", where, { as, body: { version: 0, ...change } });
      return body.errors?.map(({ path: at, code }: { path: string; code: string }) => `${at} ${code}`);
    };
    expect(await errors({ ...own, windows: [{ weekday: 8, start: "24:00", end: "09:00" }] })).toEqual([
      "windows.0.weekday too_big",
      "windows.0.start invalid",
    ]);
    expect(await errors({ ...own, zone: "Europe/Atlantis" })).toEqual(["zone unknown_zone"]);
    expect(await errors({ ...own, user: 3 })).toEqual(["user unknown_field"]);
    const away = [{ from: "2026-12-24", until: "2026-12-23" }];
    expect(await errors({ absences: away }, "/v1/me/leave")).toEqual(["absences.0.until ends_before_start"]);
    expect(await errors({ rhythm: "hourly" }, "/v1/me/digest")).toEqual(["rhythm invalid"]);
  });

  test("is never anybody else's to read", async () => {
    await put(somebody(108), { version: 0, ...own });
    expect((await get(somebody(109))).mode).toBe("as_before");
    const answer = await calm.call("GET", path, { as: somebody(108) });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("a leave", () => {
  const away = [{ from: "2026-11-23", until: "2026-11-24" }];
  test("is kept by version, and is part of what is quiet", async () => {
    const as = somebody(110);
    await put(as, { version: 0, ...own });
    const leave = (body: object) => calm.call("PUT", "/v1/me/leave", { as, body });
    const first = await leave({ version: 0, absences: away });
    expect([first.status, Leave.parse(first.body)]).toEqual([202, { version: 1, absences: away }]);
    expect((await leave({ version: 0, absences: away })).status).toBe(202);
    const other = await leave({ version: 0, absences: [] });
    expect([other.status, other.body.present]).toEqual([409, { version: 1, absences: away }]);
    expect((await get(as)).until).toBe("2026-11-25T08:00:00.000Z");
  });
});

describe("how often there is a digest", () => {
  test("is daily until somebody chooses", async () => {
    const as = somebody(111);
    const choose = (body: object) => calm.call("PUT", "/v1/me/digest", { as, body });
    expect((await calm.call("GET", "/v1/me/digest", { as })).body).toEqual({ version: 0, rhythm: "daily" });
    expect((await choose({ version: 0, rhythm: "mondays" })).body).toEqual({ version: 1, rhythm: "mondays" });
    expect((await choose({ version: 0, rhythm: "mondays" })).status).toBe(200);
    expect((await choose({ version: 0, rhythm: "never" })).status).toBe(409);
  });
});

describe("the next instant at which a message may ring", () => {
  const now = () => calm.clock.now();
  test.each<[string, object | null, string]>([
    ["at once for who chose nothing", null, "2026-11-23T07:00:00Z"],
    ["at the beginning of their hours", own, "2026-11-23T08:00:00Z"],
    ["at once within them", { ...own, windows: everyDay(["00:00", "00:00"]) }, "2026-11-23T07:00:00Z"],
    ["with the digest for who is never to be alerted", { ...own, windows: [] }, "2026-11-23T08:00:00Z"],
    ["at once for who went back to as before", { ...own, mode: "as_before" }, "2026-11-23T07:00:00Z"],
  ])("%s", async (name, hours, expected) => {
    const as = somebody(200 + name.length);
    if (hours) await put(as, { version: 0, ...hours });
    expect(await nextLoudInstant(calm.ctx, as.id, now())).toBe(Date.parse(expected));
  });

  test("after a leave of months, beyond what the forum is told", async () => {
    const as = somebody(199);
    await put(as, { version: 0, ...own });
    const absences = [{ from: "2026-11-01", until: "2027-02-28" }];
    await calm.call("PUT", "/v1/me/leave", { as, body: { version: 0, absences } });
    expect(await nextLoudInstant(calm.ctx, as.id, now())).toBe(Date.parse("2027-03-01T08:00:00Z"));
  });
});

describe("what is said beside the hours", () => {
  const flagsOf = async (id: number, windows: object[]) =>
    (await put(somebody(id), { version: 0, ...own, windows })).body.flags;

  test("that they are all week, so that nothing is ever held", async () => {
    expect(await flagsOf(120, everyDay(["00:00", "12:00"], ["12:00", "00:00"]))).toEqual(["all_week"]);
    expect(await flagsOf(121, everyDay(["00:00", "23:59"]))).toEqual([]);
  });

  test("that two overlap and count as one, also over the night from Sunday to Monday; touching ones do not", async () => {
    expect(await flagsOf(122, everyDay(["09:00", "12:00"], ["11:00", "18:00"]))).toEqual(["overlap"]);
    const sunday = { weekday: 7, start: "22:00", end: "08:00" };
    expect(await flagsOf(123, [sunday, { weekday: 1, start: "07:00", end: "09:00" }])).toEqual(["overlap"]);
    expect(await flagsOf(124, [sunday, { weekday: 1, start: "08:00", end: "10:00" }])).toEqual([]);
  });

  test("whose hours may be taken: those of the teams one is in", async () => {
    const asked = await calm.call("GET", path, { as: somebody(125) });
    expect(asked.body.kinds.map(({ id }: { id: string }) => id)).toEqual(["team"]);
  });

  test("until when it is quiet also for a leave longer than the forum is told of", async () => {
    const as = somebody(126);
    await put(as, { version: 0, ...own });
    const absences = [{ from: "2026-11-20", until: "2027-02-28" }];
    await calm.call("PUT", "/v1/me/leave", { as, body: { version: 0, absences } });
    expect(await get(as)).toMatchObject({ holds: true, muted: true, until: "2027-03-01T08:00:00.000Z" });
  });

  test("that nothing is held by the hours of a kind that has none any more", async () => {
    const as = somebody(127, { groups: [team, 43] });
    const fields = kindFields({ groupId: 43 });
    await calm.call("PUT", "/v1/kinds/passing", { as: coordinator, body: { version: 0, ...fields } });
    await put(as, { version: 0, ...own, mode: "team", kind: "passing" });
    expect(await get(as)).toMatchObject({ holds: true, muted: true });
    await calm.call("PUT", "/v1/kinds/passing", { as: coordinator, body: { version: 1, ...fields, hours: null } });
    const now = await get(as);
    expect(now).toMatchObject({ mode: "team", holds: false, muted: false, until: null });
    expect(now.kinds.map(({ id }) => id)).toEqual(["team"]);
  });
});
