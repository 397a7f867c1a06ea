import { type Context } from "../context.ts";
import { calendarOf, findKind, type KindRecord } from "../kinds/kinds.ts";
import type { DeferredRecord } from "./record.ts";

const week = 7 * 86_400_000;

/** When a post is planned for by the rules in force, instant in ms; null once it has ended, or where no opening comes. */
export function dueAt(record: DeferredRecord, kind: KindRecord | null): number | null {
  if (record.state === "published" || record.state === "given_back" || record.state === "taken_back") return null;
  if (record.state === "giving_back") return null;
  if (record.reached !== undefined) return record.reached;
  if (record.kind === undefined) return record.due ?? null;
  const first = kind && record.after !== undefined ? (calendarOf(kind).firstAfter(record.after)?.start ?? null) : null;
  if (record.bound === undefined) return first;
  return first === null ? record.bound : Math.min(first, record.bound);
}

/** Whether the opening that a post waits for is more than 7 days after it was deferred: said when deferring. */
export const isFarAway = (record: DeferredRecord, due: number | null): boolean =>
  record.kind !== undefined && due !== null && due - record.deferredAt > week;

export const kindOf = async (ctx: Context, record: DeferredRecord): Promise<KindRecord | null> =>
  record.kind === undefined ? null : findKind(ctx, record.kind);
