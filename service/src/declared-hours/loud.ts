import { beginnings, loudIntervals, type LoudRules } from "@veille/shared/time/loud-intervals";
import type { Interval } from "@veille/shared/time/interval";
import { closedOn } from "@veille/shared/time/opening-years";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { type Choices, loadOne } from "./store.ts";

const day = 86_400_000;
/** How far what the forum is told reaches, ms. */
export const horizon = 35 * day;

const closed = new WeakMap<KindRecord, (date: string) => boolean>();
function closedDates(kind: KindRecord): (date: string) => boolean {
  let dates = closed.get(kind);
  if (!dates) closed.set(kind, (dates = closedOn(kind)));
  return dates;
}

/**
 * By what a person's silence is reckoned; null: as before, nothing is held. A kind that is gone or has lost its hours
 * says nothing about anybody's, and who left the teams is asked nothing any more.
 */
export function rulesOf(
  { hours, leave, inTeam, shifts }: Pick<Choices, "hours" | "leave" | "inTeam" | "shifts">,
  kinds: KindRecord[]
): LoudRules | null {
  if (!hours || hours.mode === "as_before" || !inTeam) return null;
  const own = { zone: hours.zone, absences: leave?.absences ?? [], shifts, shiftsLoud: hours.shiftsLoud };
  if (hours.mode === "own") {
    return { ...own, hours: { windows: hours.windows, zone: hours.zone, closed: () => false } };
  }
  const kind = kinds.find(({ id }) => id === hours.kind);
  if (!kind || kind.hours === null) return null;
  return { ...own, hours: { windows: kind.hours, zone: kind.zone, closed: closedDates(kind) } };
}

/** The loud interval that runs or comes next, as far as it is known; null: none within 400 days. `now` in ms, UTC. */
export function firstLoud(rules: LoudRules, now: number): Interval | null {
  for (const far of [horizon, 400 * day]) {
    const [first] = loudIntervals(rules, now, now + far);
    if (first) return first;
  }
  return null;
}

/**
 * When that person may next be alerted, `now` where they may at once (instants, ms, UTC). Who is never to be alerted is
 * reached when their digest is; after 400 days without either, nothing is gained by waiting.
 */
export function nextLoud(rules: LoudRules | null, now: number): number {
  if (!rules) return now;
  const first = firstLoud(rules, now)?.start;
  // who has no hours, and a shift in weeks, has their digest long before it
  const [begun] = beginnings(rules, now, first ?? now + 400 * day);
  return begun?.at ?? first ?? now;
}

/** The one function that every message to a team member waits for. */
export async function nextLoudInstant(ctx: Context, userId: number, now: number): Promise<number> {
  const choices = await loadOne(ctx, userId);
  return choices.hours ? nextLoud(rulesOf(choices, await listKinds(ctx)), now) : now;
}
