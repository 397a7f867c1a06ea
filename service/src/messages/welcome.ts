import type { Person } from "@veille/shared/api/forum";
import { type Context, keyOf } from "../context.ts";
import { loadChoices } from "../declared-hours/store.ts";
import { isTeam, keepsQuiet, kindsOf } from "../declared-hours/team.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { script } from "../platform/scripts.ts";
import { localeOf } from "../platform/tokens.ts";
import { send } from "./outbox.ts";
import { welcomeMessage } from "./welcome-words.ts";

const batch = 100;
const fortnight = 14 * 86_400_000;
const lease = 60_000;
const hour = 3_600_000;

/**
 * A sorted set says who is to be welcomed or reminded, and when; a hash how often it was done, for good: who leaves and
 * comes back has had it.
 */
const due = (ctx: Context): string => keyOf(ctx, "welcome");
const told = (ctx: Context): string => keyOf(ctx, "welcomed");

// KEYS: due, told · ARGV: person, now
const enter = script(`
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return 0 end
return redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1])
`);
// KEYS: due · ARGV: now, until (a lease), most
const take = script(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ARGV[2], id) end
return ids
`);

/** Keeps that somebody entered a group, where it is a team and they were never told. */
async function noteEntry(ctx: Context, userId: number, groupId: number): Promise<void> {
  const kinds = await listKinds(ctx);
  if (!isTeam(groupId) || !kinds.some((kind) => kind.groupId === groupId)) return;
  await enter(ctx.redis, [due(ctx), told(ctx)], userId, ctx.clock.now());
}

async function tell(ctx: Context, person: Person, kinds: KindRecord[], reminder: boolean): Promise<void> {
  const locale = localeOf(person.locale);
  const [kind] = kindsOf(kinds, person.groups);
  if (!kind) return;
  const message = welcomeMessage({
    locale,
    kind: kind.name[locale],
    reminder,
    baseUrl: ctx.config.forumOrigin,
    contact: ctx.site.get()?.settings.contact ?? null,
  });
  const key = `${reminder ? "welcome-again" : "welcome"}-${person.userId}`;
  await send(ctx, { key, userId: person.userId, ...message });
}

/** One look at who entered a team, now or 14 days ago, and has chosen nothing. Answers how many were looked at. */
export async function welcomeOnce(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const ids = ((await take(ctx.redis, [due(ctx)], now, now + lease, batch)) as string[]).map(Number);
  if (ids.length === 0) return 0;
  const people = await ctx.forum.people(ids);
  if (!people.ok) return 0;
  const kinds = await listKinds(ctx);
  // a kind that is still being set up says nothing to anybody
  const shown = kinds.filter((kind) => kind.shown);
  const choices = new Map((await loadChoices(ctx, ids)).map((one) => [one.userId, one]));
  for (const id of ids) {
    const person = people.answer.find(({ userId }) => userId === id);
    const times = Number((await ctx.redis.hget(told(ctx), String(id))) ?? 0);
    const reads = person !== undefined && (person.state === "active" || person.state === "silenced");
    const open = reads && choices.get(id)?.hours === null;
    const asks = open && kindsOf(shown, person.groups).length > 0;
    const waits = open && !asks && kindsOf(kinds, person.groups).length > 0;
    if (asks) await tell(ctx, person, shown, times > 0);
    const again = asks && times === 0;
    const change = ctx.redis.multi();
    if (asks) change.hset(told(ctx), String(id), times + 1);
    if (again || waits) change.zadd(due(ctx), now + (again ? fortnight : hour), id);
    else change.zrem(due(ctx), id);
    await change.exec();
  }
  return ids.length;
}

/** One message to who enters a team, one reminder after 14 days; no answer changes nothing. */
export async function startWelcoming(ctx: Context): Promise<void> {
  ctx.bus.on("group-joined", ({ userId, groupId }) => {
    if (!keepsQuiet(ctx)) return;
    noteEntry(ctx, userId, groupId).catch((error: unknown) => ctx.log.warn({ err: error }, "welcome"));
  });
  ctx.alarms.on("welcome", async () => {
    if (!ctx.health.blocked()) while ((await welcomeOnce(ctx)) > 0);
  });
  await ctx.alarms.every("welcome", ctx.config.sweep);
}
