import type { Person } from "@veille/shared/api/forum";
import { type Context, keyOf } from "../context.ts";
import { nextLoudInstant } from "../declared-hours/loud.ts";
import { kindsOf } from "../declared-hours/team.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { send } from "../messages/outbox.ts";
import { type Stretch, type WatchEvent, watchMessage } from "../messages/watch.ts";
import { script } from "../platform/scripts.ts";
import { localeOf } from "../platform/tokens.ts";
import { isCoordinator } from "./coordinators.ts";
import { hadHeard, isProposed, messageKey } from "./proposal-notices.ts";
import { loadShifts, type ShiftRecord } from "./shift-store.ts";
import { openSlots } from "./watch.ts";

const day = 86_400_000;
const batch = 100;
const lease = 60_000;
const pause = 30_000;
const listed = 5;

// KEYS: notices · ARGV: now, until (a lease), most
const take = script(`
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, one in ipairs(found) do redis.call('ZADD', KEYS[1], ARGV[2], one) end
return found
`);

/** What the prelude of the scripts writes: `<type>|<person>|<shift or kind>|<rev>|<more>`. */
interface Notice {
  raw: string;
  event: WatchEvent;
  userId: number;
  about: string;
  rev: string;
  more: string;
}

function noticeOf(raw: string): Notice {
  const [event, userId, about = "", rev = "", ...more] = raw.split("|");
  return { raw, event: event as WatchEvent, userId: Number(userId), about, rev, more: more.join("|") };
}

const notices = (ctx: Context): string => keyOf(ctx, "watch-notices");
const ofKind = new Set<WatchEvent>(["week", "urgent"]);
/** Of no use to who is not in the team, or when the shift has begun. */
const offers = new Set<WatchEvent>(["free", "proposed", "withdrawn", "call", "gap"]);

const nobodys = { zone: "Europe/Paris", urgent: null };

const stretchOf = ({ id, start, end, ofDays }: ShiftRecord): Stretch => ({ id, start, end, ofDays });

interface Around {
  kinds: KindRecord[];
  shifts: Map<string, ShiftRecord>;
}

/** Tells one person, when they may be alerted; not what would come too late. */
async function tell(ctx: Context, notice: Notice, person: Person, { kinds, shifts }: Around): Promise<void> {
  const { event, userId, about, rev, more } = notice;
  const shift = ofKind.has(event) ? null : (shifts.get(about) ?? null);
  if (!ofKind.has(event) && !shift) return;
  // of a kind that is gone only its name in addresses is left: enough to say that a place is gone with it
  const known = kinds.find(({ id }) => id === (shift?.kind ?? about));
  const kind = known ?? { ...nobodys, id: about, name: { fr: shift?.kind ?? "", en: shift?.kind ?? "" } };
  const now = ctx.clock.now();
  const isTeam = known !== undefined && kindsOf([known], person.groups).length > 0;
  const mayHear = isTeam || ((event === "gap" || event === "week") && (await isCoordinator(ctx, userId)));
  if ((offers.has(event) || ofKind.has(event)) && !mayHear) return;
  if (shift && offers.has(event) && (await nextLoudInstant(ctx, userId, now)) >= shift.start) return;
  if (event === "proposed" && !(await isProposed(ctx, about, userId, { at: more, rev }))) return;
  const [madeRev = "", madeAt = ""] = more.split("~");
  if (event === "withdrawn" && !(await hadHeard(ctx, about, userId, { at: madeAt, rev: madeRev }))) return;
  const open = event === "week" && known ? (await openSlots(ctx, [known], now, now + 14 * day)).slice(0, listed) : [];
  if (event === "week" && open.length === 0) return;
  const [place, topic, , , by = ""] = more.split("~");
  const locale = localeOf(person.locale);
  const what = event === "urgent" ? kind.urgent?.[Number(place)]?.[locale] : undefined;
  if (event === "urgent" && what === undefined) return;
  const was =
    event === "moved" && shift
      ? { ...stretchOf(shift), start: Number(more), end: shift.end - shift.start + Number(more) }
      : null;
  const message = watchMessage({
    ...{ event, locale, zone: person.zone ?? kind.zone, kind: kind.name[locale], was },
    shift: shift && stretchOf(shift),
    open: open.map((slot) => stretchOf(slot.shift)),
    urgent: what === undefined ? null : { what, by, topicId: topic ? Number(topic) : null },
    baseUrl: ctx.config.forumOrigin,
    contact: ctx.site.get()?.settings.contact ?? null,
  });
  await send(ctx, { key: messageKey(event, notice.raw), userId, ...message }, event === "urgent" ? now : undefined);
}

const reads = ({ state, username }: Person): boolean =>
  (state === "active" || state === "silenced") && username !== null;

/** Tells whom places concern, at most 100 at once. Answers how many were looked at. */
export async function tellOnce(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const raws = (await take(ctx.redis, [notices(ctx)], now, now + lease, batch)) as string[];
  if (raws.length === 0) return 0;
  const all = raws.map(noticeOf);
  const people = await ctx.forum.people([...new Set(all.map(({ userId }) => userId))]);
  if (!people.ok) {
    const wait = Math.max(people.code === "budget" ? 1_000 : pause, (people.retryAfter ?? 0) * 1000);
    await ctx.redis.zadd(notices(ctx), ...raws.flatMap((raw) => [now + wait, raw]));
    return 0;
  }
  const known = new Map(people.answer.map((person) => [person.userId, person]));
  const shifts = await loadShifts(ctx, [
    ...new Set(all.filter(({ event }) => !ofKind.has(event)).map(({ about }) => about)),
  ]);
  const around = { kinds: await listKinds(ctx), shifts: new Map(shifts.map((shift) => [shift.id, shift])) };
  for (const notice of all) {
    const person = known.get(notice.userId);
    if (person && reads(person)) await tell(ctx, notice, person, around);
    await ctx.redis.zrem(notices(ctx), notice.raw);
  }
  // what can't wait does not wait for the next look
  ctx.bus.emit("posts-ready", { dueAt: null, state: "waiting" });
  return raws.length;
}

/** When somebody is to be told next, instant in ms; null: nobody. */
export async function nextNoticeAt(ctx: Context): Promise<number | null> {
  const [, at] = await ctx.redis.zrange(notices(ctx), "0", "0", "WITHSCORES");
  return at === undefined ? null : Number(at);
}
