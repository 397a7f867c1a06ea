import type { Presence, PutPresence } from "@veille/shared/api/watch";
import { addDays, localDateOf, startBoundary } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { iso, ms } from "../platform/clock.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { rememberPerson } from "./people.ts";
import { hasPresence, inTeam } from "./rights.ts";

const hour = 3_600_000;
const longest = 12 * hour;

/** Somebody who said "I'm here". Nothing is kept of it when it is over. */
export interface Here {
  userId: number;
  /** instants, ms */
  since: number;
  until: number;
  kinds: string[];
}

const presences = (ctx: Context): string => keyOf(ctx, "watch-presence");
const hereOf = (userId: number, text: string): Here => ({ userId, ...(JSON.parse(text) as Omit<Here, "userId">) });

/** Who is here at an instant (ms). What is over is forgotten. */
export async function presentAt(ctx: Context, now: number): Promise<Here[]> {
  const all = Object.entries(await ctx.redis.hgetall(presences(ctx))).map(([id, text]) => hereOf(Number(id), text));
  const over = all.filter(({ until }) => until <= now);
  if (over.length > 0) await ctx.redis.hdel(presences(ctx), ...over.map(({ userId }) => String(userId)));
  return all.filter(({ until }) => until > now);
}

const own = (kinds: KindRecord[], person: Person): string[] =>
  kinds.filter((kind) => hasPresence(kind) && inTeam(kind, person)).map(({ id }) => id);

async function mayBeIn(ctx: Context, person: Person): Promise<string[]> {
  const ids = own(await listKinds(ctx), person);
  if (ids.length === 0) throw new HttpProblem(403, "not_allowed");
  return ids;
}

/** @throws HttpProblem 403 for who is in no team that has gone beyond its hours */
export async function readPresence(ctx: Context, person: Person): Promise<Presence> {
  const may = await mayBeIn(ctx, person);
  const text = await ctx.redis.hget(presences(ctx), String(person.id));
  const here = text === null ? null : hereOf(person.id, text);
  if (!here || here.until <= ctx.clock.now()) return { until: null, kinds: [], mayBeIn: may };
  return { until: iso(here.until), kinds: here.kinds.filter((kind) => may.includes(kind)), mayBeIn: may };
}

function untilOf(asked: PutPresence, now: number, zone: string): number {
  if (asked.for === "hour") return now + hour;
  if (asked.for === "tonight") {
    const midnight = startBoundary(addDays(localDateOf(now, zone), 1), "00:00", zone);
    return Math.min(midnight, now + longest);
  }
  const until = ms(asked.until!);
  if (until <= now) throw badField("until", "past");
  if (until > now + longest) throw badField("until", "too_far");
  return until;
}

/** "Je suis là": ends by itself, alerts nobody. @throws HttpProblem 400 (past, more than 12 h), 403 */
export async function putPresence(ctx: Context, person: Person, asked: PutPresence): Promise<Presence> {
  const may = await mayBeIn(ctx, person);
  const wrong = asked.kinds?.findIndex((kind) => !may.includes(kind)) ?? -1;
  if (wrong >= 0) throw badField(`kinds.${wrong}`, "unknown_kind");
  const now = ctx.clock.now();
  const zone = person.zone ?? (await listKinds(ctx)).find(({ id }) => id === may[0])!.zone;
  const here = { since: now, until: untilOf(asked, now, zone), kinds: asked.kinds ?? may };
  await rememberPerson(ctx, person);
  await ctx.redis
    .multi()
    .hset(presences(ctx), String(person.id), JSON.stringify(here))
    .sadd(keyOf(ctx, "watch-everybody"), person.id)
    .incr(keyOf(ctx, "watch-revision"))
    .exec();
  ctx.bus.emit("watch-changed", {});
  return { until: iso(here.until), kinds: here.kinds, mayBeIn: may };
}

/** "Je m'arrête là." */
export async function endPresence(ctx: Context, userId: number): Promise<void> {
  if ((await ctx.redis.hdel(presences(ctx), String(userId))) === 0) return;
  await ctx.redis.incr(keyOf(ctx, "watch-revision"));
  ctx.bus.emit("watch-changed", {});
}

/** They are in the team of these kinds no more; where that leaves none, they are not here. */
export async function leavePresence(ctx: Context, userId: number, kinds: string[]): Promise<void> {
  const text = await ctx.redis.hget(presences(ctx), String(userId));
  if (text === null) return;
  const { userId: _, ...here } = hereOf(userId, text);
  const left = here.kinds.filter((kind) => !kinds.includes(kind));
  if (left.length === here.kinds.length) return;
  if (left.length === 0) return endPresence(ctx, userId);
  await ctx.redis
    .multi()
    .hset(presences(ctx), String(userId), JSON.stringify({ ...here, kinds: left }))
    .incr(keyOf(ctx, "watch-revision"))
    .exec();
}
