import { createHash } from "node:crypto";
import { BOT_USER_ID, type OutcomeItem, type PublicationItem } from "@veille/shared/api/forum";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { nextLoudInstant } from "../declared-hours/loud.ts";
import type { Called } from "../forum/client.ts";
import { iso } from "../platform/clock.ts";
import { script } from "../platform/scripts.ts";

/** A direct message from the bot to one person, sent once for its key. */
export interface OutgoingMessage {
  /** `<class>-<what it is about>-<local day>`: the same key again is the same message */
  key: string;
  userId: number;
  title: string;
  raw: string;
}

const Kept = z.object({ userId: z.number(), title: z.string(), raw: z.string(), at: z.number(), tries: z.number() });
type Kept = z.infer<typeof Kept>;

const second = 1_000;
const quarter = 90 * 86_400;
/** How long what was taken is left alone, ms. */
const lease = 60 * second;
const pauses = [10, 60, 300, 900, 3_600];

// KEYS: sent, kept, due · ARGV: key, sealed message, when
const keep = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return 1`);

// KEYS: due · ARGV: now, until, most. Takes keys for `until`: who dies with one lets it be taken again.
const take = script(`
local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, key in ipairs(keys) do redis.call('ZADD', KEYS[1], ARGV[2], key) end
return keys`);

const keys = (ctx: Context) => ({ kept: keyOf(ctx, "outbox"), due: keyOf(ctx, "outbox-due") });
const sentKey = (ctx: Context, key: string): string => keyOf(ctx, "sent", key);

/**
 * Keeps a message until the person may be alerted and the forum has it; again with the same key: nothing. `at` (instant,
 * ms): then, whatever their hours are, for what the service has judged.
 */
export async function send(ctx: Context, { key, ...message }: OutgoingMessage, at?: number): Promise<void> {
  const { kept, due } = keys(ctx);
  const now = ctx.clock.now();
  const sealed = ctx.sealer.seal(JSON.stringify({ ...message, at: now, tries: 0 }), `message:${key}`);
  const when = at ?? (await nextLoudInstant(ctx, message.userId, now));
  await keep(ctx.redis, [sentKey(ctx, key), kept, due], key, sealed, when);
}

// KEYS: sent, kept, due · ARGV: key, soon
const unsend = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 'sent' end
local at = redis.call('ZSCORE', KEYS[3], ARGV[1])
if not at then return 'none' end
if tonumber(at) <= tonumber(ARGV[2]) then return 'sent' end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return 'kept_back'`);

/** Keeps back a message that still waits. `sent`: it is with the person, or so near to going that it may be. */
export async function recall(ctx: Context, key: string): Promise<"sent" | "none" | "kept_back"> {
  const { kept, due } = keys(ctx);
  const answer = await unsend(ctx.redis, [sentKey(ctx, key), kept, due], key, ctx.clock.now() + lease);
  return answer as "sent" | "none" | "kept_back";
}

const read = (ctx: Context, key: string, sealed: string): Kept =>
  Kept.parse(JSON.parse(ctx.sealer.open(sealed, `message:${key}`)));

function publicationOf(key: string, message: Kept, username: string): PublicationItem {
  const { title, raw } = message;
  const contentHash = createHash("sha256")
    .update(JSON.stringify([raw, title, null, [], null, null, [username]]))
    .digest("hex");
  return {
    key,
    userId: BOT_USER_ID,
    raw,
    title,
    recipients: [username],
    contentHash,
    deferredAt: iso(message.at),
    movedOn: "publish",
  };
}

/** It has arrived, or never will: nothing is kept but that it was done. */
async function done(ctx: Context, key: string): Promise<void> {
  const { kept, due } = keys(ctx);
  await ctx.redis.multi().set(sentKey(ctx, key), 1, "EX", quarter).hdel(kept, key).zrem(due, key).exec();
}

