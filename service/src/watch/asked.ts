import { addDays, localDateOf, startBoundary } from "@veille/shared/time/wall-time";
import { dayOf } from "@veille/shared/time/local-date";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { maySeeTable } from "./rights.ts";

const most = 200;

/** Which shifts are asked for: local dates, both included, and one kind or all. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  kind?: string | undefined;
}

/**
 * The kinds whose table this person may see, and the dates, from today on for `more` days where nobody says.
 * @throws HttpProblem 400, and 404 for who may see no table at all
 */
export async function whatIsAsked(
  ctx: Context,
  person: Person,
  { from, to, kind }: Asked,
  more: number
): Promise<{ kinds: KindRecord[]; first: string; last: string }> {
  const kinds = (await listKinds(ctx)).filter(
    (one) => maySeeTable(ctx, one, person) && (kind === undefined || one.id === kind)
  );
  if (kinds.length === 0) throw new HttpProblem(404, "not_found");
  const first = from ?? localDateOf(ctx.clock.now(), kinds[0]!.zone);
  const last = to ?? addDays(first, more);
  if (last < first) throw badField("to", "ends_before_start");
  if (dayOf(last) - dayOf(first) > most) throw badField("to", "too_big");
  return { kinds, first, last };
}

/** Local midnights of a zone around these dates, both included; ms. */
export const spanOf = (from: string, until: string, zone: string) => ({
  start: startBoundary(from, "00:00", zone),
  end: startBoundary(addDays(until, 1), "00:00", zone),
});
