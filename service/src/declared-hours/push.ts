import type { LoudIntervalsItem, Person } from "@veille/shared/api/forum";
import { loudIntervals } from "@veille/shared/time/loud-intervals";
import { type Context, keyOf } from "../context.ts";
import type { NoAnswer } from "../forum/client.ts";
import { type KindRecord, listKinds, revisionOf } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { horizon, rulesOf } from "./loud.ts";
import * as store from "./store.ts";
import { kindsOf } from "./team.ts";

const batch = 200;
const most = 500;
const hour = 3_600_000;
const daily = 24 * hour;
/** What runs since yesterday is told from before its last 9:00 on: a digest has answered for it. */
const lookBack = 26 * hour;
const lease = 60_000;
const pause = 30_000;
/** A connection that was just being closed, a forum that restarts. */
const firstPause = 2_000;
/** The feed is read each half minute. */
const patience = hour / 6;

/** What the forum is told: finished instants; null: as before. */
function itemOf(claimed: store.ClaimedPush, inTeam: boolean, kinds: KindRecord[], now: number): LoudIntervalsItem {
  const { userId, version } = claimed;
  const rules = rulesOf({ ...claimed, inTeam }, kinds);
  if (!rules) return { userId, version, intervals: null };
  const intervals = loudIntervals(rules, now - lookBack, now + horizon)
    .filter(({ end }) => end > now)
    // pushed daily: whoever has very many loses days that come again tomorrow
    .slice(0, most)
    .map(({ start, end }): [string, string] => [iso(start), iso(end)]);
  return { userId, version, intervals };
}

const isAnonymous = (person: Person | undefined): boolean => person?.state === "anonymised";

/** The account is gone. What it became part of, the feed may be about to say: forgotten when it is so ten minutes later. */
async function letGo(ctx: Context, userId: number): Promise<void> {
  const first = await store.goneSince(ctx, userId);
  if (first <= ctx.clock.now() - patience) await store.forget(ctx, userId);
  else await store.pushLater(ctx, [userId], patience);
}

async function failed(ctx: Context, claimed: store.ClaimedPush[], called: NoAnswer): Promise<void> {
  const wait = called.code === "budget" ? 1000 : ctx.health.has("hours_unpushed") ? pause : firstPause;
  await store.pushLater(
    ctx,
    claimed.map(({ userId }) => userId),
    Math.max(wait, (called.retryAfter ?? 0) * 1000)
  );
  if (called.code !== "budget") ctx.health.set("hours_unpushed", `the forum does not take loud hours (${called.code})`);
}

/** One batch of finished intervals to the forum. Answers how many were claimed. */
export async function pushOnce(ctx: Context): Promise<number> {
  const claimed = await store.claimPushes(ctx, batch, lease);
  if (claimed.length === 0) return 0;
  const people = await ctx.forum.people(
    claimed.map(({ userId }) => userId),
    "calm"
  );
  if (!people.ok) {
    await failed(ctx, claimed, people);
    return claimed.length;
  }
  const known = new Map(people.answer.map((person) => [person.userId, person]));
  const [kinds, now] = [await listKinds(ctx), ctx.clock.now()];
  const inTeam = ({ userId }: store.ClaimedPush) => kindsOf(kinds, known.get(userId)?.groups ?? []).length > 0;
  const called = await ctx.forum.putLoudIntervals(claimed.map((one) => itemOf(one, inTeam(one), kinds, now)));
  if (!called.ok) {
    await failed(ctx, claimed, called);
    return claimed.length;
  }
  ctx.health.set("hours_unpushed", null);
  const outcomes = new Map(called.answer.map(({ userId, outcome }) => [userId, outcome]));
  for (const one of claimed) {
    const person = known.get(one.userId);
    const outcome = outcomes.get(one.userId);
    if (isAnonymous(person)) await store.forget(ctx, one.userId);
    else if (outcome === "gone" || person?.state === "gone") await letGo(ctx, one.userId);
    else if (outcome === "stored") await store.notePushed(ctx, one, daily, inTeam(one));
    // a higher number than ours is there: the next one grows with the clock
    else await store.pushLater(ctx, [one.userId], outcome === "older" ? pause : 1000);
  }
  return claimed.length;
}

/** A kind's rules, or which group is its team, have changed since the last look, here or in another copy. */
export async function noticeKinds(ctx: Context): Promise<void> {
  const key = keyOf(ctx, "calm-revision");
  const revision = await revisionOf(ctx);
  if ((await ctx.redis.get(key)) === revision) return;
  await store.changeAround(ctx, await store.everybody(ctx));
  await ctx.redis.set(key, revision);
}
