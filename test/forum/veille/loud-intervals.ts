import type { LoudIntervalsAnswer, LoudIntervalsItem } from "@veille/shared/api/forum";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Loud } from "../rows.ts";

type Answer = z.infer<typeof LoudIntervalsAnswer>["items"][number];

/** How long a beginning may go without a word from the service, ms. */
const patience = 30 * 60_000;

/** Keeps finished intervals; an older version changes nothing. What began before somebody chose needs no word. */
export function keepLoudIntervals(forum: Context, { userId, version, intervals }: LoudIntervalsItem): Answer {
  const { store, clock } = forum;
  if (!store.get("users", userId)) return { userId, outcome: "gone" };
  const there = store.get("loud", userId);
  if (there && there.version > version) return { userId, outcome: "older" };
  const instants = intervals?.map(([start, end]): [number, number] => [Date.parse(start), Date.parse(end)]) ?? null;
  const spoken = there?.intervals ? there.spoken : clock.now();
  store.put("loud", { id: userId, version, intervals: instants, spoken });
  return { userId, outcome: "stored" };
}

/** Something began for that person half an hour ago, and the service has not said a word about it. */
export const isStale = ({ intervals, spoken }: Loud, now: number): boolean =>
  (intervals ?? []).some(([start]) => start > spoken && start <= now - patience);

/** Whether that person's alerts are held now: they chose, nothing is loud, and the service is alive and answers for them. */
export function holds(forum: Context, userId: number, now = forum.clock.now()): boolean {
  const row = forum.store.get("loud", userId);
  if (!row?.intervals || (forum.store.get("leases", "beat")?.until ?? 0) <= now || isStale(row, now)) return false;
  return !row.intervals.some(([start, end]) => start <= now && now < end);
}

/** The service has answered for a beginning, by a digest or by its word that none is due. */
export function speak(forum: Context, userId: number, start: number): void {
  const row = forum.store.get("loud", userId);
  if (row && row.spoken < start) forum.store.put("loud", { ...row, spoken: start });
}
