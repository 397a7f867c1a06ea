import { PublicationItem } from "@veille/shared/api/forum";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { answersOf } from "../platform/redis.ts";
import { SealError } from "../platform/sealing.ts";
import * as scripts from "./scripts.ts";

/** Which requests somebody was told of: all made before `since` (ms), and those of `listed` made shortly before it. */
const Told = z.object({ since: z.number(), listed: z.array(z.number()) });
export type Told = z.infer<typeof Told>;

/** A digest as it leaves: nothing in it changes any more. */
const Frozen = z.object({
  /** the beginning that it answers for, ms */
  at: z.number(),
  item: PublicationItem,
  /** what is told by it, and what was told before the one that it replaces, or before itself */
  told: Told,
  before: Told,
});
export type Frozen = z.infer<typeof Frozen>;

/** Where one person stands. Instants in ms; 0 and null: never. */
export interface Standing {
  spoken: number;
  looked: number;
  sent: number | null;
  told: Told;
  /** before the last digest, for where that one is replaced unopened */
  before: Told | null;
  lastKey: string | null;
  frozen: Frozen | null;
  /** one is frozen that cannot be opened: its seal key is not here */
  locked: boolean;
  /** the frozen one may have reached the forum */
  tried: boolean;
  refused: number;
}

const fields = [
  "spoken",
  "looked",
  "sent",
  "since",
  "listed",
  "before",
  "lastKey",
  "frozen",
  "tried",
  "refused",
] as const;
const record = (ctx: Context, userId: number): string => keyOf(ctx, "calm", userId);
const points = (ctx: Context): string => keyOf(ctx, "calm-points");
const none = (ctx: Context): string => keyOf(ctx, "calm-none");
const about = (userId: number): string => `digest:${userId}`;

/** Undefined: sealed with a key that is not here. One such digest must not stop everybody's. */
function openFrozen(ctx: Context, userId: number, sealed: string | null | undefined): Frozen | null | undefined {
  if (!sealed) return null;
  try {
    return Frozen.parse(JSON.parse(ctx.sealer.open(sealed, about(userId))));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

function standingOf(ctx: Context, userId: number, answer: unknown): Standing {
  const [spoken, looked, sent, since, listed, before, lastKey, frozen, tried, refused] = answer as (string | null)[];
  const opened = openFrozen(ctx, userId, frozen);
  return {
    spoken: Number(spoken ?? 0),
    looked: Number(looked ?? 0),
    sent: sent ? Number(sent) : null,
    told: { since: Number(since ?? 0), listed: Told.shape.listed.parse(JSON.parse(listed ?? "[]")) },
    before: before ? Told.parse(JSON.parse(before)) : null,
    lastKey: lastKey ?? null,
    frozen: opened ?? null,
    locked: opened === undefined,
    tried: tried === "1",
    refused: Number(refused ?? 0),
  };
}

export async function loadStandings(ctx: Context, userIds: number[]): Promise<Map<number, Standing>> {
  const pipeline = ctx.redis.pipeline();
  for (const id of userIds) pipeline.hmget(record(ctx, id), ...fields);
  const answers = userIds.length > 0 ? await answersOf(pipeline) : [];
  return new Map(userIds.map((id, at) => [id, standingOf(ctx, id, answers[at])]));
}

/** Whose moment has come; who dies with them lets them be taken again after `lease` ms. */
export async function claimPoints(ctx: Context, most: number, lease: number): Promise<number[]> {
  const now = ctx.clock.now();
  return ((await scripts.claimPoints(ctx.redis, [points(ctx)], now, now + lease, most)) as string[]).map(Number);
}

/** Looked at again then: an instant (ms) by person; null: not before something changes. */
export async function schedule(ctx: Context, next: Map<number, number | null>): Promise<void> {
  if (next.size === 0) return;
  const change = ctx.redis.multi();
  for (const [userId, at] of next) {
    if (at === null) change.zrem(points(ctx), userId);
    else change.zadd(points(ctx), at, userId);
  }
  await change.exec();
}

/** When somebody's next moment is, ms; null: nobody's. */
export async function nextPoint(ctx: Context): Promise<number | null> {
  const [, at] = await ctx.redis.zrange(points(ctx), "0", "0", "WITHSCORES");
  return at === undefined ? null : Number(at);
}

/** Kept sealed, with titles that only this person may see. False: another one leaves already, or this beginning is answered. */
export async function freeze(ctx: Context, userId: number, frozen: Frozen): Promise<boolean> {
  const sealed = ctx.sealer.seal(JSON.stringify(frozen), about(userId));
  return (await scripts.freeze(ctx.redis, [record(ctx, userId)], frozen.at, sealed)) === 1;
}

/** Written before they leave: from now on only the forum knows whether they stand. */
export async function noteTried(ctx: Context, userIds: number[]): Promise<void> {
  const change = ctx.redis.multi();
  for (const id of userIds) change.hset(record(ctx, id), "tried", 1);
  await change.exec();
}

/** It stands in the forum. */
export async function noteSent(ctx: Context, userId: number, { at, item, told, before }: Frozen): Promise<void> {
  const keys = [record(ctx, userId), points(ctx)];
  const now = ctx.clock.now();
  const listed = JSON.stringify(told.listed);
  await scripts.sent(ctx.redis, keys, at, userId, now, item.key, told.since, listed, JSON.stringify(before));
}

/** It does not stand, and never will. Answers how often the forum has declined one for this beginning. */
export async function thaw(ctx: Context, userId: number, at: number, declined: boolean): Promise<number> {
  return Number(await scripts.thaw(ctx.redis, [record(ctx, userId)], at, declined ? 1 : 0));
}

/** Nothing is due at that beginning. `looked`: it was looked for until `told.since`, and there was nothing. */
export async function noteNone(ctx: Context, userId: number, at: number, looked?: Told): Promise<void> {
  const keys = [record(ctx, userId), none(ctx)];
  const [since, listed] = [looked?.since ?? "", JSON.stringify(looked?.listed ?? [])];
  await scripts.noneDue(ctx.redis, keys, at, userId, since, since, listed);
}

/** For whom nothing is due, of what the forum does not know yet; at most `most`. */
export async function untold(ctx: Context, most: number): Promise<{ userId: number; at: number; member: string }[]> {
  const members = await ctx.redis.zrange(none(ctx), "0", String(most - 1));
  return members.map((member) => {
    const [userId, at] = member.split("|").map(Number) as [number, number];
    return { userId, at, member };
  });
}

export async function noteToldForum(ctx: Context, members: string[]): Promise<void> {
  if (members.length > 0) await ctx.redis.zrem(none(ctx), ...members);
}
