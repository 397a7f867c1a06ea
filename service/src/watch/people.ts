import type { Named } from "@veille/shared/api/watch";
import { type Context, keyOf } from "../context.ts";
import type { Person } from "../platform/tokens.ts";
import { answersOf } from "../platform/redis.ts";
import { tickedBy } from "./ticks-store.ts";

const people = (ctx: Context): string => keyOf(ctx, "watch-people");

/** What is remembered of who acts in the roster. */
export interface Known extends Named {
  /** null where they chose none */
  zone: string | null;
}

/** By what their token says; the full name comes with the next look. */
export async function rememberPerson(ctx: Context, { id, username, zone }: Person): Promise<void> {
  const kept = (await knownPeople(ctx, [id])).get(id);
  if (kept?.username === username && kept.zone === zone) return;
  await keepPerson(ctx, id, { username, name: kept?.username === username ? kept.name : null, zone });
}

export async function knownPeople(ctx: Context, userIds: number[]): Promise<Map<number, Known>> {
  if (userIds.length === 0) return new Map();
  const texts = await ctx.redis.hmget(people(ctx), ...userIds.map(String));
  return new Map(userIds.flatMap((id, at) => (texts[at] ? [[id, JSON.parse(texts[at]) as Known] as const] : [])));
}

export async function keepPerson(ctx: Context, userId: number, named: Known): Promise<void> {
  const pipeline = ctx.redis.pipeline();
  pipeline.hset(people(ctx), String(userId), JSON.stringify(named));
  // who is remembered is looked at, and forgotten with their account
  pipeline.sadd(keyOf(ctx, "watch-everybody"), userId);
  pipeline.incr(keyOf(ctx, "watch-revision"));
  await answersOf(pipeline);
}

/** Of these people, those who ticked that they may be named. */
export async function namesOf(ctx: Context, userIds: number[]): Promise<Map<number, Named>> {
  const known = await knownPeople(ctx, await tickedBy(ctx, "named", userIds));
  return new Map([...known].map(([id, { username, name }]) => [id, { username, name }]));
}

export async function forgetPerson(ctx: Context, userId: number): Promise<void> {
  await ctx.redis
    .multi()
    .hdel(people(ctx), String(userId))
    .srem(keyOf(ctx, "watch-everybody"), userId)
    .srem(keyOf(ctx, "watch-absent"), userId)
    .exec();
}
