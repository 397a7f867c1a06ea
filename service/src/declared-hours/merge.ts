import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/**
 * KEYS: record, the other's record, calm-push, calm-points, calm-people. ARGV: person, the person who is both now, now.
 * Part by part what the second chose stays; where they chose nothing, what the first did is theirs. With the hours comes
 * what they were told of; no digest on its way, which is the first account's. Answers 1 where anything moved.
 */
const merge = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local function take(field)
  local value = redis.call('HGET', KEYS[1], field)
  return value and redis.call('HSETNX', KEYS[2], field, value) == 1
end
if take('hours') then
  for _, field in ipairs({'spoken', 'looked', 'sent', 'since', 'listed'}) do
    local value = redis.call('HGET', KEYS[1], field)
    if value then redis.call('HSET', KEYS[2], field, value) else redis.call('HDEL', KEYS[2], field) end
  end
  redis.call('HDEL', KEYS[2], 'before', 'lastKey')
end
take('leave')
take('digest')
take('shifts')
take('looked')
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('SREM', KEYS[5], ARGV[1])
local due = (tonumber(redis.call('HGET', KEYS[2], 'push')) or 0) + 1
redis.call('HSET', KEYS[2], 'due', string.format('%.0f', due))
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[2])
redis.call('SADD', KEYS[5], ARGV[2])
return 1
`);

/** Two accounts became one: the hours, the leave and the digest's rhythm of the first, where the second has none. */
export async function mergeHours(ctx: Context, userId: number, into: number): Promise<void> {
  const record = (id: number) => keyOf(ctx, "calm", id);
  const indexes = ["calm-push", "calm-points", "calm-people"].map((name) => keyOf(ctx, name));
  const moved = await merge(ctx.redis, [record(userId), record(into), ...indexes], userId, into, ctx.clock.now());
  if (moved === 1) ctx.bus.emit("hours-changed", { userId: into });
}
