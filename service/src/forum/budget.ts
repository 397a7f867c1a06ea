import type { Clock } from "../platform/clock.ts";
import type { Redis } from "../platform/redis.ts";
import { script } from "../platform/scripts.ts";

/** What a call to the forum is for; `publish` goes first, `upkeep` always keeps 4 a minute. */
export type CallClass = "publish" | "calm" | "upkeep";

const burst = 10;
const keptForUpkeep = 4;

// Two buckets in one hash: the main one and upkeep's own. Times in ms by the service's clock.
const spend = script(`
local now, class, perMinute = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local burst, kept = tonumber(ARGV[4]), tonumber(ARGV[5])
local got = redis.call('HMGET', KEYS[1], 'main', 'upkeep', 'at', 'slowUntil', 'pausedUntil')
local pause = (tonumber(got[5]) or 0) - now
if pause > 0 then return {pause, 0} end
local at = tonumber(got[3]) or now
if at > now then at = now end
if now < (tonumber(got[4]) or 0) then perMinute = perMinute / 2 end
local grown = now - at
local main = math.min(burst, (tonumber(got[1]) or burst) + grown * math.max(1, perMinute - kept) / 60000)
local upkeep = math.min(kept, (tonumber(got[2]) or kept) + grown * kept / 60000)
local wait = 0
if class == 'upkeep' and upkeep >= 1 then upkeep = upkeep - 1
elseif class == 'upkeep' and main >= burst / 2 then main = main - 1
elseif class == 'upkeep' then wait = math.ceil((1 - upkeep) * 60000 / kept)
elseif class == 'calm' and main < 2 then wait = math.ceil((2 - main) * 60000 / math.max(1, perMinute - kept))
elseif main >= 1 then main = main - 1
else wait = math.ceil((1 - main) * 60000 / math.max(1, perMinute - kept)) end
redis.call('HSET', KEYS[1], 'main', tostring(main), 'upkeep', tostring(upkeep), 'at', now)
return {wait, math.floor(main)}
`);

// a second 429 never shortens the pause of the first
const pause = script(`
local until_ = math.max(tonumber(ARGV[1]), tonumber(redis.call('HGET', KEYS[1], 'pausedUntil') or '0'))
redis.call('HSET', KEYS[1], 'pausedUntil', until_, 'slowUntil', until_ + 60000, 'main', 0, 'at', until_)
`);

export interface Budget {
  /** ms to wait before this call may be made; 0: spent, go */
  spend(class_: CallClass): Promise<number>;
  /** the forum said 429: nothing for `retryAfter` seconds, then half the pace for a minute */
  slowDown(retryAfter: number | null): Promise<void>;
  /** calls left in the main bucket when last asked */
  left(): number;
}

/** One token bucket in Redis for every admin call of every copy of the service. `perMinute` 0 switches it off. */
export function createBudget(redis: Redis, prefix: string, clock: Clock, perMinute: () => number): Budget {
  const key = `${prefix}:budget`;
  let left = burst;
  return {
    async spend(class_) {
      const pace = perMinute();
      if (pace === 0) return 0;
      const answer = (await spend(redis, [key], clock.now(), class_, pace, burst, keptForUpkeep)) as [number, number];
      left = answer[1];
      return answer[0];
    },
    async slowDown(retryAfter) {
      await pause(redis, [key], clock.now() + (retryAfter ?? 0) * 1000);
    },
    left: () => left,
  };
}
