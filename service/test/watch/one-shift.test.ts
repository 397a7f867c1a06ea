import { GoneShift, OneShift } from "@veille/shared/api/watch";
import { syncTemplates } from "../../src/watch/templates.ts";
import { coordinator, paul, type Who } from "../support/service.ts";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => {
  watch = await startWatch();
  await watch.template();
  await watch.take(lea);
});
afterEach(() => watch.destroy());

const read = (as: Who | undefined, id = first) => watch.call("GET", `/v1/shifts/${id}`, { ...(as && { as }) });
const change = async (more: object) => {
  const asked = await watch.putTemplate("soir", more);
  if (asked.status === 409) await watch.putTemplate("soir", more, { confirm: asked.body.present.digest });
};
const remove = async (version: number) => {
  const path = `/v1/shift-templates/soir?version=${version}`;
  const asked = await watch.call("DELETE", path, { as: coordinator });
  await watch.call("DELETE", `${path}&confirm=${asked.body.present.digest}`, { as: coordinator });
};

describe("the shift behind a link", () => {
  it("is answered as in the table, to whoever may see that", async () => {
    const { status, body } = await read(lea);
    expect([status, OneShift.parse(body)]).toEqual([
      200,
      { shift: await watch.see(lea), was: null, serverTime: "2026-11-23T07:00:00.000Z" },
    ]);
    expect((await read(coordinator)).body.shift.signUps).toHaveLength(1);
    for (const as of [paul, { id: 60, groups: [42] }]) expect((await read(as)).status).toBe(404);
    expect((await read(undefined)).status).toBe(401);
    expect([(await read(lea, "soir:2026-11-25")).status, (await read(lea, "x")).status]).toEqual([404, 400]);
    expect((await read(lea, "soir:2026-11-25")).body.code).toBe("not_found");
  });

  it("has moved: it is found by its old name, and says where it was before", async () => {
    await change({ weekday: 3, start: "19:30" });
    const moved = OneShift.parse((await read(lea)).body);
    expect(moved.shift).toMatchObject({ id: first, date: "2026-11-25", mine: "confirmed" });
    expect(moved.was).toEqual({
      ...{ date: "2026-11-24", ofDays: false },
      ...{ start: "2026-11-24T19:00:00.000Z", end: "2026-11-24T22:00:00.000Z" },
    });
    await change({ weekday: 4, start: "19:30" });
    expect(OneShift.parse((await read(marie)).body).was?.date).toBe("2026-11-25");
    // more places move nobody
    await change({ weekday: 4, start: "19:30", places: 3 });
    expect(OneShift.parse((await read(marie)).body).was?.date).toBe("2026-11-25");
  });

  it("is gone: it says so, and when it was", async () => {
    await remove(1);
    const { status, body } = await read(lea);
    expect([status, body.code]).toEqual([404, "shift_gone"]);
    expect(body.title).toMatch(/plus lieu|not take place/);
    expect(GoneShift.parse(body.present)).toEqual({
      ...{ id: first, kind: "team", zone: "Europe/Paris", date: "2026-11-24", ofDays: false },
      ...{ start: "2026-11-24T19:00:00.000Z", end: "2026-11-24T22:00:00.000Z" },
    });
    expect((await read(paul)).body.code).toBe("not_found");
  });

  it("goes with its date, and what comes back that day has another name: the old link never means the new shift", async () => {
    await watch.putKind("team", { closures: [{ from: "2026-11-24", until: "2026-11-24", reason: null }] });
    await syncTemplates(watch.ctx);
    expect((await read(lea)).body.code).toBe("shift_gone");
    await watch.putKind("team");
    await syncTemplates(watch.ctx);
    expect((await read(lea)).body.code).toBe("shift_gone");
    expect((await read(lea, `${first}.1`)).body.shift).toMatchObject({ mine: null, date: "2026-11-24" });
  });
});
