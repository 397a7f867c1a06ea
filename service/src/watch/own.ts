import { FURTHER_NOTICE } from "@veille/shared/api/own-shifts";
import type { Order, Shift } from "@veille/shared/api/watch";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import type { Context } from "../context.ts";
import { keepPart, loadOne } from "../declared-hours/store.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { spanOf } from "./asked.ts";
import { ordersOf } from "./orders.ts";
import { endPresence } from "./presence.ts";
import { shiftsHeldBy } from "./shift-store.ts";
import { giveUpAll } from "./sign-ups.ts";
import { describeAll } from "./view.ts";

const day = 86_400_000;
const halfYear = 26 * 7;
const usualZone = "Europe/Paris";

/** What is mine in these local dates of my zone, the coming 26 weeks where nobody says: also what a leave would cover. */
export async function myShifts(
  ctx: Context,
  person: Person,
  asked: { from?: string | undefined; until?: string | undefined }
): Promise<{ shifts: Shift[]; orders: Order[] }> {
  const zone = person.zone ?? usualZone;
  const from = asked.from ?? localDateOf(ctx.clock.now(), zone);
  const until = asked.until ?? addDays(from, halfYear);
  if (until < from) throw badField("until", "ends_before_start");
  const span = spanOf(from, until, zone);
  const shifts = (await shiftsHeldBy(ctx, person.id, span.start)).filter(({ start }) => start < span.end);
  return { shifts: await describeAll(ctx, shifts, person), orders: await ordersOf(ctx, person.id) };
}

const tries = 5;

/** A leave from today on until further notice, where none runs on already. */
async function startLeave(ctx: Context, person: Person, from: string): Promise<void> {
  for (let at = 0; at < tries; at += 1) {
    const { version, absences } = (await loadOne(ctx, person.id)).leave ?? { version: 0, absences: [] };
    if (absences.some((one) => one.from <= from && one.until >= FURTHER_NOTICE)) return;
    const next = [...absences.filter((one) => one.from < from), { from, until: FURTHER_NOTICE }];
    const { outcome } = await keepPart(ctx, person.id, "leave", { version, absences: next } as { version: number });
    if (outcome !== "conflict") return ctx.bus.emit("hours-changed", { userId: person.id });
  }
  throw new HttpProblem(503, "storage_away", { retryAfter: 1 });
}

/**
 * "I can't any more, from now", in one tap: a leave until further notice, the next 7 days free, no presence. What comes
 * later is not counted while the leave lasts.
 */
export async function stepBack(ctx: Context, person: Person) {
  const now = ctx.clock.now();
  const zone = (await loadOne(ctx, person.id)).hours?.zone ?? person.zone ?? usualZone;
  const from = localDateOf(now, zone);
  await startLeave(ctx, person, from);
  const near = (await shiftsHeldBy(ctx, person.id, now)).filter(({ start }) => start < now + 7 * day);
  const freed = await giveUpAll(
    ctx,
    person,
    near.map(({ id }) => id)
  );
  await endPresence(ctx, person.id);
  return { freed, leaveFrom: from, leaveUntil: FURTHER_NOTICE };
}
