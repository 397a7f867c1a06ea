import { type Context, keyOf } from "../context.ts";
import { awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { lookAtPeople } from "./look.ts";
import { mergePlaces, mergeWatcher } from "./scripts/merge.ts";
import { loadShifts, run } from "./shift-store.ts";

/**
 * Two accounts became one: what the first had in the roster is the second's. A place too many is free at once. The same
 * again does nothing. Whatever they may not hold, by their groups, the look after it frees.
 */
export async function mergeWatch(ctx: Context, userId: number, into: number): Promise<void> {
  const held = await ctx.redis.hkeys(keyOf(ctx, "watch-of", userId));
  const away = await awayIn(ctx, await loadShifts(ctx, held));
  const done = await run(ctx, mergePlaces, away.json(), userId, into);
  await run(ctx, mergeWatcher, "{}", userId, into);
  await afterChange(ctx, { users: [...new Set([...done.users, into])] });
  await lookAtPeople(ctx, [into]);
}
