import type { Interval } from "@veille/shared/time/interval";
import { type Context, keyOf } from "../context.ts";
import { script } from "../platform/scripts.ts";

/**
 * KEYS: record, calm-push, calm-points. ARGV: person, shifts (JSON), now. Kept for who chose nothing too: they may
 * choose later. Answers 1 where the forum is to hear of it.
 */
const keep = script(`
local kept = redis.call('HGET', KEYS[1], 'shifts')
if kept == ARGV[2] or (not kept and ARGV[2] == '[]') then return 0 end
redis.call('HSET', KEYS[1], 'shifts', ARGV[2])
if redis.call('HEXISTS', KEYS[1], 'hours') == 0 then return 0 end
local due = (tonumber(redis.call('HGET', KEYS[1], 'push')) or 0) + 1
redis.call('HSET', KEYS[1], 'due', string.format('%.0f', due))
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return 1
`);

/**
 * When somebody is on watch by their own shifts, as the roster says: loud by their own wish, where they chose hours and
 * did not opt out. Instants, ms, UTC, sorted; the same again does nothing.
 */
export async function keepOwnShifts(ctx: Context, userId: number, shifts: Interval[]): Promise<void> {
  const keys = [keyOf(ctx, "calm", userId), keyOf(ctx, "calm-push"), keyOf(ctx, "calm-points")];
  const text = JSON.stringify(shifts.map(({ start, end }) => [start, end]));
  const pushes = await keep(ctx.redis, keys, userId, text, ctx.clock.now());
  if (pushes === 1) ctx.bus.emit("hours-changed", { userId });
}

/** As kept: `[[start, end], …]`. */
export const readShifts = (text: string | null | undefined): Interval[] =>
  (JSON.parse(text ?? "[]") as [number, number][]).map(([start, end]) => ({ start, end }));
