import { calendarOf, type KindRecord } from "../kinds/kinds.ts";
import type { Outage } from "./outage.ts";
import type { DeferredRecord } from "./record.ts";

const minute = 60_000;
const day = 86_400_000;

export type Verdict = { act: "send" } | { act: "wait"; kind: string } | { act: "give_back" };

const send: Verdict = { act: "send" };
const giveBack: Verdict = { act: "give_back" };

/**
 * How late a post is for a reason that counts, ms: we were asleep when it came due, the forum was away, or it asked to
 * wait. Our own pacing and the lane before it are no lateness.
 */
export function latenessOf(record: DeferredRecord, now: number, outage: Outage | null): number {
  const due = record.reached ?? now;
  const asleep = (record.reachedAt ?? due) - due;
  const asked = now - (record.firstTry ?? now);
  const away = outage ? Math.min(outage.until ?? now, now) - Math.max(outage.since, due) : 0;
  return Math.max(0, asleep, asked, away);
}

const bearable = 15 * minute;
/** Little enough that no rule is asked. */
export const inTime = (record: DeferredRecord, now: number, outage: Outage | null): boolean =>
  latenessOf(record, now, outage) <= bearable;

/** What the author's rule makes of a reached post now. `kind` is the one awaited, else the one it was written in. */
export function judge(record: DeferredRecord, kind: KindRecord | null, now: number, outage: Outage | null): Verdict {
  if (inTime(record, now, outage)) return send;
  const due = record.reached ?? now;
  const calendar = kind ? calendarOf(kind) : null;
  if ((calendar?.openAt(due)?.end ?? 0) > now) return send;
  if (record.late === "give_back") return giveBack;
  if (record.late === "publish" || !kind || !calendar?.offersOpenings) return now - due <= 7 * day ? send : giveBack;
  if (calendar.openAt(now)) return send;
  const next = calendar.firstAfter(now);
  const tooLong = (record.hops ?? 0) >= 3 || !next || next.start - due > 21 * day;
  return tooLong ? giveBack : { act: "wait", kind: kind.id };
}
