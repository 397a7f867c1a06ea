import { type Context, keyOf } from "../context.ts";
import type { Script, ScriptArgument } from "../platform/scripts.ts";

/** When a shift is. Instants in ms, UTC. */
export interface ShiftWhen {
  /** local date of the kind's zone */
  date: string;
  start: number;
  end: number;
  /** one is on watch during team hours only */
  ofDays: boolean;
}

/** A shift as it is kept. */
export interface ShiftRecord extends ShiftWhen {
  id: string;
  template: string;
  kind: string;
  /** before its last move; null: it never moved */
  was: ShiftWhen | null;
  places: number;
  rev: number;
  /** cancelled: kept so that its name is never used again, and for calendars */
  gone: boolean;
  people: { number: number; userId: number; wantsReplacement: boolean; byOrder: boolean }[];
  /** the waiting list, in its order */
  list: { userId: number; automatic: boolean }[];
}

/** An empty list of Lua's is written as an object. */
const listOf = <T>(value: T[] | Record<string, never>): T[] => (Array.isArray(value) ? value : []);

interface RawWhen {
  d: string;
  s: number;
  e: number;
  days: boolean;
}

interface Raw extends RawWhen {
  id: string;
  t: string;
  k: string;
  was?: RawWhen;
  places: number;
  rev: number;
  gone: boolean;
  people: { n: number; u: number; w: boolean; o: boolean }[];
  list: { u: number; a: boolean }[];
}

const whenOf = ({ d, s, e, days }: RawWhen): ShiftWhen => ({ date: d, start: s, end: e, ofDays: days });

/** @throws SyntaxError where Redis holds what is no shift */
export function shiftOf(text: string): ShiftRecord {
  const raw = JSON.parse(text) as Raw;
  return {
    ...{ id: raw.id, template: raw.t, kind: raw.k, ...whenOf(raw), was: raw.was ? whenOf(raw.was) : null },
    ...{ places: raw.places, rev: raw.rev, gone: raw.gone },
    people: listOf(raw.people).map(({ n, u, w, o }) => ({ number: n, userId: u, wantsReplacement: w, byOrder: o })),
    list: listOf(raw.list).map(({ u, a }) => ({ userId: u, automatic: a })),
  };
}

/** Whether somebody holds a place of it. */
export const holds = ({ people }: ShiftRecord, userId: number): boolean => people.some((one) => one.userId === userId);

/** Those that are there, in the order of `ids`. */
export async function loadShifts(ctx: Context, ids: string[]): Promise<ShiftRecord[]> {
  if (ids.length === 0) return [];
  const texts = await ctx.redis.mget(ids.map((id) => keyOf(ctx, "shift", id)));
  return texts.flatMap((text) => (text === null ? [] : [shiftOf(text)]));
}

export async function loadShift(ctx: Context, id: string): Promise<ShiftRecord | null> {
  const [shift] = await loadShifts(ctx, [id]);
  return shift ?? null;
}

/** A shift of days lasts at most that long, ms. */
const longest = 15 * 86_400_000;

/** What overlaps `[from, until)` (ms) and is not cancelled, by its start. */
export async function shiftsBetween(ctx: Context, from: number, until: number): Promise<ShiftRecord[]> {
  const ids = await ctx.redis.zrangebyscore(keyOf(ctx, "watch-shifts"), `(${from}`, until + longest);
  const shifts = await loadShifts(ctx, ids);
  return shifts
    .filter(({ gone, start }) => !gone && start < until)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** All of a template that end after an instant (ms), cancelled ones too. */
export async function shiftsOfTemplate(ctx: Context, template: string, after: number): Promise<ShiftRecord[]> {
  return loadShifts(ctx, await ctx.redis.zrangebyscore(keyOf(ctx, "watch-of-template", template), `(${after}`, "+inf"));
}

/** One line of what somebody holds, or held: for their calendar. */
export interface Held {
  shift: string;
  sequence: number;
  mine: boolean;
  /** when that last changed, ms */
  at: number;
}

export async function heldBy(ctx: Context, userId: number): Promise<Held[]> {
  const all = await ctx.redis.hgetall(keyOf(ctx, "watch-of", userId));
  return Object.entries(all).map(([shift, text]) => {
    const [sequence, status, at] = text.split("|");
    return { shift, sequence: Number(sequence), mine: status === "c", at: Number(at) };
  });
}

/** The shifts in which somebody holds a place and that end after an instant (ms), by their start. */
export async function shiftsHeldBy(ctx: Context, userId: number, after: number): Promise<ShiftRecord[]> {
  const held = (await heldBy(ctx, userId)).filter(({ mine }) => mine).map(({ shift }) => shift);
  return (await loadShifts(ctx, held))
    .filter((shift) => !shift.gone && shift.end > after && holds(shift, userId))
    .sort((a, b) => a.start - b.start);
}

/** What a script did: its word, the shift as it stands, whose places changed, and its own lists. */
export interface Done {
  outcome: string;
  shift: ShiftRecord | null;
  /** somebody is to be told */
  noticed: boolean;
  users: number[];
  lists: string[][];
}

export async function run(ctx: Context, script: Script, away: string, ...more: ScriptArgument[]): Promise<Done> {
  const keys = [keyOf(ctx, "watch-revision")];
  const answer = await script(ctx.redis, keys, `${ctx.config.prefix}:`, ctx.clock.now(), away, ...more);
  const [outcome, text, noticed, users, ...lists] = answer as [
    string,
    string,
    number,
    (number | string)[],
    ...string[],
  ];
  return {
    outcome,
    shift: text ? shiftOf(text) : null,
    noticed: noticed > 0,
    users: users.map(Number),
    lists: lists.map((list) => JSON.parse(list) as string[]),
  };
}

/** Another answer than before: something about shifts or presence has changed, in any copy of the service. */
export const watchRevision = async (ctx: Context): Promise<string> =>
  (await ctx.redis.get(keyOf(ctx, "watch-revision"))) ?? "0";
