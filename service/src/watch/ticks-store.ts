import { WatchTicks } from "@veille/shared/api/watch";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";
import { type Kept, versionedLua } from "../platform/versioned.ts";

const ticks = ["named", "calls", "gaps", "urgent"] as const;
export type Tick = (typeof ticks)[number];

const record = (ctx: Context, userId: number): string => keyOf(ctx, "watch-ticks", userId);
const setOf = (ctx: Context, tick: Tick): string => keyOf(ctx, "watch-ticked", tick);

/** KEYS: record, revision, a set for each tick. ARGV: person, version, the ticks (JSON), then '1' or '0' for each. */
const change = script(`${versionedLua}
local outcome, text = keepVersioned(KEYS[1], tonumber(ARGV[2]), ARGV[3])
if outcome == 'changed' then
  redis.call('INCR', KEYS[2])
  for at = 3, #KEYS do redis.call(ARGV[at + 1] == '1' and 'SADD' or 'SREM', KEYS[at], ARGV[1]) end
end
return {outcome, text}
`);

const read = (text: string | null): WatchTicks | null => (text ? WatchTicks.parse(JSON.parse(text)) : null);

export const loadTicks = async (ctx: Context, userId: number): Promise<WatchTicks | null> =>
  read(await ctx.redis.get(record(ctx, userId)));

/** One atomic step; the same again with the version it was first asked with changes nothing. */
export async function keepTicks(ctx: Context, userId: number, { version, ...asked }: WatchTicks) {
  const keys = [record(ctx, userId), keyOf(ctx, "watch-revision"), ...ticks.map((tick) => setOf(ctx, tick))];
  const flags = ticks.map((tick) => (asked[tick] ? 1 : 0));
  const answer = await change(ctx.redis, keys, userId, version, JSON.stringify(asked), ...flags);
  const [outcome, text] = answer as [Kept["outcome"], string];
  return { outcome, ticks: read(text) };
}

/** Those of `userIds` who ticked it. */
export async function tickedBy(ctx: Context, tick: Tick, userIds: number[]): Promise<number[]> {
  if (userIds.length === 0) return [];
  const ticked = await ctx.redis.smismember(setOf(ctx, tick), ...userIds);
  return userIds.filter((_, at) => Number(ticked[at]) === 1);
}

/** Everybody who ticked it. */
export const everybodyWith = async (ctx: Context, tick: Tick): Promise<number[]> =>
  (await ctx.redis.smembers(setOf(ctx, tick))).map(Number);

export async function forgetTicks(ctx: Context, userId: number): Promise<void> {
  const change = ctx.redis.multi().del(record(ctx, userId));
  for (const tick of ticks) change.srem(setOf(ctx, tick), userId);
  await change.exec();
}
