import type { Clock } from "./clock.ts";
import type { Health } from "./health.ts";
import type { Redis } from "./redis.ts";

const setting = async (redis: Redis, name: string): Promise<string | null> => {
  const answer = await redis.config("GET", name);
  return answer[1] ?? null;
};

const line = (info: string, name: string): string | null =>
  new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? null;

/** Thrown at boot: a Redis that throws records away is never used. */
export class EvictingRedis extends Error {
  override name = "EvictingRedis";
}

/** What Redis promises about acknowledged writes, read at boot and each minute. @throws EvictingRedis */
export async function checkDurability(redis: Redis, health: Health): Promise<void> {
  try {
    const policy = await setting(redis, "maxmemory-policy");
    if (policy !== null && policy !== "noeviction") {
      health.set("redis_evicts", `maxmemory-policy is ${policy}, it must be noeviction`, true);
      throw new EvictingRedis(`Redis would throw waiting texts away: maxmemory-policy is ${policy}, not noeviction`);
    }
    health.set("redis_evicts", null);
    const wanted = { appendonly: "yes", appendfsync: "always", "no-appendfsync-on-rewrite": "no" };
    const forgetful: string[] = [];
    for (const [name, value] of Object.entries(wanted)) {
      const found = await setting(redis, name);
      if (found !== value) forgetful.push(`${name} is ${found ?? "unknown"}, it should be ${value}`);
    }
    health.set("redis_forgets", forgetful.length ? forgetful.join("; ") : null);
    const limit = await setting(redis, "maxmemory");
    health.set("redis_unbounded", limit === "0" ? "maxmemory is not set" : null);
    health.set("redis_unreadable", null);
  } catch (error) {
    if (error instanceof EvictingRedis) throw error;
    health.set("redis_unreadable", "Redis does not let its configuration be read");
  }
  const persistence = await redis.info("persistence");
  const written = line(persistence, "aof_last_write_status");
  health.set(
    "redis_cannot_write",
    written === "ok" || written === null ? null : `aof_last_write_status is ${written}`,
    true
  );
  const role = line(await redis.info("replication"), "role");
  health.set("redis_replica", role === "master" ? null : `its role is ${role ?? "unknown"}`, true);
}

/** Fraction of maxmemory in use, 0 where there is no limit. */
export async function memoryInUse(redis: Redis): Promise<number> {
  const info = await redis.info("memory");
  const limit = Number(line(info, "maxmemory"));
  return limit > 0 ? Number(line(info, "used_memory")) / limit : 0;
}

/** Redis' own time, ms since the epoch, UTC. */
export async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = (await redis.time()) as unknown as [number | string, number | string];
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

/**
 * Compares our clock to Redis' (more than 2 s apart) and to itself: gone back 60 s, or forward 10 min between two
 * looks that should be a minute apart. While wrong, nothing is claimed. `apartAtMost` in ms; Infinity: not watched.
 */
export function createClockWatch(
  clock: Clock,
  health: Health,
  apartAtMost = 2_000,
  monotonic: () => number = () => performance.now()
) {
  let last: { wall: number; steady: number } | undefined;
  return async (redis: Redis): Promise<void> => {
    const before = clock.now();
    const theirs = await redisNow(redis);
    // Redis read its clock somewhere in between: a slow answer is no difference
    const apart = Math.max(before - theirs, theirs - clock.now(), 0);
    const apartBy =
      apart > apartAtMost ? `this machine's clock and Redis' are ${Math.round(apart / 1000)} s apart` : null;
    health.set("clock_apart", apartBy, true);
    const now = { wall: clock.now(), steady: monotonic() };
    if (last) {
      const jump = now.wall - last.wall - (now.steady - last.steady);
      const jumped = apartAtMost !== Infinity && (jump < -60_000 || jump > 600_000);
      health.set("clock_jumped", jumped ? `time jumped by ${Math.round(jump / 1000)} s while running` : null, true);
    }
    last = now;
  };
}
