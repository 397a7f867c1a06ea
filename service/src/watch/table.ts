import type { Shift } from "@veille/shared/api/watch";
import { dayOf } from "@veille/shared/time/local-date";
import type { Context } from "../context.ts";
import type { Person } from "../platform/tokens.ts";
import { type Asked, whatIsAsked } from "./asked.ts";
import { shiftsBetween } from "./shift-store.ts";
import { describeAll } from "./view.ts";

const week = 6;
const day = 86_400_000;

/**
 * The table: what starts on these local dates of each kind's zone, this day and the next six where nobody says.
 * @throws HttpProblem 400, and 404 for who may see no table at all
 */
export async function tableOf(ctx: Context, person: Person, asked: Asked): Promise<Shift[]> {
  const { kinds, first, last } = await whatIsAsked(ctx, person, asked, week);
  // a zone is less than a day from UTC
  const shifts = await shiftsBetween(ctx, dayOf(first) * day - day, dayOf(last) * day + 2 * day);
  const found = shifts.filter(({ date, kind }) => date >= first && date <= last && kinds.some(({ id }) => id === kind));
  return describeAll(ctx, found, person);
}
