import type { BeatAnswer, BeatRequest } from "@veille/shared/api/forum";
import type { z } from "zod";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import { isStale, speak } from "./loud-intervals.ts";

const lease = 60 * 60_000;

/** Silence goes on for another hour; for these people nothing is due. */
export function beat(forum: Context, { noneDue }: z.infer<typeof BeatRequest>): z.infer<typeof BeatAnswer> {
  const { store, clock } = forum;
  const now = clock.now();
  store.put("leases", { id: "beat", until: now + lease });
  for (const { userId, start } of noneDue) speak(forum, userId, Date.parse(start));
  const stale = store.all("loud").filter((row) => isStale(row, now));
  return { leaseUntil: iso(now + lease), stale: stale.map(({ id }) => id) };
}
