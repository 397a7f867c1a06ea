import { CalendarFeed } from "@veille/shared/api/watch";
import { localOf } from "@veille/shared/time/wall-time";
import { type Event, eventsIn } from "../support/ical.ts";
import { coordinator, day, paul, type Who } from "../support/service.ts";
import { first, lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

const feed = async (as: Who = lea): Promise<string> => {
  const { body } = await watch.call("POST", "/v1/me/calendar", { as });
  return CalendarFeed.parse(body).path!;
};

async function read(path: string): Promise<Event[]> {
  const { body, status } = await watch.call("GET", path);
  if (status !== 200) throw new Error(`${status}`);
  return eventsIn(body as string);
}

describe("the calendar feed", () => {
  it("is read back by ical.js in six zones, over both clock changes, to the very instant", async () => {
    const zones = [
      "Europe/Paris",
      "America/Martinique",
      "Pacific/Noumea",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
    ];
    for (const [at, zone] of zones.entries()) {
      await watch.putKind(`zone-${at}`, { zone });
      const nights = { kind: `zone-${at}`, weekday: 6, start: "20:00", length: { end: "08:00" } } as const;
      watch.clock.set("2026-10-20T00:00:00Z");
      await watch.template(`autumn-${at}`, { ...nights, anchor: "2026-10-20", until: "2026-11-08" });
      watch.clock.set("2027-03-01T00:00:00Z");
      await watch.template(`spring-${at}`, { ...nights, anchor: "2027-03-01", until: "2027-04-11" });
      watch.clock.set("2026-10-20T00:00:00Z");
      for (const id of [`autumn-${at}`, `spring-${at}`])
        await watch.call("PUT", `/v1/shift-templates/${id}/orders/me`, { as: lea, body: { until: "2027-06-01" } });
    }
    const events = await read(await feed());
    expect(events.length).toBe(zones.length * (3 + 6));
    for (const { uid, start, end } of events) {
      const zone = zones[Number(/-(\d):/.exec(uid)![1])]!;
      expect([uid, localOf(start, zone).slice(11), localOf(end, zone).slice(11)]).toEqual([uid, "20:00", "08:00"]);
    }
    const lengths = events.filter(({ uid }) => uid.includes("-0:")).map(({ start, end }) => (end - start) / 3_600_000);
    expect(lengths).toEqual([13, 12, 12, 12, 12, 12, 11, 12, 12]);
  });

  it("Calendar feed without zone block: every time is UTC, none is floating", async () => {
    await watch.template();
    await watch.take(lea);
    const { body, headers } = await watch.call("GET", await feed());
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    for (const line of (body as string).split("\r\n").filter((one) => /^(DTSTART|DTEND|DTSTAMP)/.test(one)))
      expect(line).toMatch(/^[A-Z]+:\d{8}T\d{6}Z$/);
    expect(body).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    expect(body).toContain("METHOD:PUBLISH");
  });

  it("updates ignored because UID or SEQUENCE doesn't move; cancelled shifts that stay: moved, given up and retaken ones update and never double", async () => {
    await watch.template();
    await watch.take(lea);
    const path = await feed();
    const [taken] = await read(path);
    expect(taken).toMatchObject({ status: "CONFIRMED", sequence: 0, start: Date.parse("2026-11-24T19:00:00Z") });

    const { body: refused } = await watch.putTemplate("soir", { weekday: 3, start: "19:30" });
    await watch.putTemplate("soir", { weekday: 3, start: "19:30" }, { confirm: refused.present.digest });
    const [moved, ...none] = await read(path);
    expect(none).toEqual([]);
    expect(moved).toMatchObject({ uid: taken!.uid, sequence: 1, start: Date.parse("2026-11-25T18:30:00Z") });

    await watch.act("DELETE", "sign-ups/me", lea);
    expect(await read(path)).toMatchObject([{ uid: taken!.uid, sequence: 2, status: "CANCELLED" }]);
    await watch.take(lea);
    expect(await read(path)).toMatchObject([{ uid: taken!.uid, sequence: 3, status: "CONFIRMED" }]);

    const deleted = await watch.call("DELETE", "/v1/shift-templates/soir?version=2", { as: coordinator });
    const confirm = deleted.body.present.digest;
    await watch.call("DELETE", `/v1/shift-templates/soir?version=2&confirm=${confirm}`, { as: coordinator });
    expect(await read(path)).toMatchObject([{ uid: taken!.uid, sequence: 4, status: "CANCELLED" }]);
    watch.clock.forward(33 * day);
    expect(await read(path)).toEqual([]);
  });

  it("shows nobody else's shifts, and no names", async () => {
    await watch.template("soir", { places: 2 });
    await watch.take(lea);
    await watch.take(marie);
    const { body } = await watch.call("GET", await feed());
    expect((body as string).match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(body).not.toContain(marie.username);
  });

  it("has a secret that is kept hashed, replaced, revoked, and never logged", async () => {
    await watch.template();
    await watch.take(lea);
    const before = await watch.call("GET", "/v1/me/calendar", { as: lea });
    expect(before.body).toEqual({ madeAt: null, path: null });
    const old = await feed();
    const secret = old.split("/").at(-1)!.replace(".ics", "");
    const keys = await watch.ctx.redis.keys(`${watch.ctx.config.prefix}:calendar*`);
    const kept = await watch.ctx.redis.mget(keys);
    expect(JSON.stringify([keys, kept])).not.toContain(secret);
    const next = await feed();
    expect((await watch.call("GET", old)).status).toBe(404);
    expect((await watch.call("GET", next)).status).toBe(200);
    expect((await watch.call("GET", "/v1/me/calendar", { as: lea })).body).toEqual({
      madeAt: "2026-11-23T07:00:00.000Z",
      path: null,
    });
    expect((await watch.call("DELETE", "/v1/me/calendar", { as: lea })).status).toBe(204);
    expect((await watch.call("GET", next)).status).toBe(404);
    const wrong = await watch.call("GET", "/calendar/x.ics");
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([404, expect.not.stringContaining("calendar/x")]);
  });

  it("answers 304 as long as nothing changed", async () => {
    await watch.template();
    await watch.take(lea);
    const path = await feed();
    const tag = (await watch.call("GET", path)).headers.get("etag")!;
    expect((await watch.call("GET", path, { headers: { "If-None-Match": tag } })).status).toBe(304);
    await watch.act("DELETE", "sign-ups/me", lea, first);
    expect((await watch.call("GET", path, { headers: { "If-None-Match": tag } })).status).toBe(200);
  });

  it("is for teams that have a table", async () => {
    expect((await watch.call("POST", "/v1/me/calendar", { as: paul })).status).toBe(403);
    await watch.putKind("team", { step: 2 });
    expect((await watch.call("POST", "/v1/me/calendar", { as: lea })).status).toBe(403);
  });
});
