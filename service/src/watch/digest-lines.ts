import { localDateOf, startBoundary, addDays, weekdayOf } from "@veille/shared/time/wall-time";
import type { Context } from "../context.ts";
import type { KindRecord } from "../kinds/kinds.ts";
import type { Stretch } from "../messages/watch.ts";
import { hasTable } from "./rights.ts";
import { holds, shiftsBetween, shiftsHeldBy, type ShiftRecord } from "./shift-store.ts";
import { loadTicks } from "./ticks-store.ts";
import { openSlots } from "./watch.ts";

const day = 86_400_000;
/** How far ahead open slots and wishes for replacement are told. */
const ahead = 14 * day;

/** What a digest says of the roster. */
export interface WatchLines {
  /** my shifts of today */
  today: Stretch[];
  /** where somebody of my teams would like to be replaced */
  asked: Stretch[];
  /** open slots of the coming two weeks, on Mondays */
  open: Stretch[];
}

export const noLines: WatchLines = { today: [], asked: [], open: [] };

const stretchOf = ({ id, start, end, ofDays }: ShiftRecord): Stretch => ({ id, start, end, ofDays });

/**
 * For one person, of the kinds whose team they are in. `sent`: their last digest (ms; null: none); what this day's has
 * told is not told again. Wishes and open slots only for who ticked them.
 */
export async function digestLines(
  ctx: Context,
  userId: number,
  { teams, zone, sent }: { teams: KindRecord[]; zone: string; sent: number | null }
): Promise<WatchLines> {
  const kinds = teams.filter(hasTable);
  const now = ctx.clock.now();
  const today = localDateOf(now, zone);
  if (kinds.length === 0 || (sent !== null && localDateOf(sent, zone) === today)) return noLines;
  const ofTeams = ({ kind }: ShiftRecord) => kinds.some(({ id }) => id === kind);
  const midnight = startBoundary(addDays(today, 1), "00:00", zone);
  const mine = (await shiftsHeldBy(ctx, userId, now)).filter((shift) => shift.start < midnight && ofTeams(shift));
  const ticks = await loadTicks(ctx, userId);
  const wishes = ticks?.calls ? await shiftsBetween(ctx, now, now + ahead) : [];
  const asked = wishes.filter(
    (shift) =>
      ofTeams(shift) &&
      shift.start > now &&
      !holds(shift, userId) &&
      shift.people.some(({ wantsReplacement }) => wantsReplacement)
  );
  const monday = ticks?.gaps && weekdayOf(today) === 1;
  const open = monday ? await openSlots(ctx, kinds, now, now + ahead) : [];
  return {
    today: mine.map(stretchOf),
    asked: asked.map(stretchOf),
    open: open.filter(({ shift }) => !holds(shift, userId)).map(({ shift }) => stretchOf(shift)),
  };
}
