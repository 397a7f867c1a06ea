import { localDateOf, startBoundary, weekdayOf } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { loadChoices } from "../declared-hours/store.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { answersOf } from "../platform/redis.ts";
import { attentive } from "./coordinators.ts";
import { hasTable } from "./rights.ts";
import { shiftsBetween } from "./shift-store.ts";
import { everybodyWith } from "./ticks-store.ts";
import { openSlots } from "./watch.ts";

const hour = 3_600_000;
const near = 48 * hour;
const kept = 20 * 86_400;

/** Once for each name: notices first, then the mark, so that a crash between the two tells nobody twice and loses nobody. */
async function once(ctx: Context, name: string, notices: string[]): Promise<void> {
  const mark = keyOf(ctx, "watch-told", name);
  if ((await ctx.redis.exists(mark)) === 1) return;
  const pipeline = ctx.redis.pipeline();
  const now = ctx.clock.now();
  for (const notice of notices) pipeline.zadd(keyOf(ctx, "watch-notices"), now, notice);
  pipeline.set(mark, 1, "EX", kept);
  await answersOf(pipeline);
}

/** Who gets no digest that would tell them. */
async function withoutDigest(ctx: Context, userIds: number[]): Promise<number[]> {
  const choices = await loadChoices(ctx, userIds);
  return choices.flatMap(({ userId, hours, rhythm }) =>
    !hours || hours.mode === "as_before" || rhythm?.rhythm === "never" ? [userId] : []
  );
}

async function tellOfNear(ctx: Context, kinds: KindRecord[]): Promise<void> {
  const now = ctx.clock.now();
  const shifts = (await shiftsBetween(ctx, now, now + near)).filter(
    ({ start, kind }) => start > now && kinds.some(({ id }) => id === kind)
  );
  const asked = shifts.filter(({ people }) => people.some(({ wantsReplacement }) => wantsReplacement));
  if (asked.length > 0) {
    const callers = await everybodyWith(ctx, "calls");
    for (const { id, people } of asked) {
      const others = callers.filter((userId) => !people.some((one) => one.userId === userId));
      await once(
        ctx,
        `call:${id}`,
        others.map((userId) => `call|${userId}|${id}|0|`)
      );
    }
  }
  const slots = await openSlots(ctx, kinds, now + 1, now + near);
  if (slots.length === 0) return;
  const wanting = [...new Set([...(await everybodyWith(ctx, "gaps")), ...(await attentive(ctx))])];
  for (const { shift } of slots) {
    const others = wanting.filter((userId) => !shift.people.some((one) => one.userId === userId));
    await once(
      ctx,
      `gap:${shift.id}`,
      others.map((userId) => `gap|${userId}|${shift.id}|0|`)
    );
  }
}

/** Mondays from 9:00 on in the kind's zone: who wants to know and has no digest is told of the coming two weeks. */
async function tellOfWeek(ctx: Context, { id, zone }: KindRecord): Promise<void> {
  const now = ctx.clock.now();
  const today = localDateOf(now, zone);
  if (weekdayOf(today) !== 1 || now < startBoundary(today, "09:00", zone)) return;
  const wanting = [...new Set([...(await everybodyWith(ctx, "gaps")), ...(await attentive(ctx))])];
  const told = await withoutDigest(ctx, wanting);
  await once(
    ctx,
    `week:${id}:${today}`,
    told.map((userId) => `week|${userId}|${id}|0|${today}`)
  );
}

/** What is due to be told by itself: replacements and open slots within 48 h, and Mondays. The same again does nothing. */
export async function lookAhead(ctx: Context): Promise<void> {
  const kinds = (await listKinds(ctx)).filter(hasTable);
  if (kinds.length === 0) return;
  await tellOfNear(ctx, kinds);
  for (const kind of kinds) await tellOfWeek(ctx, kind);
}
