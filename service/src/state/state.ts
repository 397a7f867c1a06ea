import { CONTRACT } from "@veille/shared/api/forum";
import { CheckCode, type State, type StateCheck, type WrongThing } from "@veille/shared/api/state";
import { type Context, keyOf } from "../context.ts";
import { countOnTheWay } from "../declared-hours/store.ts";
import { readBeat } from "../digest/beat.ts";
import { iso } from "../platform/clock.ts";
import { memoryInUse } from "../platform/durability.ts";
import { version } from "../version.ts";

/** Each code of /readyz under what it is about; a test holds this list against the code. */
export const aboutWhat: Record<string, CheckCode> = {
  forum_away: "forum",
  forum_key: "key",
  plugin_missing: "plugin",
  plugin_version: "versions",
  redis_evicts: "redis",
  redis_forgets: "redis",
  redis_unbounded: "redis",
  redis_unreadable: "redis",
  redis_cannot_write: "redis",
  redis_replica: "redis",
  clock_apart: "clock",
  clock_jumped: "clock",
  text_unreadable: "texts",
  key_conflict: "posts",
  hours_unpushed: "calm",
  silence_ended: "calm",
  holidays_unknown: "holidays",
};

/** Said by the forum: without its answer nobody knows. */
const byTheForum: CheckCode[] = ["key", "plugin", "versions"];

/** A code that nobody has placed is about the posts: the place that is looked at. */
const placeOf = (code: string): CheckCode => aboutWhat[code] ?? "posts";

export function checksOf(wrong: WrongThing[], forumAnswers: boolean): StateCheck[] {
  const refused = wrong.some(({ code }) => code === "forum_key");
  return CheckCode.options.map((code) => {
    const ofIt = wrong.filter((one) => placeOf(one.code) === code);
    const unknown =
      (byTheForum.includes(code) && !forumAnswers) || (refused && (code === "plugin" || code === "versions"));
    return { code, state: ofIt.length > 0 ? "wrong" : unknown ? "unknown" : "ok", wrong: ofIt };
  });
}

const redisVersion = async (ctx: Context): Promise<string | null> =>
  /^redis_version:(\S+)/m.exec(await ctx.redis.info("server"))?.[1] ?? null;

/** Everything that may be wrong, looked at now where that is cheap, as of the last minute otherwise. */
export async function stateOf(ctx: Context): Promise<State> {
  const now = ctx.clock.now();
  const [redis, memory, lease, hoursOnTheWay, overduePosts] = await Promise.all([
    redisVersion(ctx),
    memoryInUse(ctx.redis),
    readBeat(ctx),
    countOnTheWay(ctx),
    ctx.redis.zcount(keyOf(ctx, "ready"), "-inf", now - 60_000),
  ]);
  const { ready, wrong } = ctx.health.report();
  const site = ctx.site.get();
  const answeredAt = ctx.site.answeredAt();
  const answers = answeredAt !== null && !ctx.health.has("forum_away");
  return {
    ready,
    checks: checksOf(wrong, answers || ctx.health.has("forum_key")),
    versions: {
      service: version,
      contract: CONTRACT,
      plugin: site?.plugin ?? null,
      discourse: site?.discourse ?? null,
      redis,
    },
    forum: {
      url: ctx.config.forumUrl,
      origin: ctx.config.forumOrigin,
      answeredAt: answeredAt === null ? null : iso(answeredAt),
      features: site?.features ?? [],
    },
    lease,
    hoursOnTheWay,
    overduePosts,
    memory,
    serverTime: iso(now),
  };
}
