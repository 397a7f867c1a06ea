import type { Context } from "../context.ts";
import { type ShiftRecord, shiftsHeldBy } from "./shift-store.ts";

/** Which others of somebody's shifts run at the same time as these, by their start. */
export async function overlapsOf(ctx: Context, userId: number, shifts: ShiftRecord[]): Promise<string[]> {
  if (shifts.length === 0) return [];
  const others = await shiftsHeldBy(ctx, userId, Math.min(...shifts.map(({ start }) => start)));
  const meets = (other: ShiftRecord) =>
    shifts.some(({ id, start, end }) => id !== other.id && start < other.end && end > other.start);
  return others.filter(meets).map(({ id }) => id);
}
