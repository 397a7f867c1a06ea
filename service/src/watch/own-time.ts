import type { Interval } from "@veille/shared/time/interval";
import { mergeIntervals } from "@veille/shared/time/interval";
import { watchedTime } from "@veille/shared/time/shifts";
import type { Context } from "../context.ts";
import { keepOwnShifts } from "../declared-hours/own-shifts.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { shiftsHeldBy } from "./shift-store.ts";

const twoDays = 2 * 86_400_000;

/** When somebody's own shifts may ring. Of days where the kind has no hours: none, they would ring at night. */
async function ownTime(ctx: Context, userId: number, kinds: KindRecord[]): Promise<Interval[]> {
  const shifts = await shiftsHeldBy(ctx, userId, ctx.clock.now() - twoDays);
  return mergeIntervals(
    shifts.flatMap((shift) => {
      const kind = kinds.find(({ id }) => id === shift.kind);
      if (!kind || kind.step < 3 || (shift.ofDays && kind.hours === null)) return [];
      return watchedTime(shift, shift.ofDays, kind);
    })
  );
}

/** Tells their declared hours when these people are on watch. The same again does nothing. */
export async function keepOwnTime(ctx: Context, userIds: number[]): Promise<void> {
  if (userIds.length === 0) return;
  const kinds = await listKinds(ctx);
  for (const userId of userIds) await keepOwnShifts(ctx, userId, await ownTime(ctx, userId, kinds));
}
