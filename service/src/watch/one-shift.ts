import type { GoneShift, OneShift } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { maySeeTable } from "./rights.ts";
import { holds, loadShift, type ShiftWhen } from "./shift-store.ts";
import { describeShift, lookAt } from "./view.ts";

const whenOf = ({ date, start, end, ofDays }: ShiftWhen) => ({ date, start: iso(start), end: iso(end), ofDays });

/**
 * The shift behind a link, wherever it is by now: its name stays when it moves.
 * @throws HttpProblem 404 `shift_gone` with when it was, 404 `not_found`
 */
export async function readShift(ctx: Context, person: Person, id: string): Promise<OneShift> {
  const record = await loadShift(ctx, id);
  const kind = record && (await findKind(ctx, record.kind));
  if (!record || !kind || !(maySeeTable(ctx, kind, person) || holds(record, person.id)))
    throw new HttpProblem(404, "not_found");
  if (record.gone) {
    const present: GoneShift = { id, kind: kind.id, zone: kind.zone, ...whenOf(record) };
    throw new HttpProblem(404, "shift_gone", { present });
  }
  const shift = describeShift(ctx, record, person, await lookAt(ctx, [record]));
  if (!shift) throw new HttpProblem(404, "not_found");
  return { shift, was: record.was && whenOf(record.was), serverTime: iso(ctx.clock.now()) };
}
