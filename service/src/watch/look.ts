import type { Person } from "@veille/shared/api/forum";
import { type Context, keyOf } from "../context.ts";
import { listKinds, type KindRecord } from "../kinds/kinds.ts";
import { afterChange } from "./changed.ts";
import { endFeed } from "./calendar.ts";
import { awayIn } from "./away.ts";
import { endPresence, leavePresence } from "./presence.ts";
import { forgetPerson, keepPerson, knownPeople } from "./people.ts";
import { letGo } from "./scripts/orders.ts";
import { heldBy, loadShifts, run } from "./shift-store.ts";
import { forgetTicks } from "./ticks-store.ts";

const most = 500;
/** The feed is read each half minute, ms. */
const patience = 10 * 60_000;
const everybody = (ctx: Context): string => keyOf(ctx, "watch-everybody");
const absent = (ctx: Context): string => keyOf(ctx, "watch-absent");
const gone = (ctx: Context): string => keyOf(ctx, "watch-gone");

/** Every place from now on in these kinds is free; null: in all. */
async function free(ctx: Context, userId: number, kinds: string[] | null): Promise<void> {
  const held = (await heldBy(ctx, userId)).filter(({ mine }) => mine);
  const away = await awayIn(
    ctx,
    await loadShifts(
      ctx,
      held.map(({ shift }) => shift)
    )
  );
  const done = await run(ctx, letGo, away.json(), userId, kinds === null ? "" : JSON.stringify(kinds));
  if (done.users.length > 0 || done.noticed) await afterChange(ctx, done);
}

/** Whether an account that is gone has been so for a while: what it became part of, the feed may be about to say. */
async function isLongGone(ctx: Context, userId: number): Promise<boolean> {
  const now = ctx.clock.now();
  await ctx.redis.hsetnx(gone(ctx), String(userId), now);
  return Number(await ctx.redis.hget(gone(ctx), String(userId))) <= now - patience;
}

async function settle(ctx: Context, person: Person, kinds: KindRecord[], heard: boolean): Promise<void> {
  const { userId, state, username, name, groups, zone } = person;
  if (state === "gone" && !heard && !(await isLongGone(ctx, userId))) return;
  if (state === "gone" || state === "anonymised" || username === null) {
    await free(ctx, userId, null);
    await endPresence(ctx, userId);
    await endFeed(ctx, userId);
    await forgetTicks(ctx, userId);
    await ctx.redis.del(keyOf(ctx, "watch-of", userId));
    await ctx.redis.hdel(gone(ctx), String(userId));
    return forgetPerson(ctx, userId);
  }
  const there = state === "active" || state === "silenced";
  const changed = there ? await ctx.redis.srem(absent(ctx), userId) : await ctx.redis.sadd(absent(ctx), userId);
  if (changed > 0) await ctx.redis.incr(keyOf(ctx, "watch-revision"));
  if (!there) await endPresence(ctx, userId);
  const known = (await knownPeople(ctx, [userId])).get(userId);
  if (known && (known.username !== username || known.name !== name || known.zone !== zone))
    await keepPerson(ctx, userId, { username, name, zone });
  const left = kinds.filter(({ groupId }) => groupId === null || !groups.includes(groupId)).map(({ id }) => id);
  if (left.length > 0) await free(ctx, userId, left);
  await leavePresence(ctx, userId, left);
}

/**
 * Makes the roster true to who people are now: who left a team or the forum holds no places any more, who is suspended
 * is not counted, who is called otherwise is named so. Null: everybody. Not `heard` (that their
 * accounts have changed): who is gone is let go after ten minutes. Does nothing where the forum does not answer.
 */
export async function lookAtPeople(
  ctx: Context,
  userIds: number[] | null,
  heard: boolean = userIds !== null
): Promise<void> {
  const all = userIds ?? (await ctx.redis.smembers(everybody(ctx))).map(Number);
  const ids = userIds === null ? all : await known(ctx, all);
  const kinds = await listKinds(ctx);
  for (let at = 0; at < ids.length; at += most) {
    const called = await ctx.forum.people(ids.slice(at, at + most));
    if (!called.ok) return;
    for (const person of called.answer) await settle(ctx, person, kinds, heard);
  }
  if (ids.length > 0) ctx.bus.emit("watch-changed", {});
}

/** Those who have anything to do with the roster: of the others nothing is asked. */
async function known(ctx: Context, userIds: number[]): Promise<number[]> {
  if (userIds.length === 0) return [];
  const there = await ctx.redis.smismember(everybody(ctx), ...userIds);
  return userIds.filter((_, at) => Number(there[at]) === 1);
}
