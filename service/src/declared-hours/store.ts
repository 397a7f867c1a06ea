import { Absence, DeclaredHoursFields, DigestChoice } from "@veille/shared/api/declared-hours";
import type { Interval } from "@veille/shared/time/interval";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { answersOf } from "../platform/redis.ts";
import { readShifts } from "./own-shifts.ts";
import * as scripts from "./scripts.ts";

const Hours = z.object({ version: z.int(), ...DeclaredHoursFields.shape });
export type Hours = z.infer<typeof Hours>;
const Leave = z.object({ version: z.int(), absences: z.array(Absence) });
type Leave = z.infer<typeof Leave>;

/** What one person chose; null: nothing yet. */
export interface Choices {
  userId: number;
  hours: Hours | null;
  leave: Leave | null;
  rhythm: DigestChoice | null;
  /** when they are on watch by their own shifts, as the roster said last; ms, UTC */
  shifts: Interval[];
  /** in a team, as of the last look; who left all of them has no silence any more */
  inTeam: boolean;
  /** the forum acts by the newest choice */
  forumHasIt: boolean;
}

const schemas = { hours: Hours, leave: Leave, digest: DigestChoice } as const;
type Part = keyof typeof schemas;
type PartOf<P extends Part> = z.infer<(typeof schemas)[P]>;

const record = (ctx: Context, userId: number): string => keyOf(ctx, "calm", userId);
const push = (ctx: Context): string => keyOf(ctx, "calm-push");
const points = (ctx: Context): string => keyOf(ctx, "calm-points");
const people = (ctx: Context): string => keyOf(ctx, "calm-people");

/** @throws where Redis holds what is no choice */
export function readPart<P extends Part>(part: P, text: string | null | undefined): PartOf<P> | null {
  return text ? (schemas[part].parse(JSON.parse(text)) as PartOf<P>) : null;
}

function choicesOf(userId: number, answer: unknown): Choices {
  const [hours, leave, digest, team, due, acked, shifts] = answer as (string | null)[];
  return {
    userId,
    hours: readPart("hours", hours),
    leave: readPart("leave", leave),
    rhythm: readPart("digest", digest),
    shifts: readShifts(shifts),
    inTeam: team !== "0",
    forumHasIt: Number(acked ?? 0) >= Number(due ?? 0),
  };
}

/** In the order of `userIds`; who chose nothing has nothing. */
export async function loadChoices(ctx: Context, userIds: number[]): Promise<Choices[]> {
  if (userIds.length === 0) return [];
  const pipeline = ctx.redis.pipeline();
  const fields = ["hours", "leave", "digest", "team", "due", "acked", "shifts"];
  for (const id of userIds) pipeline.hmget(record(ctx, id), ...fields);
  const answers = await answersOf(pipeline);
  return userIds.map((id, at) => choicesOf(id, answers[at]));
}

export async function loadOne(ctx: Context, userId: number): Promise<Choices> {
  const [choices] = await loadChoices(ctx, [userId]);
  return choices!;
}

/** Everybody who ever chose something. */
export const everybody = async (ctx: Context): Promise<number[]> => (await ctx.redis.smembers(people(ctx))).map(Number);

/** How many people's newest choice the forum does not have yet. */
export async function countOnTheWay(ctx: Context): Promise<number> {
  const ids = await everybody(ctx);
  if (ids.length === 0) return 0;
  const pipeline = ctx.redis.pipeline();
  for (const id of ids) pipeline.hmget(record(ctx, id), "due", "acked");
  const answers = (await answersOf(pipeline)) as (string | null)[][];
  return answers.filter(([due, acked]) => Number(acked ?? 0) < Number(due ?? 0)).length;
}

export interface KeptPart<P extends Part> {
  outcome: "changed" | "same" | "conflict";
  /** as it stands; null: nothing yet */
  part: PartOf<P> | null;
}

/** One atomic step: version, the new choice, that it is to be pushed. */
export async function keepPart<P extends Part>(
  ctx: Context,
  userId: number,
  part: P,
  { version, ...fields }: { version: number }
): Promise<KeptPart<P>> {
  const keys = [record(ctx, userId), push(ctx), points(ctx), people(ctx)];
  const now = ctx.clock.now();
  const answer = await scripts.changePart(ctx.redis, keys, part, version, JSON.stringify(fields), userId, now);
  const [outcome, text] = answer as [KeptPart<P>["outcome"], string];
  return { outcome, part: readPart(part, text) };
}

/** What these people chose means something else now: a kind's rules, a group. */
export async function changeAround(ctx: Context, userIds: number[]): Promise<void> {
  for (const id of userIds) {
    await scripts.changeAround(ctx.redis, [record(ctx, id), push(ctx), points(ctx)], id, ctx.clock.now());
  }
}

export interface ClaimedPush {
  userId: number;
  version: number;
  hours: Hours | null;
  leave: Leave | null;
  shifts: Interval[];
}

/**
 * Who is to be pushed now, at most `most`; who dies with them lets them be taken again after `lease` ms. Whose choice
 * nobody can read (a fault of ours) waits for that, loudly, and holds up nobody else.
 */
export async function claimPushes(ctx: Context, most: number, lease: number): Promise<ClaimedPush[]> {
  const now = ctx.clock.now();
  const answer = await scripts.claimPushes(ctx.redis, [push(ctx)], keyOf(ctx, "calm", ""), now, now + lease, most);
  return (answer as [string, string, string, string, string | null][]).flatMap(
    ([id, version, hours, leave, shifts]) => {
      const userId = Number(id);
      try {
        const choices = { hours: readPart("hours", hours), leave: readPart("leave", leave) };
        return [{ userId, version: Number(version), ...choices, shifts: readShifts(shifts || null) }];
      } catch (error) {
        ctx.log.error({ err: error, userId }, "declared hours cannot be read");
        return [];
      }
    }
  );
}

/** The forum has that version; pushed again after `again` ms. */
export async function notePushed(ctx: Context, { userId, version }: ClaimedPush, again: number, inTeam: boolean) {
  const keys = [record(ctx, userId), push(ctx), points(ctx)];
  const now = ctx.clock.now();
  await scripts.pushed(ctx.redis, keys, userId, version, now, now + again, inTeam ? 1 : 0);
}

/** Not now: again after so many ms. */
export async function pushLater(ctx: Context, userIds: number[], wait: number): Promise<void> {
  const at = ctx.clock.now() + wait;
  if (userIds.length > 0) await ctx.redis.zadd(push(ctx), ...userIds.flatMap((id) => [at, id]));
}

/** When the next push is due, instant in ms; null: nobody's. */
export async function nextPushAt(ctx: Context): Promise<number | null> {
  const [, at] = await ctx.redis.zrange(push(ctx), "0", "0", "WITHSCORES");
  return at === undefined ? null : Number(at);
}

/** When that account was first seen to be gone, ms: now, where it was not before. */
export const goneSince = async (ctx: Context, userId: number): Promise<number> =>
  Number(await scripts.seeGone(ctx.redis, [record(ctx, userId)], ctx.clock.now()));

/** The account is gone, and with it all that was chosen. */
export async function forget(ctx: Context, userId: number): Promise<void> {
  await ctx.redis
    .multi()
    .del(record(ctx, userId))
    .zrem(push(ctx), userId)
    .zrem(points(ctx), userId)
    .srem(people(ctx), userId)
    .exec();
}
