import type { DeclaredHours, DeclaredHoursFields, PutDeclaredHours, PutLeave } from "@veille/shared/api/declared-hours";
import { loudIntervals } from "@veille/shared/time/loud-intervals";
import { flagsOf } from "@veille/shared/time/windows";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { horizon, rulesOf } from "./loud.ts";
import * as store from "./store.ts";
import { kindsOf } from "./team.ts";

/** As it is before anybody chose: the forum does what it always did. */
function untouched(person: Person, kinds: KindRecord[]): DeclaredHoursFields & { version: number } {
  const zone = person.zone ?? kindsOf(kinds, person.groups)[0]?.zone ?? "Europe/Paris";
  return { version: 0, mode: "as_before", kind: null, windows: [], zone, shiftsLoud: true };
}

function describe(choices: store.Choices, person: Person, kinds: KindRecord[], now: number): DeclaredHours {
  const hours = choices.hours ?? untouched(person, kinds);
  // whoever asks is in a team by their own token, whatever was seen last
  const rules = rulesOf({ ...choices, inTeam: true }, kinds);
  const [first] = rules ? loudIntervals(rules, now, now + horizon) : [];
  const loud = first !== undefined && first.start <= now;
  const change = loud ? first.end : first?.start;
  const within = change !== undefined && change < now + horizon;
  return {
    ...hours,
    forumHasIt: choices.forumHasIt,
    muted: rules !== null && !loud,
    until: within ? iso(change) : null,
    flags: hours.mode === "own" ? flagsOf(hours.windows) : [],
  };
}

/** What that person chose, and what it means now. */
export async function readHours(ctx: Context, person: Person, kinds: KindRecord[]): Promise<DeclaredHours> {
  return describe(await store.loadOne(ctx, person.id), person, kinds, ctx.clock.now());
}

/**
 * The same again, with the version it was first asked with, changes nothing.
 * @throws HttpProblem 400 for a kind that is not there or has no hours, 409 with what stands
 */
export async function putHours(ctx: Context, person: Person, asked: PutDeclaredHours): Promise<DeclaredHours> {
  const kinds = await listKinds(ctx);
  if (asked.mode === "team") {
    const kind = kinds.find(({ id }) => id === asked.kind);
    if (!kind) throw badField("kind", asked.kind === null ? "required" : "unknown_kind");
    if (kind.hours === null) throw badField("kind", "no_hours");
  }
  const { outcome } = await store.keepPart(ctx, person.id, "hours", asked);
  const present = await readHours(ctx, person, kinds);
  if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present });
  if (outcome === "changed") ctx.bus.emit("hours-changed", { userId: person.id });
  return present;
}

const noLeave = { version: 0, absences: [] };

export async function readLeave(ctx: Context, person: Person) {
  return (await store.loadOne(ctx, person.id)).leave ?? noLeave;
}

/** Answers also whether the forum acts by it. @throws HttpProblem 409 with what stands */
export async function putLeave(ctx: Context, person: Person, asked: PutLeave) {
  const { outcome, part } = await store.keepPart(ctx, person.id, "leave", asked);
  const leave = part ?? noLeave;
  if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present: leave });
  if (outcome === "changed") ctx.bus.emit("hours-changed", { userId: person.id });
  const { forumHasIt } = await store.loadOne(ctx, person.id);
  return { leave, forumHasIt };
}
