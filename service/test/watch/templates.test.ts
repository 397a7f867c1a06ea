import { ShiftTemplate, TemplatePreview } from "@veille/shared/api/shift-template";
import { syncTemplates } from "../../src/watch/templates.ts";
import { loadShift } from "../../src/watch/shift-store.ts";
import { coordinator, day, paul } from "../support/service.ts";
import { evening, first, lea, marie, sami, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

const preview = async (fields: object | null, version = 1) => {
  const body = { version, fields };
  const answer = await watch.call("POST", "/v1/shift-templates/soir/preview", { as: coordinator, body });
  return TemplatePreview.parse(answer.body);
};

describe("a template", () => {
  it("makes shifts for 26 weeks ahead, each night one more, and the same again nothing", async () => {
    const made = await watch.template();
    expect(ShiftTemplate.parse(made)).toMatchObject({ id: "soir", version: 1, flags: [] });
    const count = async () => (await watch.table(lea, "?from=2026-11-23&to=2027-06-10")).length;
    expect(await count()).toBe(26);
    expect([await syncTemplates(watch.ctx), await count()]).toEqual([0, 26]);
    watch.clock.forward(7 * day);
    expect([await syncTemplates(watch.ctx), await count()]).toEqual([1, 27]);
    expect(await syncTemplates(watch.ctx)).toBe(0);
  });

  it("is made once: the same again is the same, another with the old version a conflict", async () => {
    const again = { version: 0, confirm: null, ...evening() };
    await watch.template();
    const put = (body: object) => watch.call("PUT", "/v1/shift-templates/soir", { as: coordinator, body });
    expect((await put(again)).status).toBe(200);
    const other = await put({ ...again, places: 2 });
    expect([other.status, other.body.code, other.body.present.version]).toEqual([409, "changed_meanwhile", 1]);
    expect((await put({ ...again, version: 7, places: 2 })).status).toBe(409);
  });

  it("takes no other team, no id that was used, and no hours that nobody understands", async () => {
    await watch.putKind("other");
    await watch.template();
    const wrong = async (more: object, id = "soir") => (await watch.putTemplate(id, more)).body.errors?.[0];
    expect(await wrong({ kind: "other" })).toMatchObject({ path: "kind", code: "fixed" });
    expect(await wrong({ kind: "nothing" }, "autre")).toMatchObject({ path: "kind", code: "unknown_kind" });
    expect(await wrong({ start: "24:00" })).toMatchObject({ path: "start" });
    expect(await wrong({ length: { days: 15 } })).toMatchObject({ path: "length.days", code: "too_big" });
    expect(await wrong({ length: { hours: 3 } })).toMatchObject({ path: expect.stringContaining("length") });
    expect(await wrong({ until: "2026-01-01" })).toMatchObject({ path: "until", code: "ends_before_start" });
    expect(await wrong({ places: 0 })).toMatchObject({ path: "places", code: "too_small" });
    await watch.call("DELETE", "/v1/shift-templates/soir?version=1", { as: coordinator });
    const used = await watch.putTemplate("soir", {});
    expect([used.status, used.body.code]).toEqual([409, "id_used"]);
    expect(await watch.table(lea)).toEqual([]);
  });

  it("flags what starts or ends within a clock change", async () => {
    expect((await watch.template("nuit", { start: "20:00", length: { end: "02:30" } })).flags).toEqual([
      "boundary_in_clock_change:2:02:30",
    ]);
  });

  it("is looked after by coordinators alone", async () => {
    for (const as of [lea, paul, { id: 4, moderator: true }]) {
      expect((await watch.call("PUT", "/v1/shift-templates/x", { as, body: {} })).status).toBe(403);
      expect((await watch.call("DELETE", "/v1/shift-templates/x?version=1", { as })).status).toBe(403);
      expect((await watch.call("POST", "/v1/shift-templates/x/preview", { as, body: {} })).status).toBe(403);
      expect((await watch.call("GET", "/v1/watch/history", { as })).status).toBe(403);
    }
    await watch.template();
    const seen = async (as: typeof lea) =>
      (await watch.call("GET", "/v1/shift-templates", { as })).body.templates.length;
    expect([await seen(lea), await seen(paul), await seen(coordinator)]).toEqual([1, 0, 1]);
  });
});

describe("a change that concerns people", () => {
  beforeEach(async () => {
    await watch.template("soir", { places: 2 });
    await watch.take(lea);
    await watch.take(marie);
  });

  it("is shown first: the next four weeks, what stays, what moves, what goes", async () => {
    const moved = await preview(evening({ places: 2, weekday: 3 }));
    expect(moved.concerns).toBe(true);
    expect(moved.next.map(({ date }) => date)).toEqual(["2026-11-25", "2026-12-02", "2026-12-09", "2026-12-16"]);
    expect(moved.moved.find(({ shift }) => shift === first)).toMatchObject({ toDate: "2026-11-25", people: 2 });
    expect((await preview(null)).freed.length).toBe(26);
    expect(await preview(evening({ places: 3 }))).toMatchObject({ concerns: false, kept: 0, moved: [], freed: [] });
    expect((await preview(evening({ places: 1 }))).fewer).toMatchObject([{ shift: first, people: 2, leaving: 1 }]);
    expect((await watch.see(lea)).others).toBe(2);
  });

  it("wants exactly that confirmed, and no other", async () => {
    const asked = await watch.putTemplate("soir", { places: 2, weekday: 3 });
    expect([asked.status, asked.body.code]).toEqual([409, "confirm_first"]);
    const { digest } = TemplatePreview.parse(asked.body.present);
    await watch.act("DELETE", "sign-ups/me", marie);
    const stale = await watch.putTemplate("soir", { places: 2, weekday: 3 }, { confirm: digest });
    expect([stale.status, stale.body.code]).toEqual([409, "confirm_first"]);
    const { digest: present } = stale.body.present;
    expect((await watch.putTemplate("soir", { places: 2, weekday: 4 }, { confirm: present })).status).toBe(409);
    expect((await watch.putTemplate("soir", { places: 2, weekday: 3 }, { confirm: present })).status).toBe(200);
  });

  it("a template moved to Tuesday whose sign-ups stay on Mondays that don't exist: they move along, keep their name, and are told", async () => {
    const { digest } = await preview(evening({ places: 2, weekday: 3 }));
    await watch.putTemplate("soir", { places: 2, weekday: 3 }, { confirm: digest });
    const shift = await watch.see(lea, first);
    expect(shift).toMatchObject({ date: "2026-11-25", start: "2026-11-25T19:00:00.000Z", mine: "confirmed" });
    expect(await watch.notices()).toEqual(["moved 11", "moved 12"]);
    expect((await watch.table(lea, "?from=2026-11-23&to=2026-11-29")).map(({ id }) => id)).toEqual([first]);
  });

  it("A swap keyed on the instant is lost when the shift moves: a wish for replacement and the list go along", async () => {
    await watch.act("PUT", "wants-replacement", lea);
    await watch.act("PUT", "waiting", sami, first, { automatic: false });
    const { digest } = await preview(evening({ places: 2, start: "19:00", weekday: 4 }));
    await watch.putTemplate("soir", { places: 2, start: "19:00", weekday: 4 }, { confirm: digest });
    expect(await watch.see(sami, first)).toMatchObject({ replacements: 1, listed: { place: 1 } });
    expect((await watch.act("PUT", "take", sami)).status).toBe(200);
    expect(await watch.held()).toEqual([marie.id, sami.id]);
  });

  it("with fewer places the last to come are told that theirs is gone, whoever is on leave first", async () => {
    const { digest } = await preview(evening({ places: 1 }));
    await watch.putTemplate("soir", { places: 1 }, { confirm: digest });
    expect([await watch.held(), await watch.notices()]).toEqual([[lea.id], ["cancelled 12"]]);
  });

  it("deleting what people signed up for frees them all, and tells them", async () => {
    const refused = await watch.call("DELETE", "/v1/shift-templates/soir?version=1", { as: coordinator });
    expect([refused.status, refused.body.code]).toEqual([409, "confirm_first"]);
    const path = `/v1/shift-templates/soir?version=1&confirm=${refused.body.present.digest}`;
    expect((await watch.call("DELETE", path, { as: coordinator })).status).toBe(204);
    expect((await watch.call("DELETE", path, { as: coordinator })).status).toBe(204);
    expect([await watch.notices(), (await watch.take(sami)).status]).toEqual([["cancelled 11", "cancelled 12"], 404]);
  });

  it("more places go to the waiting list at once", async () => {
    await watch.act("PUT", "waiting", sami, "soir:2026-12-01", { automatic: true });
    for (const who of [lea, marie]) await watch.take(who, "soir:2026-12-01");
    const listed = await watch.act("PUT", "waiting", sami, "soir:2026-12-01", { automatic: true });
    expect(listed.status).toBe(200);
    await watch.template("soir", { places: 3 });
    expect([await watch.held("soir:2026-12-01"), await watch.notices()]).toEqual([[11, 12, 13], ["promoted 13"]]);
  });
});

describe("holidays and closures", () => {
  it("take away what starts on them, and what comes back has a name of its own", async () => {
    await watch.template();
    await watch.take(lea, "soir:2026-12-01");
    const closures = [{ from: "2026-12-01", until: "2026-12-01", reason: null }];
    await watch.putKind("team", { closures });
    await syncTemplates(watch.ctx);
    expect(await watch.table(lea, "?from=2026-12-01&to=2026-12-01")).toEqual([]);
    expect(await watch.notices()).toEqual(["cancelled 11"]);
    await watch.putKind("team", { closures: [] });
    await syncTemplates(watch.ctx);
    const [back] = await watch.table(lea, "?from=2026-12-01&to=2026-12-01");
    expect(back).toMatchObject({ id: "soir:2026-12-01.1", mine: null, free: 1 });
    expect((await loadShift(watch.ctx, "soir:2026-12-01"))?.gone).toBe(true);
  });

  it("of the region, but for a template that is also on them", async () => {
    watch.clock.set("2026-12-20T08:00:00Z");
    await watch.putKind("team", { region: "FR-67" });
    await watch.template("fetes", { anchor: "2026-12-20", weekday: 5, onHolidays: true });
    await watch.template("vendredis", { anchor: "2026-12-20", weekday: 5 });
    const table = await watch.table(lea, "?from=2026-12-20&to=2027-01-08");
    expect(table.map(({ id }) => id)).toEqual([
      "fetes:2026-12-25",
      "fetes:2027-01-01",
      "fetes:2027-01-08",
      "vendredis:2027-01-08",
    ]);
  });
});
