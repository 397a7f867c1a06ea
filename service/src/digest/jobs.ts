import type { Context } from "../context.ts";
import { createRunner, type Runner } from "../platform/runner.ts";
import { beat } from "./beat.ts";
import { digestOnce } from "./run.ts";
import { nextPoint } from "./store.ts";

/** The alarms of digests, and the beat. Answers the runner that they ring. */
export async function startDigests(ctx: Context): Promise<Runner> {
  const { lookAhead, sweep } = ctx.config;
  const runner = createRunner(() => digestOnce(ctx), {
    log: ctx.log,
    blocked: () => ctx.health.blocked(),
    async after() {
      const next = await nextPoint(ctx);
      if (next !== null && next - ctx.clock.now() <= 2 * lookAhead) await ctx.alarms.at("digests", String(next), next);
    },
  });
  ctx.alarms.on("digests", () => runner.kick());
  ctx.alarms.on("beat", () => beat(ctx));
  ctx.bus.on("hours-changed", () => void runner.kick());
  await ctx.alarms.every("digests", lookAhead);
  await ctx.alarms.every("beat", sweep);
  return runner;
}
