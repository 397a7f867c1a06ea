import { Redis } from "ioredis";
import {
  checkDurability,
  createClockWatch,
  EvictingRedis,
  memoryInUse,
  redisNow,
} from "../../src/platform/durability.ts";
import { createHealth, type Health } from "../../src/platform/health.ts";
import { createTestClock } from "../support/clock.ts";
import { type OwnRedis, startRedis } from "../support/redis.ts";

let own: OwnRedis;
let redis: Redis;
beforeAll(async () => {
  own = await startRedis();
  redis = new Redis(own.url, { disconnectTimeout: 50 });
});
afterAll(() => redis.quit());

const codes = (health: Health) => health.report().wrong.map(({ code }) => code);
const detail = (health: Health, code: string) => health.report().wrong.find((one) => one.code === code);

/** Checks with one setting changed, then sets it back and checks that everything is right again. */
async function withSetting(name: string, value: string, look: (health: Health) => Promise<void>): Promise<void> {
  const [, before] = (await redis.config("GET", name)) as [string, string];
  await redis.config("SET", name, value);
  const health = createHealth();
  try {
    await look(health);
  } finally {
    await redis.config("SET", name, before);
  }
  await checkDurability(redis, health);
  expect(codes(health)).toEqual([]);
}

describe("what Redis promises", () => {
  it("is all that is wanted: nothing is wrong", async () => {
    const health = createHealth();
    await checkDurability(redis, health);
    expect(health.report()).toEqual({ ready: true, wrong: [] });
  });

  it.each([
    ["appendonly", "no"],
    ["appendfsync", "everysec"],
    ["no-appendfsync-on-rewrite", "yes"],
  ])("is forgetful with %s %s: said, by name", async (name, value) => {
    await withSetting(name, value, async (health) => {
      await checkDurability(redis, health);
      expect(codes(health)).toEqual(["redis_forgets"]);
      expect(detail(health, "redis_forgets")?.detail).toContain(`${name} is ${value}, it should be`);
      expect(health.blocked()).toBe(false);
    });
  });

  it("is unbounded without maxmemory: said", async () => {
    await withSetting("maxmemory", "0", async (health) => {
      await checkDurability(redis, health);
      expect(codes(health)).toEqual(["redis_unbounded"]);
      expect(await memoryInUse(redis)).toBe(0);
    });
    expect(await memoryInUse(redis)).toBeGreaterThan(0);
    expect(await memoryInUse(redis)).toBeLessThan(0.5);
  });

  it.each(["allkeys-lru", "volatile-ttl", "allkeys-random"])("is refused when it evicts: %s", async (policy) => {
    await withSetting("maxmemory-policy", policy, async (health) => {
      await expect(checkDurability(redis, health)).rejects.toThrow(EvictingRedis);
      expect(detail(health, "redis_evicts")).toMatchObject({ loud: true });
      expect(health.report().ready).toBe(false);
    });
  });

  it("blocks while it is somebody's replica", async () => {
    await redis.replicaof("127.0.0.1", own.port);
    const health = createHealth();
    await checkDurability(redis, health);
    expect([codes(health), health.blocked()]).toEqual([["redis_replica"], true]);
    await redis.replicaof("NO", "ONE");
    await checkDurability(redis, health);
    expect(codes(health)).toEqual([]);
  });

  it("blocks while it cannot write its file, and only so long", async () => {
    let status = "err";
    const failing = new Proxy(redis, {
      get: (target, name) =>
        name === "info"
          ? async (section: string) =>
              (await target.info(section)).replace("aof_last_write_status:ok", `aof_last_write_status:${status}`)
          : (Reflect.get(target, name) as unknown),
    });
    const health = createHealth();
    await checkDurability(failing, health);
    expect([codes(health), health.blocked()]).toEqual([["redis_cannot_write"], true]);
    status = "ok";
    await checkDurability(failing, health);
    expect(codes(health)).toEqual([]);
  });

  it("may be unreadable: said, and no reason to stop", async () => {
    const mute = await startRedis("--rename-command", "CONFIG", "");
    const toMute = new Redis(mute.url, { disconnectTimeout: 50 });
    const health = createHealth();
    await checkDurability(toMute, health);
    expect([codes(health), health.blocked()]).toEqual([["redis_unreadable"], false]);
    await toMute.quit();
    await mute.stop();
  });
});

describe("the clock", () => {
  const look = async (apart: number, most?: number) => {
    const health = createHealth();
    const clock = { now: () => Date.now() + apart };
    await createClockWatch(clock, health, most)(redis);
    return codes(health);
  };

  it("may be 2 seconds from Redis', not more, either way", async () => {
    expect(await look(0)).toEqual([]);
    expect(await look(1_900)).toEqual([]);
    expect(await look(2_100)).toEqual(["clock_apart"]);
    expect(await look(-2_100)).toEqual(["clock_apart"]);
    expect(await look(3_600_000, Infinity)).toEqual([]);
  });

  it("is not said to be apart because an answer took long", async () => {
    const health = createHealth();
    let now = Date.now();
    const clock = { now: () => (now += 2_500) - 2_500 };
    await createClockWatch(clock, health)(redis);
    expect(codes(health)).toEqual([]);
  });

  it.each([
    [59_000, 60_000, []],
    [-59_000, 60_000, []],
    [-61_000, 60_000, ["clock_jumped"]],
    [599_000, 60_000, []],
    [601_000, 60_000, ["clock_jumped"]],
    // asleep is not jumped: the steady clock slept less, though
    [0, 3_600_000, []],
  ])("that went %d ms off within %d ms of running is noticed where it should be: %j", async (off, passed, wrong) => {
    const health = createHealth();
    const clock = createTestClock(0);
    let steady = 5;
    const watch = createClockWatch(clock, health, Number.MAX_SAFE_INTEGER, () => steady);
    await watch(redis);
    clock.forward(passed + off);
    steady += passed;
    await watch(redis);
    expect(codes(health)).toEqual(wrong);
    if (wrong.length > 0) expect(health.blocked()).toBe(true);
    clock.forward(60_000);
    steady += 60_000;
    await watch(redis);
    expect(codes(health)).toEqual([]);
  });

  it("of Redis is read to the millisecond", async () => {
    expect(Math.abs((await redisNow(redis)) - Date.now())).toBeLessThan(1_000);
  });
});
