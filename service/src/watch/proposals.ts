import { setTimeout } from "node:timers/promises";
import type { Proposal } from "@veille/shared/api/watch";
import { type Context, keyOf } from "../context.ts";
import { isTeam } from "../declared-hours/team.ts";
import { findKind, type KindRecord } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { keepPerson, knownPeople, rememberPerson } from "./people.ts";
import { hadHeard, proposalMade } from "./proposal-notices.ts";
import { hasTable } from "./rights.ts";
import * as scripts from "./scripts/sign-up.ts";
import { loadShift, loadShifts, run } from "./shift-store.ts";
import { describeShift, lookAt } from "./view.ts";

/** How long a coordinator waits for the forum, ms. */
const patience = 5_000;

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
  const userIds = [...new Set(kept.map(({ userId }) => userId))];
  const [look, away, people] = await Promise.all([
    lookAt(ctx, shifts),
    awayIn(ctx, shifts, userIds),
    knownPeople(ctx, userIds),
  ]);
  const found = kept.flatMap(({ id, shift, userId, madeAt }) => {
    const record = shifts.find((one) => one.id === shift);
    const seen = record && describeShift(ctx, record, person, look);
    if (!seen) return [];
    const known = people.get(userId);
    return [
      {
        ...{ id, shift: seen, userId, madeAt: iso(madeAt), mine: userId === person.id },
        person: known ? { username: known.username, name: known.name } : null,
        away: person.coordinator && away.at(userId, record.start),
      },
    ];
  });
  return found.sort((a, b) => (a.shift.start < b.shift.start ? -1 : 1));
}

/**
 * Only the forum knows who is in a team, and this one act of a coordinator asks it (of upkeep's calls). Where it does
 * not answer soon the proposal stands: who is not in the team is not told of it and cannot agree, and the next look
 * drops it.
 * @throws HttpProblem 422 `not_in_team`
 */
async function mustBeInTeam(ctx: Context, { groupId }: KindRecord, userId: number): Promise<void> {
  const asked = await Promise.race([ctx.forum.people([userId]), setTimeout(patience, null, { ref: false })]);
  if (!asked?.ok) return;
  const person = asked.answer.find((one) => one.userId === userId);
  if (!person || person.username === null || !isTeam(groupId) || !person.groups.includes(groupId))
    throw new HttpProblem(422, "not_in_team", { errors: [{ path: "userId", code: "not_in_team" }] });
  const { username, name, zone } = person;
  await keepPerson(ctx, userId, { username, name, zone });
}

/**
 * A coordinator proposes a shift to somebody; nothing holds by it.
 * @throws HttpProblem 404, 409 `shift_over`, `place_held`, 422 `not_in_team`
 */
export async function propose(ctx: Context, person: Person, shiftId: string, userId: number): Promise<Proposal> {
  const shift = await loadShift(ctx, shiftId);
  const kind = shift && (await findKind(ctx, shift.kind));
  if (!shift || shift.gone || !kind || !hasTable(kind)) throw new HttpProblem(404, "not_found");
  if (shift.end <= ctx.clock.now()) throw new HttpProblem(409, "shift_over");
  await mustBeInTeam(ctx, kind, userId);
  await rememberPerson(ctx, person);
  const away = await awayIn(ctx, [shift]);
  const done = await run(ctx, scripts.propose, away.json(), shiftId, userId, person.id);
  if (done.outcome === "past") throw new HttpProblem(409, "shift_over");
  if (done.outcome === "held") throw new HttpProblem(409, "place_held");
  if (done.outcome === "changed") await afterChange(ctx, done);
  const made = (await listProposals(ctx, person)).find(({ id }) => id === `${shiftId}~${userId}`);
  if (!made) throw new HttpProblem(404, "not_found");
  return made;
}

/** A coordinator takes a proposal back; whoever has heard of it hears of that. Where there is none, nothing happens. */
export async function withdraw(ctx: Context, person: Person, shiftId: string, userId: number): Promise<void> {
  await rememberPerson(ctx, person);
  const done = await run(ctx, scripts.withdraw, "{}", shiftId, userId, person.id);
  if (done.outcome === "changed") await afterChange(ctx, done);
}

/** Without a reason, and nobody is told. */
export async function decline(ctx: Context, person: Person, shiftId: string): Promise<void> {
  const made = await proposalMade(ctx, shiftId, person.id);
  await run(ctx, scripts.decline, "{}", shiftId, person.id);
  // who has answered is not asked again when their hours begin
  if (made) await hadHeard(ctx, shiftId, person.id, made);
}
