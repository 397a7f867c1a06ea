import { ShiftList } from "@veille/shared/api/watch";
import { coordinator, createTestClock, paul, siteOf, type Who } from "../support/service.ts";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeAll(async () => {
  watch = await startWatch();
  await watch.template("soir", { places: 2 });
  await watch.take(lea);
  const named = { version: 0, named: true, calls: false, gaps: false, urgent: false };
  await watch.call("PUT", "/v1/me/watch", { as: lea, body: named });
});
afterAll(() => watch.destroy());

const moderator: Who = { id: 5, username: "modo", moderator: true };
const admin: Who = { id: 1, username: "admin", admin: true, coordinator: true };
const people = { visitor: undefined, member: paul, team: marie, moderator, coordinator, admin };
type Name = keyof typeof people;

const shift = `/v1/shifts/${first}`;
// visitor, member, team of the kind, moderator, coordinator, admin
const table: [string, string, object | undefined, Record<Name, number>][] = [
  [
    "GET",
    "/v1/shifts",
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 200, admin: 200 },
  ],
  [
    "GET",
    "/v1/shifts.csv",
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 200, admin: 200 },
  ],
  ["GET", shift, undefined, { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 200, admin: 200 }],
  [
    "GET",
    "/v1/gaps",
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 200, admin: 200 },
  ],
  [
    "PUT",
    `${shift}/sign-ups/me`,
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 403, admin: 403 },
  ],
  [
    "PUT",
    `${shift}/wants-replacement`,
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 403, admin: 403 },
  ],
  [
    "PUT",
    `${shift}/take`,
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 403, admin: 403 },
  ],
  [
    "DELETE",
    `${shift}/sign-ups/me`,
    undefined,
    { visitor: 401, member: 404, team: 200, moderator: 404, coordinator: 403, admin: 403 },
  ],
  [
    "DELETE",
    `${shift}/sign-ups/99`,
    undefined,
    { visitor: 401, member: 403, team: 403, moderator: 403, coordinator: 200, admin: 200 },
  ],
  [
    "POST",
    "/v1/me/presence",
    { for: "hour" },
    { visitor: 401, member: 403, team: 200, moderator: 403, coordinator: 403, admin: 403 },
  ],
  [
    "POST",
    "/v1/me/calendar",
    undefined,
    { visitor: 401, member: 403, team: 200, moderator: 403, coordinator: 403, admin: 403 },
  ],
  [
    "GET",
    "/v1/me/watch",
    undefined,
    { visitor: 401, member: 403, team: 200, moderator: 403, coordinator: 200, admin: 200 },
  ],
  [
    "GET",
    "/v1/watch/history",
    undefined,
    { visitor: 401, member: 403, team: 403, moderator: 403, coordinator: 200, admin: 200 },
  ],
  [
    "POST",
    "/v1/proposals",
    { shift: first, userId: 77 },
    { visitor: 401, member: 403, team: 403, moderator: 403, coordinator: 200, admin: 200 },
  ],
  [
    "DELETE",
    `/v1/proposals/${first}~77`,
    undefined,
    { visitor: 401, member: 403, team: 403, moderator: 403, coordinator: 204, admin: 204 },
  ],
  [
    "GET",
    "/v1/proposals",
    undefined,
    { visitor: 401, member: 200, team: 200, moderator: 200, coordinator: 200, admin: 200 },
  ],
  [
    "GET",
    "/v1/me/shifts",
    undefined,
    { visitor: 401, member: 200, team: 200, moderator: 200, coordinator: 200, admin: 200 },
  ],
];

describe.each(table)("%s %s", (method, path, body, expected) => {
  it.each(Object.keys(people) as Name[])("by a %s", async (name) => {
    const as = people[name];
    const { status } = await watch.call(method, path, { ...(as && { as }), ...(body && { body }) });
    expect([name, status]).toEqual([name, expected[name]]);
  });
});

it("the team of one kind sees and touches nothing of another's", async () => {
  await watch.putKind("other", { groupId: 42 });
  await watch.template("ailleurs", { kind: "other", weekday: 3 });
  expect((await watch.take(marie, "ailleurs:2026-11-25")).status).toBe(404);
  expect((await watch.table(marie)).every(({ kind }) => kind === "team")).toBe(true);
  expect((await watch.table({ id: 60, groups: [42] })).map(({ kind }) => kind)).toEqual(["other"]);
});

it("members read the table where the site says so, and names by the names' setting; nothing in it says who is who", async () => {
  const settings = { ...siteOf().settings, tableShownTo: "members" as const, namesShownTo: "team" as const };
  const open = await startWatch({ site: siteOf({ settings }), clock: createTestClock("2026-11-23T07:00:00Z") });
  await open.template();
  await open.take(lea);
  const body = { version: 0, named: true, calls: false, gaps: false, urgent: false };
  await open.call("PUT", "/v1/me/watch", { as: lea, body });
  const [seen] = ShiftList.parse((await open.call("GET", "/v1/shifts", { as: paul })).body).shifts;
  expect(seen).toMatchObject({ people: [], others: 1, maySignUp: false, signUps: null });
  expect((await open.see(marie)).people).toEqual([{ username: lea.username, name: null }]);
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`[:"]${lea.id}\\b|${lea.username}`));
  expect((await open.take(paul)).status).toBe(403);
  // a kind that is not shown yet is nobody's but the team's and the coordinators'
  await open.putKind("team", { shown: false });
  expect((await open.call("GET", "/v1/shifts", { as: paul })).status).toBe(404);
  await open.destroy();
});

describe("bad input", () => {
  it.each<[string, string, unknown, string, string]>([
    ["PUT", `${shift}/waiting`, {}, "automatic", "required"],
    ["PUT", `${shift}/waiting`, { automatic: true, more: 1 }, "more", "unknown_field"],
    ["PUT", "/v1/shifts/soir:2026-13-40/sign-ups/me", undefined, "", ""],
    ["POST", "/v1/me/shifts/give-up", { shifts: [] }, "shifts", "too_short"],
    ["POST", "/v1/me/shifts/give-up", { shifts: ["x"] }, "shifts.0", "invalid"],
    ["PUT", "/v1/me/watch", { version: 0, named: "yes" }, "named", "invalid"],
    ["PUT", "/v1/shift-templates/soir/orders/me", { until: "2026-02-30" }, "until", "invalid"],
    ["POST", "/v1/urgent", { kind: "team", case: -1, topicId: null }, "case", "too_small"],
  ])("%s %s %j", async (method, path, body, field, code) => {
    const answer = await watch.call(method, path, { as: marie, ...(body !== undefined && { body }) });
    if (field === "") return expect(answer.status).toBe(404);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: field, code }));
  });

  it("the same tick again is the same, another with an old version a conflict with what stands", async () => {
    const as = { ...marie, id: 70 };
    const put = (body: object) => watch.call("PUT", "/v1/me/watch", { as, body });
    const wish = { version: 0, named: false, calls: true, gaps: false, urgent: false };
    expect([(await put(wish)).body.version, (await put(wish)).body.version]).toEqual([1, 1]);
    const other = await put({ ...wish, gaps: true });
    expect([other.status, other.body.present]).toEqual([409, { ...wish, version: 1 }]);
  });
});
