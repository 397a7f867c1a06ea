import { Order } from "@veille/shared/api/watch";
import { syncTemplates } from "../../src/watch/templates.ts";
import { coordinator, day, paul } from "../support/service.ts";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

describe("a standing order", () => {
  const order = (as: typeof lea, body: object = {}) =>
    watch.call("PUT", "/v1/shift-templates/soir/orders/me", { as, body });

  it("takes every occurrence until a date, three months where nobody says", async () => {
    await watch.template();
    const put = await order(lea);
    expect([put.status, put.body.until, put.body.taken.length]).toEqual([200, "2027-02-23", 14]);
    const again = await order(lea);
    expect([again.body.taken, again.body.until]).toEqual([[], "2027-02-23"]);
    const mine = await watch.call("GET", "/v1/me/shifts", { as: lea });
    expect([mine.body.shifts.length, mine.body.orders]).toMatchObject([
      14,
      [{ template: "soir", until: "2027-02-23" }],
    ]);
  });

  it("every Monday that fails on one full date: that one is a waiting list, the others are taken", async () => {
    await watch.template();
    await watch.take(marie, "soir:2026-12-01");
    const { taken, listed } = (await order(lea, { until: "2026-12-15" })).body;
    expect([taken, listed]).toEqual([[first, "soir:2026-12-08", "soir:2026-12-15"], ["soir:2026-12-01"]]);
  });

  it("leaving one date doesn't end it, and asked again the left date is left alone", async () => {
    await watch.template();
    await order(lea, { until: "2026-12-15" });
    await watch.act("DELETE", "sign-ups/me", lea, "soir:2026-12-08");
    const longer = (await order(lea, { until: "2026-12-29" })).body;
    expect(longer.taken).toEqual(["soir:2026-12-22", "soir:2026-12-29"]);
    expect(await watch.held("soir:2026-12-08")).toEqual([]);
    await order(lea, { until: "2026-12-22" });
    expect([await watch.held("soir:2026-12-29"), await watch.held("soir:2026-12-22")]).toEqual([[], [lea.id]]);
  });

  it("goes on in shifts that are made later, before anybody else comes", async () => {
    await watch.template();
    await order(lea, { until: "2027-06-30" });
    watch.clock.forward(7 * day);
    await syncTemplates(watch.ctx);
    expect(await watch.held("soir:2027-06-01")).toEqual([]);
    expect(await watch.held("soir:2027-05-25")).toEqual([lea.id]);
  });

  it("ends with what it took from now on, and not with what was taken by hand", async () => {
    await watch.template();
    await watch.take(lea, first);
    await order(lea, { until: "2026-12-15" });
    const ended = await watch.call("DELETE", "/v1/shift-templates/soir/orders/me", { as: lea });
    expect(ended.body.freed).toEqual(["soir:2026-12-01", "soir:2026-12-08", "soir:2026-12-15"]);
    expect(await watch.held()).toEqual([lea.id]);
    expect((await watch.call("DELETE", "/v1/shift-templates/soir/orders/me", { as: lea })).body.freed).toEqual([]);
  });

  it("is for the team, not for the past, and not for ever", async () => {
    await watch.template();
    expect((await order(paul)).status).toBe(404);
    expect((await order(coordinator)).status).toBe(403);
    expect((await order(lea, { until: "2026-11-22" })).body.errors).toMatchObject([{ path: "until", code: "past" }]);
    expect((await order(lea, { until: "2031-11-22" })).body.errors).toMatchObject([{ path: "until", code: "too_far" }]);
    expect((await order(lea, { until: "soon" })).status).toBe(400);
  });

  it("warns of overlaps with what one has, and refuses nothing", async () => {
    await watch.template();
    await watch.template("nuit", { start: "22:00", length: { end: "06:00" } });
    await watch.template("matin", { weekday: 3, start: "06:00", length: { end: "09:00" } });
    for (const shift of ["nuit:2026-11-24", "nuit:2026-12-08", "nuit:2026-12-29", "matin:2026-11-25"])
      await watch.take(lea, shift);
    await watch.take(marie, "soir:2026-12-08");
    const made = Order.parse((await order(lea, { until: "2026-12-22" })).body);
    // of the 8th of December it has no place but one on the list, and the 29th is not its
    expect([made.taken.length, made.listed, made.overlaps]).toEqual([4, ["soir:2026-12-08"], ["nuit:2026-11-24"]]);
    expect(Order.parse((await order(lea, { until: "2026-12-22" })).body).overlaps).toEqual([]);
    const longer = Order.parse((await order(lea, { until: "2026-12-29" })).body);
    expect([longer.taken, longer.overlaps]).toEqual([["soir:2026-12-29"], ["nuit:2026-12-29"]]);
    const mine = await watch.call("GET", "/v1/me/shifts", { as: lea });
    expect(mine.body.orders).toMatchObject([{ overlaps: [] }]);
  });
});
