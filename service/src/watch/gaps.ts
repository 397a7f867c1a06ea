import type { z } from "zod";
import type { Gap } from "@veille/shared/api/watch";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import { dayOf } from "@veille/shared/time/local-date";
import type { Context } from "../context.ts";
import { listKinds } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { maySeeTable } from "./rights.ts";
import { spanOf } from "./table.ts";
import { describeShift, lookAt } from "./view.ts";
import { openSlots } from "./watch.ts";

const eightWeeks = 55;
const most = 200;

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  kind?: string | undefined;
}

/** Open slots that this person may see, soonest first; of the coming 8 weeks where nobody says. @throws HttpProblem 400, 404 */
export async function listGaps(
  ctx: Context,
  person: Person,
  { from, to, kind }: Asked
): Promise<z.infer<typeof Gap>[]> {
  const kinds = (await listKinds(ctx)).filter(
    (one) => maySeeTable(ctx, one, person) && (kind === undefined || one.id === kind)
  );
  if (kinds.length === 0) throw new HttpProblem(404, "not_found");
  const now = ctx.clock.now();
  const zone = kinds[0]!.zone;
  const first = from ?? localDateOf(now, zone);
  const last = to ?? addDays(first, eightWeeks);
  if (last < first) throw badField("to", "ends_before_start");
  if (dayOf(last) - dayOf(first) > most) throw badField("to", "too_big");
  const span = spanOf(first, last, zone);
  const slots = await openSlots(ctx, kinds, Math.max(now, span.start), span.end);
  const look = await lookAt(
    ctx,
    slots.map(({ shift }) => shift)
  );
  return slots.flatMap(({ shift, missing, nobody }) => {
    const seen = describeShift(ctx, shift, person, look);
    const times = nobody.map(({ start, end }): [string, string] => [iso(start), iso(end)]);
    return seen ? [{ shift: seen, missing, nobody: times }] : [];
  });
}
