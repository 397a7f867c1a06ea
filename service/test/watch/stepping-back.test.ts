import { paul } from "../support/service.ts";
import { first, lea, marie, member, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

describe("stepping back", () => {
  beforeEach(() => watch.template("soir", { places: 2 }));

  it("I can't any more, from now: the next 7 days are free, the rest is not counted, a leave has begun", async () => {
    for (const date of ["2026-11-24", "2026-12-01"]) await watch.take(lea, `soir:${date}`);
    await watch.call("POST", "/v1/me/presence", { as: lea, body: { for: "hour" } });
    const done = (await watch.call("POST", "/v1/me/step-back", { as: lea })).body;
    expect(done).toEqual({ freed: [first], leaveFrom: "2026-11-23", leaveUntil: "2099-12-31" });
    expect(await watch.see(marie, "soir:2026-12-01")).toMatchObject({ free: 2, others: 0 });
    expect((await watch.call("GET", "/v1/me/leave", { as: lea })).body.absences).toEqual([
      { from: "2026-11-23", until: "2099-12-31" },
    ]);
    expect((await watch.call("GET", "/v1/me/presence", { as: lea })).body.until).toBeNull();
    const again = (await watch.call("POST", "/v1/me/step-back", { as: lea })).body;
    expect(again.freed).toEqual([]);
    expect((await watch.call("POST", "/v1/me/step-back", { as: paul })).status).toBe(403);
  });

  it("who is on leave makes room for who comes, and is told", async () => {
    await watch.template("seul", { places: 1, weekday: 3 });
    await watch.take(lea, "seul:2026-12-02");
    await watch.call("PUT", "/v1/me/leave", {
      as: lea,
      body: { version: 0, absences: [{ from: "2026-12-02", until: "2026-12-02" }] },
    });
    expect((await watch.take(marie, "seul:2026-12-02")).status).toBe(200);
    expect([await watch.held("seul:2026-12-02"), await watch.notices()]).toEqual([[marie.id], ["replaced 11"]]);
  });

  it("a leave shows first what it covers, and frees what stays ticked", async () => {
    for (const date of ["2026-11-24", "2026-12-01", "2026-12-08"]) await watch.take(lea, `soir:${date}`);
    const covered = await watch.call("GET", "/v1/me/shifts?from=2026-11-30&until=2026-12-08", { as: lea });
    const ids = covered.body.shifts.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(["soir:2026-12-01", "soir:2026-12-08"]);
    const body = { shifts: [...ids, "soir:2026-12-15", "gone:2026-12-15"] };
    expect((await watch.call("POST", "/v1/me/shifts/give-up", { as: lea, body })).body).toEqual({ freed: ids });
    expect(await watch.held()).toEqual([lea.id]);
  });
});

describe("open slots", () => {
  it("exist only where a template does, less whoever is on leave", async () => {
    const gaps = async (query = "") => (await watch.call("GET", `/v1/gaps${query}`, { as: member(30) })).body.gaps;
    expect(await gaps()).toEqual([]);
    await watch.template("soir", { places: 2 });
    await watch.take(lea);
    const [gap] = await gaps("?to=2026-11-30");
    expect(gap).toMatchObject({ missing: 1, nobody: [], shift: { id: first, free: 1, others: 1 } });
    await watch.call("PUT", "/v1/me/leave", {
      as: lea,
      body: { version: 0, absences: [{ from: "2026-11-24", until: "2026-11-24" }] },
    });
    const [without] = await gaps("?to=2026-11-30");
    expect(without).toMatchObject({ missing: 2, nobody: [["2026-11-24T19:00:00.000Z", "2026-11-24T22:00:00.000Z"]] });
    expect((await gaps()).length).toBe(8);
    expect((await watch.call("GET", "/v1/gaps", { as: paul })).status).toBe(404);
  });
});
