import { randomBytes } from "node:crypto";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { Redis } from "ioredis";
import { type CallClass, createBudget } from "../../src/forum/budget.ts";
import { createTestClock, minute } from "../support/clock.ts";

jest.setTimeout(30_000);
let redis: Redis;
beforeAll(() => void (redis = new Redis(process.env["VEILLE_REDIS"]!)));
afterAll(() => redis.quit());

const start = Date.parse("2026-11-23T07:00:00Z");
const bucket = (perMinute = 40, prefix = `budget-${randomBytes(6).toString("hex")}`) => {
  const clock = createTestClock(start);
  return { clock, prefix, budget: createBudget(redis, prefix, clock, () => perMinute) };
};
const burst = 10;
const kept = 4;

describe("the budget of calls to the forum", () => {
  it("gives ten at once, then says how long to wait", async () => {
    const { budget } = bucket();
    for (let calls = 0; calls < burst; calls += 1) expect(await budget.spend("publish")).toBe(0);
    expect(await budget.spend("publish")).toBe(Math.ceil(60_000 / 36));
    expect(budget.left()).toBe(0);
  });

  it("keeps four a minute for upkeep, however much is published", async () => {
    const { budget } = bucket();
    for (let calls = 0; calls < 50; calls += 1) await budget.spend("publish");
    const upkeep = [];
    for (let calls = 0; calls <= kept; calls += 1) upkeep.push(await budget.spend("upkeep"));
    expect(upkeep).toEqual([0, 0, 0, 0, 15_000]);
  });

  it("keeps one call back for publishing from what is only calm", async () => {
    const { budget } = bucket();
    let calm = 0;
    while ((await budget.spend("calm")) === 0) calm += 1;
    expect(calm).toBe(burst - 1);
    expect(await budget.spend("publish")).toBe(0);
  });

  it("is one for all copies of the service", async () => {
    const { prefix, budget, clock } = bucket();
    const other = createBudget(redis, prefix, clock, () => 40);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => (at % 2 ? budget : other).spend("publish"))
    );
    expect(answers.filter((wait) => wait === 0)).toHaveLength(burst);
  });

  it("can be switched off", async () => {
    const { budget } = bucket(0);
    for (let calls = 0; calls < 100; calls += 1) expect(await budget.spend("publish")).toBe(0);
  });

  it("does not grow when the clock goes back", async () => {
    const { budget, clock } = bucket();
    for (let calls = 0; calls < burst; calls += 1) await budget.spend("publish");
    clock.forward(-60 * minute);
    expect(await budget.spend("publish")).toBeGreaterThan(0);
    clock.forward(1_700);
    expect(await budget.spend("publish")).toBe(0);
  });
});

describe("after the forum said 429", () => {
  it("nothing is called before the time it named, whatever for", async () => {
    const { budget, clock } = bucket();
    await budget.slowDown(30);
    for (const class_ of ["publish", "calm", "upkeep"] as const) expect(await budget.spend(class_)).toBe(30_000);
    clock.forward(29_999);
    for (const class_ of ["publish", "calm", "upkeep"] as const) expect(await budget.spend(class_)).toBe(1);
    clock.forward(1);
    expect(await budget.spend("upkeep")).toBe(0);
  });

  it("a second 429 never shortens the pause", async () => {
    const { budget } = bucket();
    await budget.slowDown(30);
    await budget.slowDown(null);
    expect(await budget.spend("publish")).toBe(30_000);
  });

  it("goes at half its pace for a minute, then as before", async () => {
    const { budget, clock } = bucket();
    const spentWithin = async (time: number) => {
      let spent = 0;
      for (const end = clock.now() + time; clock.now() < end; clock.forward(250)) {
        if ((await budget.spend("publish")) === 0) spent += 1;
      }
      return spent;
    };
    await budget.slowDown(10);
    expect(await spentWithin(10_000)).toBe(0);
    expect(await spentWithin(60_000)).toBe(40 / 2 - kept - 1);
    expect(await spentWithin(60_000)).toBeGreaterThanOrEqual(35);
  });
});

describe("whatever is asked for, and whenever", () => {
  const asks = fc.array(
    fc.record({
      wait: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 90_000 })),
      class_: fc.constantFrom<CallClass>("publish", "calm", "upkeep"),
    }),
    { maxLength: 120 }
  );
  const paces = fc.integer({ min: 8, max: 60 });

  it("no minute has more calls than the pace and the two bursts", async () => {
    await fc.assert(
      fc.asyncProperty(asks, paces, async (list, pace) => {
        const { budget, clock } = bucket(pace);
        const spent: number[] = [];
        for (const { wait, class_ } of list) {
          clock.forward(wait);
          if ((await budget.spend(class_)) === 0) spent.push(clock.now());
        }
        for (const from of spent) {
          const within = spent.filter((at) => at >= from && at < from + minute).length;
          expect(within).toBeLessThanOrEqual(pace + burst + kept);
        }
      }),
      { numRuns: 60 }
    );
  });

  it("whoever waits as long as was said may go, if nobody went before", async () => {
    await fc.assert(
      fc.asyncProperty(asks, paces, async (list, pace) => {
        const { budget, clock } = bucket(pace);
        for (const { wait, class_ } of list) {
          clock.forward(wait % 300);
          const said = await budget.spend(class_);
          if (said === 0) continue;
          clock.forward(said + 1);
          expect(await budget.spend(class_)).toBe(0);
        }
      }),
      { numRuns: 40 }
    );
  });
});
