import type { Context } from "../context.ts";
import { calendarOf, findKind } from "../kinds/kinds.ts";
import { nextMessageAt, sendOnce } from "../messages/outbox.ts";
import { askByKey } from "./ask.ts";
import { endOnce } from "./end.ts";
import { leaveOnce } from "./leave.ts";
import { keepPictures } from "./pictures.ts";
import * as queue from "./queue.ts";

export interface Pump {
  /** does all that is due now; a call while it runs makes it look once more. Never rejects. */
  kick(): Promise<void>;
  /** no new round; resolves when the running one has ended */
  stop(): Promise<void>;
}

/** Everybody who waited for an opening that has come goes to their lane. Answers how many. */
async function reachOpenings(ctx: Context): Promise<number> {
  let count = 0;
  const now = ctx.clock.now();
  for (const id of await queue.kindsAwaited(ctx)) {
    const kind = await findKind(ctx, id);
    // each is due at its own opening, also where we slept over several
    while (kind) {
      const since = await queue.longestAwaiting(ctx, id);
      const opened = since === null ? null : calendarOf(kind).firstAfter(since);
      if (!opened || opened.start > now) break;
      count += await queue.reachOpening(ctx, id, opened.start);
    }
  }
  return count;
}

/** One look at everything. Answers how much was done. */
async function round(ctx: Context): Promise<number> {
  const first = await Promise.all([queue.expireLeases(ctx), reachOpenings(ctx)]);
  // asked in this order and in one breath: what has come may be claimed at once, and the disk is waited for once
  const next = await Promise.all([queue.reachMoments(ctx), leaveOnce(ctx)]);
  let count = [...first, ...next].reduce((sum, done) => sum + done, 0);
  count += await askByKey(ctx, "doubts");
  count += await endOnce(ctx);
  count += await sendOnce(ctx);
  if (count > 0) return count;
  count += await askByKey(ctx, "review");
  count += await keepPictures(ctx);
  return count;
}

const earliest = (...times: (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
};

export function createPump(ctx: Context): Pump {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        while (!stopped && !ctx.health.blocked() && (await round(ctx)) > 0);
        const next = stopped ? null : earliest(await queue.nextTime(ctx), await nextMessageAt(ctx));
        // what comes soon has an alarm; what comes later is met by a look-ahead
        if (next !== null && next - ctx.clock.now() <= 2 * ctx.config.lookAhead) {
          await ctx.alarms.at("pump", String(next), next);
        }
      } catch (error) {
        ctx.log.warn({ err: error }, "a round was cut short");
      }
    } while (again && !stopped);
  }
  const kick = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    again = true;
    running ??= run().finally(() => (running = null));
    return running;
  };
  return {
    kick,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
