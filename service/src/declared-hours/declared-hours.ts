import type { DeclaredHours, DeclaredHoursFields, PutDeclaredHours, PutLeave } from "@veille/shared/api/declared-hours";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { coverTheWeek, flagsOf, overlap } from "@veille/shared/time/windows";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { firstLoud, horizon, rulesOf } from "./loud.ts";
import * as store from "./store.ts";
import { kindsOf } from "./team.ts";

/** As it is before anybody chose: the forum does what it always did. */
function untouched(person: Person, kinds: KindRecord[]): DeclaredHoursFields & { version: number } {
  const zone = person.zone ?? kindsOf(kinds, person.groups)[0]?.zone ?? "Europe/Paris";
  return { version: 0, mode: "as_before", kind: null, windows: [], zone, shiftsLoud: true };
}

/** What is accepted and said: hours that hold nothing, windows that are counted as one, a clock change. */
const flags = (windows: WeeklyWindow[]): string[] => [
  ...(coverTheWeek(windows) ? ["all_week"] : []),
  ...(overlap(windows) ? ["overlap"] : []),
  ...flagsOf(windows),
];

/** Whose hours that person may take; a kind that they took before they left its team stays. */
const onOffer = (kinds: KindRecord[], { groups }: Person, taken: string | null): DeclaredHours["kinds"] => {
  const theirs = kindsOf(kinds, groups);
  return kinds.flatMap((kind) =>
    kind.hours !== null && (theirs.includes(kind) || kind.id === taken)
      ? [{ id: kind.id, name: kind.name, hours: kind.hours, zone: kind.zone }]
      : []
  );
};

function describe(choices: store.Choices, person: Person, kinds: KindRecord[], now: number): DeclaredHours {
  const hours = choices.hours ?? untouched(person, kinds);
  // whoever asks is in a team by their own token, whatever was seen last
  const rules = rulesOf({ ...choices, inTeam: true }, kinds);
  const first = rules && firstLoud(rules, now);
  const loud = first !== null && first.start <= now;
  // what is loud all week ends nowhere: it is known only so far
  const change = loud ? (first.end < now + horizon ? first.end : null) : (first?.start ?? null);
  return {
    ...hours,
    forumHasIt: choices.forumHasIt,
    holds: rules !== null,
    muted: rules !== null && !loud,
    until: change === null ? null : iso(change),
    flags: hours.mode === "own" ? flags(hours.windows) : [],
    kinds: onOffer(kinds, person, hours.mode === "team" ? hours.kind : null),
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
