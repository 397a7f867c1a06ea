import { jest } from "@jest/globals";
import fc from "fast-check";
import ICAL from "ical.js";
import type { ShiftTemplateFields } from "@veille/shared/api/shift-template";
import { calendarOf } from "../../src/watch/calendar.ts";
import { HttpProblem } from "../../src/platform/errors.ts";
import type { Person } from "../../src/platform/tokens.ts";
import { listKinds } from "../../src/kinds/kinds.ts";
import { endOrder, putOrder } from "../../src/watch/orders.ts";
import { heldBy, holds, loadShifts, shiftsOfTemplate, type ShiftRecord } from "../../src/watch/shift-store.ts";
import * as places from "../../src/watch/sign-ups.ts";
import { loadTemplate, loadTemplates } from "../../src/watch/template-store.ts";
import { putTemplate, syncTemplates } from "../../src/watch/templates.ts";
import { day, hour } from "../support/service.ts";
import { evening, startWatch, type Watch } from "../support/watch.ts";

jest.setTimeout(process.env["VEILLE_MODEL_RUNS"] === undefined ? 180_000 : 3_600_000);
let watch: Watch;
beforeAll(async () => void (watch = await startWatch({ config: { edgeLimits: false } })));
afterAll(() => watch.destroy());

const id = "modele";
const team = 41;
const person = (of: number, more: Partial<Person> = {}): Person => ({
  ...{ id: of, username: `user-${of}`, admin: false, moderator: false, coordinator: false, groups: [team] },
  ...{ locale: "fr", zone: null, moderates: [] },
  ...more,
});
const people = [11, 12, 13, 14].map((of) => person(of));
const boss = person(2, { coordinator: true });

type Step =
  | { act: "take" | "leave" | "ask" | "unask" | "over" | "wait" | "unwait" | "free"; who: number; which: number }
  | { act: "order"; who: number; weeks: number; automatic: boolean }
  | { act: "end"; who: number }
  | { act: "template"; weekday: number; start: string; places: number }
  | { act: "closure"; week: number | null }
  | { act: "pass"; hours: number };

const who = fc.nat({ max: people.length - 1 });
const which = fc.nat({ max: 5 });
const mine = fc.record({
  act: fc.constantFrom("take" as const, "take" as const, "leave" as const, "ask" as const, "unask" as const),
  ...{ who, which },
});
const more = fc.record({
  act: fc.constantFrom("over" as const, "wait" as const, "unwait" as const, "free" as const),
  ...{ who, which },
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: mine },
  { weight: 3, arbitrary: more },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("order" as const),
      ...{ who, weeks: fc.integer({ min: 0, max: 6 }), automatic: fc.boolean() },
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("end" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("template" as const),
      weekday: fc.integer({ min: 1, max: 7 }),
      // within both clock changes too
      start: fc.constantFrom("20:00", "22:30", "02:30", "00:00"),
      places: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("closure" as const), week: fc.option(fc.nat({ max: 4 })) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("pass" as const), hours: fc.integer({ min: 1, max: 60 }) }) }
);

/** What the rules refuse is no failure; anything else is. */
async function tried(doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status >= 500) throw error;
  }
}

/** As a coordinator does it: looked at, then confirmed. */
async function change(fields: ShiftTemplateFields): Promise<void> {
  const { ctx } = watch;
  const version = (await loadTemplate(ctx, id))?.version ?? 0;
  const asked = { version, ...fields };
  try {
    await putTemplate(ctx, boss, id, { ...asked, confirm: null });
  } catch (error) {
    const { digest } = (error as HttpProblem).more.present as { digest: string };
    await putTemplate(ctx, boss, id, { ...asked, confirm: digest });
  }
}

const act: Record<"take" | "leave" | "ask" | "unask" | "over" | "wait" | "unwait" | "free", typeof places.signUp> = {
  take: places.signUp,
  leave: places.giveUp,
  ask: (...at) => places.wantReplacement(...at, true),
  unask: (...at) => places.wantReplacement(...at, false),
  over: places.takeOver,
  wait: (...at) => places.joinList(...at, true),
  unwait: places.leaveList,
  free: (ctx, _, shift) => places.freePlace(ctx, boss, shift, 1),
};

const open = async (): Promise<ShiftRecord[]> =>
  (await shiftsOfTemplate(watch.ctx, id, watch.clock.now())).filter(({ gone }) => !gone);

async function happen(one: Step): Promise<void> {
  const { ctx, clock } = watch;
  const date = (days: number) => new Date(clock.now() + days * day).toISOString().slice(0, 10);
  switch (one.act) {
    case "order":
      return tried(putOrder(ctx, people[one.who]!, id, { until: date(one.weeks * 7), automatic: one.automatic }));
    case "end":
      return tried(endOrder(ctx, people[one.who]!, id));
    case "template": {
      const { act: _, ...fields } = one;
      return change(evening({ ...fields, length: { end: "06:00" } }));
    }
    case "closure": {
      const from = one.week === null ? null : date(one.week * 7);
      const until = one.week === null ? null : date(one.week * 7 + 3);
      await watch.putKind("team", { closures: from && until ? [{ from, until, reason: null }] : [] });
      await syncTemplates(ctx);
      return;
    }
    case "pass":
      clock.forward(one.hours * hour);
      await syncTemplates(ctx);
      return;
    default: {
      const shifts = (await open()).sort((a, b) => a.start - b.start);
      const shift = shifts[one.which];
      if (shift) await tried(act[one.act](ctx, people[one.who]!, shift.id));
    }
  }
}

interface Event {
  start: number;
  end: number;
  sequence: number;
  status: string;
}

/** Somebody's calendar, read back as Thunderbird would. @throws Error where a shift is in it twice */
async function calendar(userId: number): Promise<Map<string, Event>> {
  const { ctx } = watch;
  const held = await heldBy(ctx, userId);
  const shifts = await loadShifts(
    ctx,
    held.map(({ shift }) => shift)
  );
  const body = calendarOf({
    ...{ locale: "fr", origin: ctx.config.forumOrigin, now: ctx.clock.now(), held, shifts, userId },
    ...{ kinds: await listKinds(ctx), templates: await loadTemplates(ctx) },
  });
  const events = new Map<string, Event>();
  for (const component of new ICAL.Component(ICAL.parse(body)).getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    expect(events.has(event.uid)).toBe(false);
    events.set(event.uid, {
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue("status")),
    });
  }
  return events;
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
      await change(evening({ places: 2 }));
      let seen: Calendars = new Map();
      for (const one of steps) {
        await happen(one);
        seen = await look(seen);
      }
    }
  );
  await fc.assert(property, { numRuns: Number(process.env["VEILLE_MODEL_RUNS"] ?? 12) });
  expect([...befell]).toEqual(
    expect.arrayContaining(["CONFIRMED CONFIRMED moved", "CONFIRMED CANCELLED", "CANCELLED CONFIRMED"])
  );
});
