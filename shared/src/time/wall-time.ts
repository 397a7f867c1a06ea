import { Temporal } from "temporal-polyfill";

export { addDays, weekdayOf } from "./local-date.ts";

interface Possibility {
  /** a wall time that exists, `YYYY-MM-DDTHH:MM` */
  local: string;
  disambiguation: "earlier" | "later";
  /** instant, ms since the epoch, UTC */
  at: number;
}

export type Resolved =
  | { ok: true; at: number }
  | { ok: false; code: "skipped" | "repeated"; possibilities: Possibility[] };

const localMinute = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

function readings(wall: Temporal.PlainDateTime, zone: string) {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  return { earlier, later, skipped: !earlier.toPlainDateTime().equals(wall) };
}

/**
 * The instant that a clock on the wall of `zone` means by `local` (`YYYY-MM-DDTHH:MM`).
 * A time that the clock change repeats or skips needs a `disambiguation` (Temporal's terms); without one the answer
 * is the choice: for a repeated time its two instants, for a skipped one the two wall times around the gap.
 * Throws RangeError for a date or time that no calendar has (2026-02-30, 24:00) and for an unknown zone.
 */
export function resolveLocal(local: string, zone: string, disambiguation?: "earlier" | "later"): Resolved {
  if (!localMinute.test(local)) throw new RangeError(`not a local minute: ${local}`);
  const { earlier, later, skipped } = readings(Temporal.PlainDateTime.from(local), zone);
  if (disambiguation) return { ok: true, at: (disambiguation === "earlier" ? earlier : later).epochMilliseconds };
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { ok: true, at: earlier.epochMilliseconds };
  return {
    ok: false,
    code: skipped ? "skipped" : "repeated",
    possibilities: [
      { local: toMinute(earlier), disambiguation: "earlier", at: earlier.epochMilliseconds },
      { local: toMinute(later), disambiguation: "later", at: later.epochMilliseconds },
    ],
  };
}

/** When something begins that starts at `wallTime` (`HH:MM` or `HH:MM:SS`): skipped, right after the gap; repeated, the first time. */
export function startBoundary(date: string, wallTime: string, zone: string): number {
  return boundary(date, wallTime, zone, "earlier");
}

/** When something is over that ends at `wallTime` (`HH:MM` or `HH:MM:SS`): skipped, right after the gap; repeated, the last time. */
export function endBoundary(date: string, wallTime: string, zone: string): number {
  return boundary(date, wallTime, zone, "later");
}

function boundary(date: string, wallTime: string, zone: string, repeated: "earlier" | "later"): number {
  const found = readings(Temporal.PlainDateTime.from(`${date}T${wallTime}`), zone);
  // "earlier" is a wall time before the gap, so the gap is the next thing that happens to that clock
  const at = found.skipped ? found.earlier.getTimeZoneTransition("next") : found[repeated];
  return at!.epochMilliseconds;
}

/** What the wall clock of `zone` shows at an instant (ms, UTC), seconds cut off: `YYYY-MM-DDTHH:MM`. */
export function localOf(at: number, zone: string): string {
  return toMinute(zoned(at, zone));
}

/** The calendar date in `zone` at an instant (ms, UTC). */
export function localDateOf(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
const toMinute = (time: Temporal.ZonedDateTime) => time.toPlainDateTime().toString().slice(0, 16);
