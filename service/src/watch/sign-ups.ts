import type { ShiftAnswer } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Script, ScriptArgument } from "../platform/scripts.ts";
import type { Person } from "../platform/tokens.ts";
import { awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { overlapsOf } from "./overlaps.ts";
import { rememberPerson } from "./people.ts";
import { hadHeard, proposalMade } from "./proposal-notices.ts";
import { actingKind } from "./rights.ts";
import * as scripts from "./scripts/sign-up.ts";
import { type Done, loadShift, run, type ShiftRecord } from "./shift-store.ts";
import { describeShift, lookAt } from "./view.ts";

const notFound = () => new HttpProblem(404, "not_found");

async function findShift(ctx: Context, id: string): Promise<ShiftRecord> {
  const shift = await loadShift(ctx, id);
  if (!shift || shift.gone) throw notFound();
  return shift;
}

const view = async (ctx: Context, shift: ShiftRecord, person: Person) =>
  describeShift(ctx, shift, person, await lookAt(ctx, [shift]));

/** The shift as it stands, and which others of mine run at the same time. */
async function answerOf(ctx: Context, shift: ShiftRecord, person: Person): Promise<ShiftAnswer> {
  const seen = await view(ctx, shift, person);
  if (!seen) throw notFound();
  return { shift: seen, overlaps: await overlapsOf(ctx, person.id, seen.mine ? [shift] : []) };
}

/** The codes of what a script refused; the shift as it stands comes along. */
const refusals: Record<string, string> = {
  full: "shift_full",
  past: "shift_over",
  none: "nothing_there",
  held: "place_held",
  free: "place_free",
};

async function settle(ctx: Context, person: Person, done: Done): Promise<ShiftAnswer> {
  const { outcome, shift } = done;
  if (outcome === "changed") await afterChange(ctx, done);
  if (outcome === "missing" || !shift) throw notFound();
  const code = refusals[outcome];
  if (code) throw new HttpProblem(409, code, { present: await view(ctx, shift, person) });
  return answerOf(ctx, shift, person);
}

async function act(
  ctx: Context,
  person: Person,
  id: string,
  script: Script,
  ...more: ScriptArgument[]
): Promise<ShiftAnswer> {
  const shift = await findShift(ctx, id);
  await actingKind(ctx, shift.kind, person);
  await rememberPerson(ctx, person);
  const away = await awayIn(ctx, [shift]);
  return settle(ctx, person, await run(ctx, script, away.json(), id, person.id, ...more));
}

/** "Je prends": one place, once. @throws HttpProblem 404, 403, 409 `shift_full` with the shift, `shift_over` */
export const signUp = (ctx: Context, person: Person, id: string) => act(ctx, person, id, scripts.takePlace);

/** "Je ne pourrai pas": free at once, no reason, no trace. */
export const giveUp = (ctx: Context, person: Person, id: string) => act(ctx, person, id, scripts.leavePlace);

/** "J'aimerais un remplacement": covered until somebody takes it. @throws HttpProblem 409 `nothing_there` */
export const wantReplacement = (ctx: Context, person: Person, id: string, wants: boolean) =>
  act(ctx, person, id, scripts.wantReplacement, wants ? 1 : 0);

/** Takes over from the first who wants a replacement, who is free for good. @throws HttpProblem 409 `nothing_there` */
export const takeOver = (ctx: Context, person: Person, id: string) => act(ctx, person, id, scripts.takeOver);

/** @throws HttpProblem 409 `place_free` where one is to be had, `place_held` for who has one */
export const joinList = (ctx: Context, person: Person, id: string, automatic: boolean) =>
  act(ctx, person, id, scripts.joinList, automatic ? 1 : 0);

export const leaveList = (ctx: Context, person: Person, id: string) => act(ctx, person, id, scripts.leaveList);

/** Several at once; what is not held, over or unknown is left alone. Answers which are free now. */
export async function giveUpAll(ctx: Context, person: Person, ids: string[]): Promise<string[]> {
  const freed: string[] = [];
  for (const id of new Set(ids)) {
    const shift = await loadShift(ctx, id);
    if (!shift) continue;
    const away = await awayIn(ctx, [shift]);
    const done = await run(ctx, scripts.leavePlace, away.json(), id, person.id);
    if (done.outcome !== "changed") continue;
    await afterChange(ctx, done);
    freed.push(id);
  }
  return freed;
}

/** A coordinator frees somebody's place: they are told. */
export async function freePlace(ctx: Context, person: Person, id: string, number: number): Promise<ShiftAnswer> {
  const shift = await findShift(ctx, id);
  await rememberPerson(ctx, person);
  const away = await awayIn(ctx, [shift]);
  return settle(ctx, person, await run(ctx, scripts.freePlace, away.json(), id, person.id, number));
}

/** "D'accord" to what a coordinator proposed. @throws HttpProblem 404, 409 `shift_full` */
export async function acceptProposal(ctx: Context, person: Person, id: string): Promise<ShiftAnswer> {
  const shift = await findShift(ctx, id);
  await actingKind(ctx, shift.kind, person);
  await rememberPerson(ctx, person);
  const away = await awayIn(ctx, [shift]);
  const made = await proposalMade(ctx, id, person.id);
  const done = await run(ctx, scripts.accept, away.json(), id, person.id);
  if (done.outcome === "none") throw notFound();
  if (made && done.outcome === "changed") await hadHeard(ctx, id, person.id, made);
  return settle(ctx, person, done);
}
