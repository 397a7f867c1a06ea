import type { Context } from "../context.ts";
import { createRunner, type Runner } from "../platform/runner.ts";
import { noticeKinds, pushOnce } from "./push.ts";
import * as store from "./store.ts";

/** Everything that changes when somebody may be alerted goes to the forum at once, and is repaired until it is there. */
export async function startPushing(ctx: Context): Promise<Runner> {
  const { lookAhead, sweep } = ctx.config;
  const runner = createRunner(
    async () => {
      await noticeKinds(ctx);
      return pushOnce(ctx);
    },
    {
      log: ctx.log,
      blocked: () => ctx.health.blocked(),
      async after() {
        const next = await store.nextPushAt(ctx);
        if (next !== null && next - ctx.clock.now() <= 2 * lookAhead) await ctx.alarms.at("push", String(next), next);
      },
    }
  );
  ctx.alarms.on("push", () => runner.kick());
  ctx.bus.on("hours-changed", () => void runner.kick());
  ctx.bus.on("kind-changed", () => void runner.kick());
  const around = async (userId: number | null) => {
    await store.changeAround(ctx, userId === null ? await store.everybody(ctx) : [userId]);
    await runner.kick();
  };
  const quietly = (userId: number | null) =>
    void around(userId).catch((error: unknown) => ctx.log.warn({ err: error }, "declared hours"));
  ctx.bus.on("group-left", ({ userId }) => quietly(userId));
  ctx.bus.on("group-joined", ({ userId }) => quietly(userId));
  await ctx.alarms.every("push", sweep);
  return runner;
}
