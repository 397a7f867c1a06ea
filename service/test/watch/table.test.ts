import { ShiftList } from "@veille/shared/api/watch";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => {
  watch = await startWatch();
  await watch.template();
});
afterEach(() => watch.destroy());

describe("the table", () => {
  it("is the coming week, by kind and dates, for the team; with names only of who ticked it", async () => {
    await watch.take(lea);
    const named = { version: 0, named: true, calls: false, gaps: false, urgent: false };
    expect((await watch.call("PUT", "/v1/me/watch", { as: lea, body: named })).status).toBe(200);
    const { body } = await watch.call("GET", "/v1/shifts", { as: marie });
    expect(ShiftList.parse(body).shifts).toMatchObject([
      { id: first, people: [{ username: lea.username, name: null }], others: 0, start: "2026-11-24T19:00:00.000Z" },
    ]);
    expect((await watch.table(marie, "?from=2026-11-23&to=2026-12-31")).length).toBe(6);
    expect((await watch.table(marie, "?from=2026-11-23&to=2027-05-31&kind=team")).length).toBe(26);
    expect((await watch.call("GET", "/v1/shifts?kind=other", { as: marie })).status).toBe(404);
    expect(
      (await watch.call("GET", "/v1/shifts?from=2026-12-01&to=2026-11-01", { as: marie })).body.errors
    ).toMatchObject([{ path: "to", code: "ends_before_start" }]);
    expect((await watch.call("GET", "/v1/shifts?from=2026-12-01&to=2029-11-01", { as: marie })).status).toBe(400);
    expect((await watch.call("GET", "/v1/shifts?from=2026-02-30", { as: marie })).status).toBe(400);
  });

  it("comes as a file, in which no cell is a formula", async () => {
    await watch.template("formule", { name: { fr: '=1+1;"oui"', en: "=1+1" }, weekday: 3 });
    const { status, body, headers } = await watch.call("GET", "/v1/shifts.csv", { as: lea });
    expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(body).toContain("2026-11-24,2026-11-24 20:00,2026-11-24 23:00,Europe/Paris,Réponse de l’équipe,,1,1,0,\r\n");
    expect(body).toContain(`,"'=1+1;""oui""",1`);
    expect((await watch.call("GET", "/v1/gaps.csv", { as: lea })).body.split("\r\n").length).toBeGreaterThan(8);
  });
});
