import { type Context, keyOf } from "../context.ts";
import type { HistoryLine } from "@veille/shared/api/deferred-post";
import { iso } from "../platform/clock.ts";
import { answersOf } from "../platform/redis.ts";
import * as changes from "./scripts/change.ts";
import { create } from "./scripts/create.ts";
import { type DeferredRecord, type Patch, readRecord } from "./record.ts";

export const prefix = (ctx: Context): string[] => [ctx.config.prefix];

export interface Stored {
  record: DeferredRecord;
  sealed: string;
  history: HistoryLine[];
}

function storyOf(lines: string[]): HistoryLine[] {
  return lines.map((line) => {
    const [at, event, code] = line.split("|");
    return { at: iso(Number(at)), event: event as HistoryLine["event"], code: code || null };
  });
}

/** A record that nobody can read (a fault of ours) is left where it stands, loudly, and holds up nobody else's. */
export function readable(ctx: Context, id: string, raw: string[] | Record<string, string>): DeferredRecord | null {
  try {
    return readRecord(id, raw);
  } catch (error) {
    ctx.log.error({ err: error, id }, "a deferred post cannot be read");
    return null;
  }
}

/** Several posts whole, in the order asked; what is gone is left out. */
export async function load(ctx: Context, ids: string[]): Promise<Stored[]> {
  if (ids.length === 0) return [];
  const pipeline = ctx.redis.pipeline();
  for (const id of ids) {
    pipeline
      .hgetall(keyOf(ctx, "post", id))
      .get(keyOf(ctx, "text", id))
      .lrange(keyOf(ctx, "story", id), 0, -1);
  }
  const answers = await answersOf(pipeline);
  return ids.flatMap((id, at) => {
    const [hash, text, story] = answers.slice(at * 3, at * 3 + 3);
    const record = readable(ctx, id, hash as Record<string, string>);
    return record ? [{ record, sealed: (text as string | null) ?? "", history: storyOf(story as string[]) }] : [];
  });
}

/** One of this author's posts; null where it does not exist or is somebody else's. */
export async function loadOwn(ctx: Context, author: number, id: string): Promise<Stored | null> {
  const [stored] = await load(ctx, [id]);
  return stored?.record.author === author ? stored : null;
}

/** Ids of a person's posts, newest first, from the one after `after`. */
export async function idsOf(ctx: Context, author: number, after: string | undefined, limit: number): Promise<string[]> {
  const key = keyOf(ctx, "mine", author);
  const rank = after === undefined ? -1 : ((await ctx.redis.zrevrank(key, after)) ?? -1);
  return ctx.redis.zrevrange(key, String(rank + 1), String(rank + limit));
}

export const activeIdsOf = (ctx: Context, author: number): Promise<string[]> =>
  ctx.redis.zrange(keyOf(ctx, "active", author), "0", "-1");
export const countActive = (ctx: Context, author: number): Promise<number> =>
  ctx.redis.zcard(keyOf(ctx, "active", author));
export const forgetIds = (ctx: Context, author: number, ids: string[]): Promise<number> =>
  ctx.redis.zrem(keyOf(ctx, "mine", author), ...ids);

/** All values as strings; null removes. */
function written(patch: Patch): string {
  const fields: Record<string, string | null | undefined> = {};
  for (const name in patch) {
    const value = patch[name as keyof Patch];
    fields[name] = typeof value === "number" ? String(value) : value;
  }
  return JSON.stringify(fields);
}

export type Made = "made" | "there" | "gone" | "limit";
export const make = (ctx: Context, id: string, most: number, fields: Patch, sealed: string): Promise<Made> =>
  create(ctx.redis, prefix(ctx), id, ctx.clock.now(), most, written(fields), sealed) as Promise<Made>;

export type Changed = "done" | "same" | "requested" | "conflict" | "missing" | "limit";
export interface Change {
  id: string;
  author: number;
  version: number;
  /** hash of what was asked: the same again is not a conflict */
  hash: string;
}
type ChangeName = keyof typeof changes;
const change = (ctx: Context, name: ChangeName, asked: Change, ...more: (string | number)[]): Promise<Changed> => {
  const { id, author, version, hash } = asked;
  return changes[name](ctx.redis, prefix(ctx), id, author, version, ctx.clock.now(), hash, ...more) as Promise<Changed>;
};
export const edit = (ctx: Context, asked: Change, fields: Patch, sealed: string, event: string): Promise<Changed> =>
  change(ctx, "edit", asked, written(fields), sealed, event);
export const publishNow = (ctx: Context, asked: Change): Promise<Changed> => change(ctx, "publishNow", asked);
export const takeBack = (ctx: Context, asked: Change, draft: boolean): Promise<Changed> =>
  change(ctx, "takeBack", asked, draft ? "0" : "1");
export const deferAgain = (
  ctx: Context,
  asked: Change,
  fields: Patch,
  sealed: string,
  most: number
): Promise<Changed> => change(ctx, "deferAgain", asked, written(fields), sealed, "deferred_again", most);
export const remove = (ctx: Context, asked: Change): Promise<Changed> => change(ctx, "remove", asked);
