import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";

/** Discourse's automatic groups (everyone, staff, trust levels) enter by themselves: nobody's choice, so no team. */
const lastAutomatic = 14;

export const isTeam = (groupId: number | null): groupId is number => groupId !== null && groupId > lastAutomatic;

/** The kinds whose team somebody with these groups is in. */
export const kindsOf = (kinds: KindRecord[], groups: number[]): KindRecord[] =>
  kinds.filter(({ groupId }) => isTeam(groupId) && groups.includes(groupId));

/** Whether the forum's plugin can hold alerts at all: without it nobody is asked for hours, and nothing is pushed. */
export const keepsQuiet = (ctx: Context): boolean => ctx.site.get()?.features.includes("calm") ?? false;

/** Routes for teams: who asks, and all kinds. @throws HttpProblem 401 · 403 for who is in no team · 404 where the plugin can't keep quiet */
export async function teamMember(
  ctx: Context,
  person: Person | null
): Promise<{ person: Person; kinds: KindRecord[] }> {
  if (!person) throw new HttpProblem(401, "no_token");
  if (!keepsQuiet(ctx)) throw new HttpProblem(404, "not_found");
  const kinds = await listKinds(ctx);
  if (kindsOf(kinds, person.groups).length === 0) throw new HttpProblem(403, "not_allowed");
  return { person, kinds };
}
