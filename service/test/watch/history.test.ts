import { WatchHistory } from "@veille/shared/api/watch-history";
import { lookAtPeople } from "../../src/watch/look.ts";
import { coordinator, type Who } from "../support/service.ts";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

const other: Who = { id: 8, username: "anne", coordinator: true };
const lines = async () =>
  WatchHistory.parse((await watch.call("GET", "/v1/watch/history", { as: coordinator })).body).lines;
const by = ({ id, username }: Who) => ({ by: id, person: { username, name: null } });

describe("who changed what", () => {
  it("says newest first who did it, what it was, and when that is or was", async () => {
    const named = { name: { fr: "La soirée | du mardi", en: "Tuesday evening" } };
    await watch.template("soir", named);
    await watch.take(lea);
    await watch.call("DELETE", `/v1/shifts/${first}/sign-ups/1`, { as: other });
    await watch.call("POST", "/v1/proposals", { as: other, body: { shift: first, userId: marie.id } });
    await watch.call("DELETE", `/v1/proposals/${first}~${marie.id}`, { as: coordinator });
    await watch.putTemplate("soir", { ...named, start: "19:00" });
    await watch.call("DELETE", "/v1/shift-templates/soir?version=2", { as: coordinator });
    const template = { of: "soir", kind: "team", name: named.name, shift: null };
    const when = { start: "2026-11-24T19:00:00.000Z", end: "2026-11-24T22:00:00.000Z" };
    const shift = { of: first, kind: "team", name: named.name, pattern: null };
    const at = { at: "2026-11-23T07:00:00.000Z" };
    expect(await lines()).toEqual([
      { ...at, ...by(coordinator), what: "removed", ...template, pattern: { weekday: 2, start: "19:00" } },
      { ...at, ...by(coordinator), what: "changed", ...template, pattern: { weekday: 2, start: "19:00" } },
      { ...at, ...by(coordinator), what: "withdrawn", ...shift, shift: { date: "2026-11-24", ...when, ofDays: false } },
      { ...at, ...by(other), what: "proposed", ...shift, shift: { date: "2026-11-24", ...when, ofDays: false } },
      { ...at, ...by(other), what: "freed", ...shift, shift: { date: "2026-11-24", ...when, ofDays: false } },
      { ...at, ...by(coordinator), what: "made", ...template, pattern: { weekday: 2, start: "20:00" } },
    ]);
  });

  it("says nothing of what people do with their own places, nor whose place was freed", async () => {
    await watch.template();
    await watch.take(lea);
    await watch.act("PUT", "wants-replacement", lea);
    await watch.act("PUT", "take", marie);
    await watch.act("DELETE", "sign-ups/me", marie);
    await watch.take(lea);
    await watch.call("DELETE", `/v1/shifts/${first}/sign-ups/3`, { as: other });
    const said = await lines();
    expect(said.map(({ what }) => what)).toEqual(["freed", "made"]);
    expect(JSON.stringify(said)).not.toContain(lea.username);
  });

  it("keeps the last 500", async () => {
    const { redis, config } = watch.ctx;
    const before = Array.from({ length: 500 }, (_, at) => `${1_732_000_000_000 + at}|9|changed|soir`);
    await redis.rpush(`${config.prefix}:watch-history`, ...before);
    await watch.template();
    const said = await lines();
    expect([said.length, said[0]?.what]).toEqual([500, "made"]);
    expect(Date.parse(said.at(-1)!.at)).toBe(1_732_000_000_001);
  });

  it("a name goes with its account, and older lines than these are read too", async () => {
    await watch.template();
    const { redis, config } = watch.ctx;
    await redis.rpush(`${config.prefix}:watch-history`, "1732000000000|9|made|ancien");
    expect((await lines())[0]).toEqual({
      ...{ at: "2024-11-19T07:06:40.000Z", by: 9, person: null, what: "made", of: "ancien" },
      ...{ kind: null, name: null, pattern: null, shift: null },
    });
    watch.ctx.forum.people = (ids) =>
      Promise.resolve({
        ok: true,
        answer: ids.map((userId) => ({
          ...{ userId, state: "gone" as const, username: null, name: null, groups: [], locale: null, zone: null },
        })),
      });
    await lookAtPeople(watch.ctx, [coordinator.id]);
    expect((await lines()).at(-1)).toMatchObject({ by: coordinator.id, person: null, what: "made" });
  });
});
