import { jest } from "@jest/globals";
import fc from "fast-check";
import { calendarOf } from "../../src/watch/calendar.ts";
import { listKinds } from "../../src/kinds/kinds.ts";
import { heldBy, holds, loadShifts, shiftsOfTemplate } from "../../src/watch/shift-store.ts";
import { loadTemplates } from "../../src/watch/template-store.ts";
import { type Event, eventsIn } from "../support/ical.ts";
import { day } from "../support/service.ts";
import { evening, startWatch, type Watch } from "../support/watch.ts";
import { change, happen, id, people, step } from "./model/steps.ts";

jest.setTimeout(process.env["VEILLE_MODEL_RUNS"] === undefined ? 180_000 : 3_600_000);
let watch: Watch;
beforeAll(async () => void (watch = await startWatch({ config: { edgeLimits: false } })));
afterAll(() => watch.destroy());

/** Somebody's calendar, read back by name. A shift is in it once. */
async function calendar(userId: number): Promise<Map<string, Event>> {
  const { ctx } = watch;
  const held = await heldBy(ctx, userId);
  const shifts = await loadShifts(
    ctx,
    held.map(({ shift }) => shift)
  );
  const text = calendarOf({
    ...{ locale: "fr", origin: ctx.config.forumOrigin, now: ctx.clock.now(), held, shifts, userId },
    ...{ kinds: await listKinds(ctx), templates: await loadTemplates(ctx) },
  });
  const events = eventsIn(text);
  const byName = new Map(events.map((event) => [event.uid, event]));
  expect(byName.size).toBe(events.length);
  return byName;
}

type Calendars = Map<number, Map<string, Event>>;

/** What a calendar has been through: a model that never got there would promise nothing. */
const befell = new Set<string>();

/** Nothing is given twice, and every calendar is true: what changed in it says so. */
async function look(before: Calendars): Promise<Calendars> {
  const all = await shiftsOfTemplate(watch.ctx, id, 0);
  for (const { id: name, people: there, list, places: most, gone } of all) {
    const users = [...there, ...list].map(({ userId }) => userId);
    expect([name, new Set(users).size, there.length <= most]).toEqual([name, users.length, true]);
    if (gone) expect([name, users]).toEqual([name, []]);
  }
  const now: Calendars = new Map();
  for (const { id: userId } of people) {
    const events = await calendar(userId);
    now.set(userId, events);
    const standing = all.filter((shift) => !shift.gone && holds(shift, userId));
    const said = [...events].filter(([, { status }]) => status === "CONFIRMED");
    expect(said.map(([uid, { start, end }]) => [uid.split("@")[0], start, end]).sort()).toEqual(
      standing.map(({ id: name, start, end }) => [name, start, end]).sort()
    );
    for (const [uid, { sequence, status, start, end }] of events) {
      const old = before.get(userId)?.get(uid);
      if (!old) continue;
      befell.add(`${old.status} ${status}${old.start === start ? "" : " moved"}`);
      const same = old.status === status && (status === "CANCELLED" || (old.start === start && old.end === end));
      expect([uid, sequence >= old.sequence, same || sequence > old.sequence]).toEqual([uid, true, true]);
    }
    // what was in it stays in it, at least as cancelled
    for (const [uid, { end }] of before.get(userId) ?? [])
      if (end > watch.clock.now() - 29 * day) expect([uid, events.has(uid)]).toEqual([uid, true]);
  }
  return now;
}

/** A roster that never was. */
async function empty(): Promise<void> {
  const { redis, config } = watch.ctx;
  for (const name of ["shift:", "watch-"]) {
    const keys = await redis.keys(`${config.prefix}:${name}*`);
    if (keys.length > 0) await redis.del(keys);
  }
}

test("moved, cancelled, retaken shifts update in everybody's calendar and never double, whatever happens to the roster", async () => {
  const starts = ["2026-10-19T07:00:00Z", "2026-11-23T07:00:00Z", "2027-03-22T07:00:00Z"];
  const property = fc.asyncProperty(
    fc.constantFrom(...starts),
    fc.array(step, { minLength: 5, maxLength: 30, size: "max" }),
    async (start, steps) => {
      await empty();
      watch.clock.set(start);
      await watch.putKind("team");
      await change(watch, evening({ places: 2 }));
      let seen: Calendars = new Map();
      for (const one of steps) {
        await happen(watch, one);
        seen = await look(seen);
      }
    }
  );
  await fc.assert(property, { numRuns: Number(process.env["VEILLE_MODEL_RUNS"] ?? 20) });
  expect([...befell]).toEqual(
    expect.arrayContaining(["CONFIRMED CONFIRMED moved", "CONFIRMED CANCELLED", "CANCELLED CONFIRMED"])
  );
});
