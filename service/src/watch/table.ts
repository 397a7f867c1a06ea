import type { Shift } from "@veille/shared/api/watch";
import { addDays, localDateOf, startBoundary } from "@veille/shared/time/wall-time";
import { dayOf } from "@veille/shared/time/local-date";
import type { Context } from "../context.ts";
import { listKinds } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { maySeeTable } from "./rights.ts";
import { shiftsBetween } from "./shift-store.ts";
import { describeAll } from "./view.ts";

const week = 6;
const most = 200;
const day = 86_400_000;

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  kind?: string | undefined;
}

/**
 * The table: what starts on these local dates of each kind's zone, this day and the next six where nobody says.
 * @throws HttpProblem 400, and 404 for who may see no table at all
 */
export async function tableOf(ctx: Context, person: Person, { from, to, kind }: Asked): Promise<Shift[]> {
  const kinds = (await listKinds(ctx)).filter((one) => maySeeTable(ctx, one, person));
  const seen = kind === undefined ? kinds : kinds.filter(({ id }) => id === kind);
  if (seen.length === 0) throw new HttpProblem(404, "not_found");
  const first = from ?? localDateOf(ctx.clock.now(), seen[0]!.zone);
  const last = to ?? addDays(first, week);
  if (last < first) throw badField("to", "ends_before_start");
  if (dayOf(last) - dayOf(first) > most) throw badField("to", "too_big");
  // a zone is less than a day from UTC
  const shifts = await shiftsBetween(ctx, dayOf(first) * day - day, dayOf(last) * day + 2 * day);
  const asked = shifts.filter(
    (shift) => shift.date >= first && shift.date <= last && seen.some(({ id }) => id === shift.kind)
  );
  return describeAll(ctx, asked, person);
}

/** Local midnights of a zone around these dates, both included; ms. */
export const spanOf = (from: string, until: string, zone: string) => ({
  start: startBoundary(from, "00:00", zone),
  end: startBoundary(addDays(until, 1), "00:00", zone),
});
