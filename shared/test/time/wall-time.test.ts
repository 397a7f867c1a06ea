import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  addDays,
  endBoundary,
  localDateOf,
  localOf,
  resolveLocal,
  startBoundary,
  weekdayOf,
} from "../../src/time/wall-time.ts";
import { type HardZone, hardZones, zoneNames } from "./zones.ts";

const utc = (instant: string) => Date.parse(instant);
const iso = (at: number) => new Date(at).toISOString().replace(":00.000Z", "Z");

it("runs in the zone that the jest project names", () => {
  expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env["TZ"]);
});

describe("a chosen moment", () => {
  it.each([
    ["Europe/Paris", "2026-07-01T09:00", "2026-07-01T07:00Z", "summer"],
    ["Europe/Paris", "2026-12-01T09:00", "2026-12-01T08:00Z", "winter: not the offset of now (Cal.com#6217)"],
    ["Europe/Paris", "2026-03-29T01:59", "2026-03-29T00:59Z", "last minute before the gap"],
    ["Europe/Paris", "2026-03-29T03:00", "2026-03-29T01:00Z", "first minute after the gap"],
    ["Europe/Paris", "2026-10-25T01:59", "2026-10-24T23:59Z", "last minute before the repeated hour"],
    ["Europe/Paris", "2026-10-25T03:00", "2026-10-25T02:00Z", "first minute after the repeated hour"],
    ["America/Martinique", "2026-03-29T02:30", "2026-03-29T06:30Z", "a France without clock change"],
    ["Pacific/Noumea", "2026-10-25T02:30", "2026-10-24T15:30Z", "another one, on the other side"],
    ["Europe/Dublin", "2026-12-24T09:00", "2026-12-24T09:00Z", "Irish winter"],
    ["Asia/Beirut", "2026-10-24T22:59", "2026-10-24T19:59Z", "before the hour that Beirut repeats until midnight"],
    ["Asia/Beirut", "2026-10-25T00:00", "2026-10-24T22:00Z", "the midnight that ends it"],
  ])("%s %s is %s (%s)", (zone, local, instant) => {
    expect(resolveLocal(local, zone)).toEqual({ ok: true, at: utc(instant) });
  });

  it.each([
    ["Europe/Paris", "2026-03-29T02:30", "2026-03-29T01:30", "2026-03-29T03:30"],
    ["America/New_York", "2026-03-08T02:00", "2026-03-08T01:00", "2026-03-08T03:00"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T01:45", "2026-10-04T02:45"],
    ["Asia/Beirut", "2026-03-29T00:10", "2026-03-28T23:10", "2026-03-29T01:10"],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-29T12:00", "2011-12-31T12:00"],
  ])("%s skips %s: the two wall times around the gap are offered", (zone, local, before, after) => {
    const resolved = resolveLocal(local, zone);
    expect(resolved).toEqual({
      ok: false,
      code: "skipped",
      possibilities: [
        { local: before, disambiguation: "earlier", at: startBoundary(before.slice(0, 10), before.slice(11), zone) },
        { local: after, disambiguation: "later", at: startBoundary(after.slice(0, 10), after.slice(11), zone) },
      ],
    });
  });

  it.each([
    ["Europe/Paris", "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"],
    ["America/New_York", "2026-11-01T01:00", "2026-11-01T05:00Z", "2026-11-01T06:00Z"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-04T15:15Z"],
    ["Asia/Beirut", "2026-10-24T23:30", "2026-10-24T20:30Z", "2026-10-24T21:30Z"],
  ])("%s repeats %s: its two instants are offered", (zone, local, first, second) => {
    expect(resolveLocal(local, zone)).toEqual({
      ok: false,
      code: "repeated",
      possibilities: [
        { local, disambiguation: "earlier", at: utc(first) },
        { local, disambiguation: "later", at: utc(second) },
      ],
    });
    expect(resolveLocal(local, zone, "earlier")).toEqual({ ok: true, at: utc(first) });
    expect(resolveLocal(local, zone, "later")).toEqual({ ok: true, at: utc(second) });
  });

  it.each(["2026-02-30T10:00", "2027-02-29T10:00", "2026-13-01T10:00", "2026-01-01T24:00", "2026-01-01", "demain 9 h"])(
    "%s is no local minute",
    (local) => expect(() => resolveLocal(local, "Europe/Paris")).toThrow(RangeError)
  );

  it("an unknown zone is refused", () => {
    expect(() => resolveLocal("2026-01-01T10:00", "Europe/Lutece")).toThrow(RangeError);
  });
});

describe("a boundary", () => {
  it.each<[HardZone, string, string, string, string, string]>([
    ["Europe/Paris", "2026-03-29", "02:00", "2026-03-29T01:00Z", "2026-03-29T01:00Z", "skipped: after the gap"],
    ["Europe/Paris", "2026-03-29", "02:59:59", "2026-03-29T01:00Z", "2026-03-29T01:00Z", "skipped to its last second"],
    ["Europe/Paris", "2026-10-25", "02:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z", "repeated: first and last"],
    ["Europe/Paris", "2026-10-25", "03:00", "2026-10-25T02:00Z", "2026-10-25T02:00Z", "not repeated any more"],
    ["America/Martinique", "2026-03-29", "02:30", "2026-03-29T06:30Z", "2026-03-29T06:30Z", "no change"],
    ["Pacific/Noumea", "2026-10-25", "02:30", "2026-10-24T15:30Z", "2026-10-24T15:30Z", "no change"],
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00Z", "2026-03-08T07:00Z", "skipped"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z", "repeated"],
    ["Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30Z", "2026-10-03T15:30Z", "half an hour skipped"],
    ["Australia/Lord_Howe", "2026-04-05", "01:30", "2026-04-04T14:30Z", "2026-04-04T15:00Z", "half an hour repeated"],
    ["Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00Z", "2026-03-28T22:00Z", "midnight skipped"],
    ["Asia/Beirut", "2026-10-24", "23:00", "2026-10-24T20:00Z", "2026-10-24T21:00Z", "the last hour repeated"],
    ["America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:00Z", "2026-09-06T04:00Z", "midnight skipped"],
    ["America/Havana", "2026-11-01", "00:00", "2026-11-01T04:00Z", "2026-11-01T05:00Z", "midnight twice"],
    ["Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00Z", "2011-12-30T10:00Z", "the day that wasn't"],
  ])("%s %s %s: starts %s, ends %s (%s)", (zone, date, wallTime, start, end) => {
    expect(iso(startBoundary(date, wallTime, zone))).toBe(start);
    expect(iso(endBoundary(date, wallTime, zone))).toBe(end);
  });

  it("needs a date of the calendar", () => {
    expect(() => startBoundary("2026-02-30", "09:00", "Europe/Paris")).toThrow(RangeError);
  });
});

describe("dates", () => {
  it.each([
    ["2026-02-28", 1, "2026-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-01-01", -1, "2025-12-31"],
    ["2026-11-23", 0, "2026-11-23"],
    ["2000-02-29", 366, "2001-03-01"],
    ["1969-12-31", 1, "1970-01-01"],
  ])("%s and %i days is %s", (date, days, later) => expect(addDays(date, days)).toBe(later));

  it("weeks begin on Monday, the first", () => {
    expect(weekdayOf("2026-11-23")).toBe(1);
    expect(weekdayOf("2026-11-29")).toBe(7);
  });

  it.each(["2026-02-30", "2026-00-10", "2026-1-1", "", "2026-11-31"])("%s is no date", (date) => {
    expect(() => addDays(date, 1)).toThrow(RangeError);
    expect(() => weekdayOf(date)).toThrow(RangeError);
  });

  it("leaves the years of four digits for nobody", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addDays("0000-01-01", -1)).toThrow(RangeError);
  });

  it("counts as Temporal does", () => {
    const dates = fc.date({ min: new Date("0100-01-01"), max: new Date("9000-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: -30_000, max: 30_000 }), (day, days) => {
        const date = day.toISOString().slice(0, 10);
        const plain = Temporal.PlainDate.from(date);
        expect(addDays(date, days)).toBe(plain.add({ days }).toString());
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
      })
    );
  });
});

