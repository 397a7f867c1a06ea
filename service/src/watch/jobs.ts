import { type Context, keyOf } from "../context.ts";
import { createRunner, type Runner } from "../platform/runner.ts";
import { lookAhead } from "./calls.ts";
import { lookAtPeople } from "./look.ts";
import { nextNoticeAt, tellOnce } from "./notices.ts";
import { keepOwnTime } from "./own-time.ts";
import { prune } from "./prune.ts";
import { syncTemplates } from "./templates.ts";

const hour = 3_600_000;

/** What the events hint at, repeated: shifts, people, and what their own time says to their declared hours. */
export async function sweepWatch(ctx: Context): Promise<void> {
  await syncTemplates(ctx);
  await lookAtPeople(ctx, null);
  await keepOwnTime(ctx, (await ctx.redis.smembers(keyOf(ctx, "watch-everybody"))).map(Number));
  await prune(ctx);
}

/** Shifts are made, people are told, open slots are looked for. Answers the runner that tells people. */
export async function startWatching(ctx: Context): Promise<Runner> {
  const runner = createRunner(() => tellOnce(ctx), {
    log: ctx.log,
    blocked: () => ctx.health.blocked(),
    async after() {
      const next = await nextNoticeAt(ctx);
      if (next !== null) await ctx.alarms.at("watch-tell", String(next), next);
    },
  });
  const quietly = (work: () => Promise<unknown>) => () =>
    void work().catch((error: unknown) => ctx.log.warn({ err: error }, "watch"));
  ctx.alarms.on("watch-tell", () => runner.kick());
  ctx.alarms.on("watch-look", async () => {
    if (ctx.health.blocked()) return;
    await lookAhead(ctx);
    await runner.kick();
  });
  ctx.alarms.on("watch-sweep", async () => {
    if (!ctx.health.blocked()) await sweepWatch(ctx);
  });
  ctx.bus.on("watch-changed", () => void runner.kick());
  // leave decides who is counted
  ctx.bus.on(
    "hours-changed",
    quietly(() => ctx.redis.incr(keyOf(ctx, "watch-revision")))
  );
  ctx.bus.on(
    "kind-changed",
    quietly(async () => {
      await syncTemplates(ctx);
      await lookAtPeople(ctx, null);
      await keepOwnTime(ctx, (await ctx.redis.smembers(keyOf(ctx, "watch-everybody"))).map(Number));
    })
  );
  const look = (userIds: number[] | null, heard: boolean) => quietly(() => lookAtPeople(ctx, userIds, heard))();
  ctx.bus.on("group-left", ({ userId }) => look(userId === null ? null : [userId], false));
  ctx.bus.on("person-changed", ({ userId }) => look([userId], true));
  await ctx.alarms.every("watch-look", ctx.config.sweep);
  await ctx.alarms.every("watch-sweep", hour);
  return runner;
}
