import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/**
 * A sorted set says who is to be welcomed or reminded, and when; a hash how often it was done (0: they had chosen by
 * themselves), for good: who leaves and comes back has had it.
 */
const due = (ctx: Context): string => keyOf(ctx, "welcome");
const told = (ctx: Context): string => keyOf(ctx, "welcomed");

// KEYS: due, told · ARGV: now, people. Who waits for a kind that was being set up is looked at now.
const enter = script(`
for at = 2, #ARGV do
  if redis.call('HEXISTS', KEYS[2], ARGV[at]) == 0 then redis.call('ZADD', KEYS[1], 'LT', ARGV[1], ARGV[at]) end
end
return 1
`);
// KEYS: due · ARGV: now, until (a lease), most
const take = script(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ARGV[2], id) end
return ids
`);
// KEYS: due, told · ARGV: person, the person who is both now. What one was told, both were.
const merge = script(`
local times, at = redis.call('HGET', KEYS[2], ARGV[1]), redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[1], ARGV[1])
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return 0 end
if times then redis.call('HSET', KEYS[2], ARGV[2], times) end
if at then redis.call('ZADD', KEYS[1], at, ARGV[2]) elseif times then redis.call('ZREM', KEYS[1], ARGV[2]) end
return 1
`);

const keys = (ctx: Context): string[] => [due(ctx), told(ctx)];

/** These people are in a team: who was never told is to be. */
export async function noteMembers(ctx: Context, userIds: number[]): Promise<void> {
  if (userIds.length > 0) await enter(ctx.redis, keys(ctx), ctx.clock.now(), ...userIds);
}

/** Who is to be looked at now, at most `most`; who dies with them lets them be taken again after `lease` ms. */
export async function takeDue(ctx: Context, most: number, lease: number): Promise<number[]> {
  const now = ctx.clock.now();
  return ((await take(ctx.redis, [due(ctx)], now, now + lease, most)) as string[]).map(Number);
}

/** How often that person was told. */
export const timesTold = async (ctx: Context, userId: number): Promise<number> =>
  Number((await ctx.redis.hget(told(ctx), String(userId))) ?? 0);

/**
 * After a look. `told`: so often by now; null: nothing was said. `next`: looked at again then (ms); null: no more.
 */
export async function noteLook(ctx: Context, userId: number, look: { told: number | null; next: number | null }) {
  const change = ctx.redis.multi();
  if (look.told !== null) change.hset(told(ctx), String(userId), look.told);
  if (look.next === null) change.zrem(due(ctx), userId);
  else change.zadd(due(ctx), look.next, userId);
  await change.exec();
}

/** Two accounts became one. */
export const mergeWelcome = async (ctx: Context, userId: number, into: number): Promise<void> =>
  void (await merge(ctx.redis, keys(ctx), userId, into));