describe("whatever the instant and the zone", () => {
  const around = fc.constantFrom(...zoneNames).chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      at: fc
        .tuple(fc.constantFrom(...hardZones[zone]), fc.integer({ min: -3000, max: 3000 }))
        .map(([change, minutes]) => utc(change) + minutes * 60_000),
    })
  );

  it("its wall time leads back to it, by one of two ways where the clock repeats it", () => {
    fc.assert(
      fc.property(around, ({ zone, at }) => {
        const resolved = resolveLocal(localOf(at, zone), zone);
        const found = resolved.ok ? [resolved.at] : resolved.possibilities.map((one) => one.at);
        expect(found).toContain(at);
        expect(resolved.ok || resolved.code).not.toBe("skipped");
        expect(localDateOf(at, zone)).toBe(localOf(at, zone).slice(0, 10));
      })
    );
  });

  it("what is offered exists, is unequivocal with its disambiguation, and stands in order", () => {
    const locals = around.chain(({ zone, at }) =>
      fc.record({
        zone: fc.constant(zone),
        // the wall clock of Greenwich, so that skipped times come up too
        local: fc.constant(new Date(at + utcOffset(zone, at)).toISOString().slice(0, 16)),
      })
    );
    fc.assert(
      fc.property(locals, ({ zone, local }) => {
        const resolved = resolveLocal(local, zone);
        if (resolved.ok) {
          expect(localOf(resolved.at, zone)).toBe(local);
          return;
        }
        const [first, second] = resolved.possibilities;
        expect(first!.at).toBeLessThan(second!.at);
        for (const one of resolved.possibilities) {
          expect(localOf(one.at, zone)).toBe(one.local);
          expect(one.local === local).toBe(resolved.code === "repeated");
          expect(resolveLocal(local, zone, one.disambiguation)).toEqual({ ok: true, at: one.at });
        }
      })
    );
  });

  /** the zone's offset six hours before, which is wrong right after a change, and so lands in gaps */
  function utcOffset(zone: string, at: number): number {
    const before = at - 6 * 3_600_000;
    return utc(`${localOf(before, zone)}Z`) - Math.floor(before / 60_000) * 60_000;
  }
});
