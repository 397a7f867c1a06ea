import type { Context } from "../context.ts";
import { defaultSettings } from "../context.ts";
import { isTeam } from "../declared-hours/team.ts";
import { findKind, type KindRecord } from "../kinds/kinds.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";

const settings = (ctx: Context) => ctx.site.get()?.settings ?? defaultSettings;

export const inTeam = ({ groupId }: KindRecord, person: Person | null): boolean =>
  isTeam(groupId) && (person?.groups.includes(groupId) ?? false);

/** Nothing of a higher step shows before. */
export const hasTable = ({ step }: KindRecord): boolean => step >= 3;
export const hasPresence = ({ step }: KindRecord): boolean => step >= 2;

export function maySeeTable(ctx: Context, kind: KindRecord, person: Person): boolean {
  if (!hasTable(kind)) return false;
  if (inTeam(kind, person) || person.coordinator) return true;
  return kind.shown && settings(ctx).tableShownTo === "members";
}

/** Names of those who ticked it. */
export function maySeeNames(ctx: Context, kind: KindRecord, person: Person | null): boolean {
  if (inTeam(kind, person) || person?.coordinator) return true;
  const shownTo = settings(ctx).namesShownTo;
  return shownTo === "everybody" || (shownTo === "members" && person !== null);
}

/** How many months a standing order holds where nobody says. */
export const orderMonths = (ctx: Context): number => settings(ctx).orderMonths;

/**
 * The kind of a shift, for who may act in it.
 * @throws HttpProblem 404 where they may not even see the table, 403 where they may see it and not act
 */
export async function actingKind(ctx: Context, kindId: string, person: Person): Promise<KindRecord> {
  const kind = await findKind(ctx, kindId);
  if (!kind || !maySeeTable(ctx, kind, person)) throw new HttpProblem(404, "not_found");
  if (!inTeam(kind, person)) throw new HttpProblem(403, "not_allowed");
  return kind;
}
