import type { z } from "zod";
import type { Gap } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import { iso } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import { type Asked, spanOf, whatIsAsked } from "./asked.ts";
import { describeShift, lookAt } from "./view.ts";
import { openSlots } from "./watch.ts";

const eightWeeks = 55;

/** Open slots that this person may see, soonest first; of the coming 8 weeks where nobody says. @throws HttpProblem 400, 404 */
export async function listGaps(ctx: Context, person: Person, asked: Asked): Promise<z.infer<typeof Gap>[]> {
  const { kinds, first, last } = await whatIsAsked(ctx, person, asked, eightWeeks);
  const span = spanOf(first, last, kinds[0]!.zone);
  const now = ctx.clock.now();
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
