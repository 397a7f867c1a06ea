import type { Proposal } from "@veille/shared/api/watch";
import { type Context, keyOf } from "../context.ts";
import { iso } from "../platform/clock.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { hasTable } from "./rights.ts";
import { findKind } from "../kinds/kinds.ts";
import * as scripts from "./scripts/sign-up.ts";
import { loadShift, loadShifts, run } from "./shift-store.ts";
import { describeShift, lookAt } from "./view.ts";

/** `<shift>~<person>`: one at a time for both. */
interface Kept {
  id: string;
  shift: string;
  userId: number;
  madeAt: number;
}

const keptOf = (id: string, text: string): Kept => {
  const [shift = "", userId] = id.split("~");
  return { id, shift, userId: Number(userId), madeAt: Number(text.split("|")[1]) };
};

async function load(ctx: Context, ids: string[] | null): Promise<Kept[]> {
  const key = keyOf(ctx, "watch-proposals");
  if (ids === null) return Object.entries(await ctx.redis.hgetall(key)).map(([id, text]) => keptOf(id, text));
  if (ids.length === 0) return [];
  const texts = await ctx.redis.hmget(key, ...ids);
  return ids.flatMap((id, at) => (texts[at] ? [keptOf(id, texts[at])] : []));
}

const mineOf = (ctx: Context, userId: number): Promise<string[]> =>
  ctx.redis.smembers(keyOf(ctx, "watch-proposed", userId));

/** Those made to that person; for coordinators all. What is over or gone is no proposal any more. */
export async function listProposals(ctx: Context, person: Person): Promise<Proposal[]> {
  const kept = await load(ctx, person.coordinator ? null : await mineOf(ctx, person.id));
  const now = ctx.clock.now();
  const shifts = (
    await loadShifts(
      ctx,
      kept.map(({ shift }) => shift)
    )
  ).filter(({ gone, end }) => !gone && end > now);
  const look = await lookAt(ctx, shifts);
  const found = kept.flatMap(({ id, shift, userId, madeAt }) => {
    const record = shifts.find((one) => one.id === shift);
    const seen = record && describeShift(ctx, record, person, look);
    return seen ? [{ id, shift: seen, userId, madeAt: iso(madeAt), mine: userId === person.id }] : [];
  });
  return found.sort((a, b) => (a.shift.start < b.shift.start ? -1 : 1));
}

/** A coordinator proposes a shift to somebody; nothing holds by it. @throws HttpProblem 404, 409 `shift_over`, `place_held` */
export async function propose(ctx: Context, person: Person, shiftId: string, userId: number): Promise<Proposal> {
  const shift = await loadShift(ctx, shiftId);
  const kind = shift && (await findKind(ctx, shift.kind));
  if (!shift || shift.gone || !kind || !hasTable(kind)) throw new HttpProblem(404, "not_found");
  const away = await awayIn(ctx, [shift]);
  const done = await run(ctx, scripts.propose, away.json(), shiftId, userId, person.id);
  if (done.outcome === "past") throw new HttpProblem(409, "shift_over");
  if (done.outcome === "held") throw new HttpProblem(409, "place_held");
  if (done.outcome === "changed") await afterChange(ctx, done);
  const made = (await listProposals(ctx, person)).find(({ id }) => id === `${shiftId}~${userId}`);
  if (!made) throw new HttpProblem(404, "not_found");
  return made;
}

/** Without a reason, and nobody is told. */
export async function decline(ctx: Context, person: Person, shiftId: string): Promise<void> {
  await run(ctx, scripts.decline, "{}", shiftId, person.id);
}
