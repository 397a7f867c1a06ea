import type { Named, Shift } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import { type Away, awayIn } from "./away.ts";
import { namesOf } from "./people.ts";
import { inTeam, maySeeNames, maySeeTable } from "./rights.ts";
import { holds, type ShiftRecord } from "./shift-store.ts";
import { loadTemplates, type TemplateRecord } from "./template-store.ts";

/** What one look at shifts needs, read once for all of them. */
export interface Look {
  kinds: Map<string, KindRecord>;
  templates: Map<string, TemplateRecord>;
  names: Map<number, Named>;
  away: Away;
}

export async function lookAt(ctx: Context, shifts: ShiftRecord[]): Promise<Look> {
  const userIds = [...new Set(shifts.flatMap(({ people }) => people.map(({ userId }) => userId)))];
  const [kinds, templates, names, away] = await Promise.all([
    listKinds(ctx),
    loadTemplates(ctx),
    namesOf(ctx, userIds),
    awayIn(ctx, shifts),
  ]);
  return {
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    templates: new Map(templates.map((template) => [template.id, template])),
    names,
    away,
  };
}

/** How many hold a place, those on leave not counted. */
export const heldIn = (shift: ShiftRecord, away: Away): number => {
  const gone = away.of(shift.id);
  return shift.people.filter(({ userId }) => !gone.includes(userId)).length;
};

/** A shift as that person may see it; null: they may not. Nobody on leave is counted or named. */
export function describeShift(ctx: Context, shift: ShiftRecord, person: Person, look: Look): Shift | null {
  const kind = look.kinds.get(shift.kind);
  if (!kind || (!maySeeTable(ctx, kind, person) && !holds(shift, person.id))) return null;
  const template = look.templates.get(shift.template);
  const away = look.away.of(shift.id);
  const there = shift.people.filter(({ userId }) => !away.includes(userId));
  const seesNames = maySeeNames(ctx, kind, person);
  const nameOf = (userId: number): Named | null => (seesNames ? (look.names.get(userId) ?? null) : null);
  const named = there.flatMap(({ userId }) => nameOf(userId) ?? []);
  const own = shift.people.find(({ userId }) => userId === person.id);
  const place = shift.list.findIndex(({ userId }) => userId === person.id);
  return {
    ...{ id: shift.id, template: shift.template, kind: shift.kind },
    ...{ name: template?.name ?? null, about: template?.about ?? null },
    ...{ date: shift.date, start: iso(shift.start), end: iso(shift.end), zone: kind.zone },
    ...{ ofDays: shift.ofDays, places: shift.places },
    free: Math.max(0, shift.places - there.length),
    replacements: there.filter(({ wantsReplacement }) => wantsReplacement).length,
    people: named,
    others: there.length - named.length,
    waiting: shift.list.length,
    mine: own ? (own.wantsReplacement ? "wants_replacement" : "confirmed") : null,
    listed: place < 0 ? null : { place: place + 1, automatic: shift.list[place]!.automatic },
    maySignUp: inTeam(kind, person),
    signUps: person.coordinator
      ? shift.people.map(({ number, userId, wantsReplacement }) => ({
          ...{ number, wantsReplacement },
          person: nameOf(userId),
        }))
      : null,
  };
}

/** Those that this person may see. */
export async function describeAll(ctx: Context, shifts: ShiftRecord[], person: Person): Promise<Shift[]> {
  const look = await lookAt(ctx, shifts);
  return shifts.flatMap((shift) => describeShift(ctx, shift, person, look) ?? []);
}