async function later(ctx: Context, key: string, message: Kept, seconds: number, failed: boolean): Promise<void> {
  const { kept, due } = keys(ctx);
  const sealed = ctx.sealer.seal(
    JSON.stringify({ ...message, tries: message.tries + (failed ? 1 : 0) }),
    `message:${key}`
  );
  await ctx.redis
    .multi()
    .hset(kept, key, sealed)
    .zadd(due, ctx.clock.now() + seconds * second, key)
    .exec();
}

const pauseOf = ({ tries }: Kept): number => pauses[Math.min(tries, pauses.length - 1)] as number;

async function settle(ctx: Context, key: string, message: Kept, called: Called<OutcomeItem[]>): Promise<void> {
  if (!called.ok) {
    return later(
      ctx,
      key,
      message,
      Math.max(called.retryAfter ?? 0, called.code === "budget" ? 1 : pauseOf(message)),
      called.code !== "budget"
    );
  }
  const item = called.answer.find((one) => one.key === key);
  if (item?.outcome === "not_reached") return later(ctx, key, message, 1, false);
  if (!item || item.outcome === "wait")
    return later(ctx, key, message, Math.max(item?.retryAfter ?? 0, pauseOf(message)), true);
  if (item.outcome !== "created" && item.outcome !== "existing") {
    ctx.log.warn({ key, outcome: item.outcome, code: item.code }, "a message of ours was not taken");
  }
  await done(ctx, key);
}

/** Sends what is due, at most 20. Answers how many were tried. */
export async function sendOnce(ctx: Context): Promise<number> {
  const { kept, due } = keys(ctx);
  const now = ctx.clock.now();
  const taken = (await take(ctx.redis, [due], now, now + lease, 20)) as string[];
  if (taken.length === 0) return 0;
  const sealed = await ctx.redis.hmget(kept, ...taken);
  const messages = new Map<string, Kept>();
  for (const [at, key] of taken.entries()) {
    const text = sealed[at];
    if (text) messages.set(key, read(ctx, key, text));
    else await ctx.redis.zrem(due, key);
  }
  if (messages.size === 0) return taken.length;
  const people = await ctx.forum.people([...new Set([...messages.values()].map(({ userId }) => userId))]);
  const items: PublicationItem[] = [];
  for (const [key, message] of messages) {
    if (!people.ok) {
      await later(ctx, key, message, Math.max(people.retryAfter ?? 0, pauseOf(message)), people.code !== "budget");
      continue;
    }
    const person = people.answer.find(({ userId }) => userId === message.userId);
    // nobody is there to read it any more
    if (!person?.username || person.state === "gone" || person.state === "anonymised") await done(ctx, key);
    else items.push(publicationOf(key, message, person.username));
  }
  if (items.length === 0) return taken.length;
  const called = await ctx.forum.publish(items);
  for (const { key } of items) await settle(ctx, key, messages.get(key) as Kept, called);
  return taken.length;
}

// KEYS: kept · ARGV: key, sealed message, the same addressed anew. Not what has left meanwhile.
const readdress = script(`
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 1`);

/** Two accounts became one: what still waits for the first goes to the second. */
export async function mergeMessages(ctx: Context, userId: number, into: number): Promise<void> {
  const { kept } = keys(ctx);
  for (const [key, sealed] of Object.entries(await ctx.redis.hgetall(kept))) {
    const message = read(ctx, key, sealed);
    if (message.userId !== userId) continue;
    const anew = ctx.sealer.seal(JSON.stringify({ ...message, userId: into }), `message:${key}`);
    await readdress(ctx.redis, [kept], key, sealed, anew);
  }
}

/** When the next message is due, instant in ms; null: none is kept. */
export async function nextMessageAt(ctx: Context): Promise<number | null> {
  const [, at] = await ctx.redis.zrange(keys(ctx).due, "0", "0", "WITHSCORES");
  return at === undefined ? null : Number(at);
}
