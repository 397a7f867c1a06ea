import type { Config } from "./config.ts";
import { createBudget, type Budget } from "./forum/budget.ts";
import { createForum, type Forum } from "./forum/client.ts";
import { createSiteReader, type SiteReader } from "./forum/site.ts";
import type { Clock } from "./platform/clock.ts";
import { createBus, type Bus } from "./platform/events.ts";
import { createHealth, type Health } from "./platform/health.ts";
import { createLog, type Logger } from "./platform/log.ts";
import { createMetrics, type Metrics } from "./platform/metrics.ts";
import { createAlarms, type Alarms } from "./platform/queues.ts";
import { connectForRequests, type Redis } from "./platform/redis.ts";
import { createSealer, type Sealer } from "./platform/sealing.ts";
import { createTokenReader, type ReadToken } from "./platform/tokens.ts";

/** Everything from outside that the rules reach for; nothing reaches for it elsewhere. */
export interface Context {
  config: Config;
  clock: Clock;
  log: Logger;
  redis: Redis;
  alarms: Alarms;
  bus: Bus;
  health: Health;
  metrics: Metrics;
  sealer: Sealer;
  readToken: ReadToken;
  budget: Budget;
  forum: Forum;
  site: SiteReader;
}

/** A key in Redis, under this forum's prefix. */
export const keyOf = (ctx: Pick<Context, "config">, ...parts: (string | number)[]): string =>
  [ctx.config.prefix, ...parts].join(":");

/** Without the forum's word: the limits and defaults that the plugin's settings have. */
export const defaultSettings = {
  waitingPerPerson: 50,
  daysAhead: 365,
  callsPerMinute: 40,
  late: "next_opening",
  movedOn: "give_back",
  botUsername: "veille",
  contact: null,
  namesShownTo: "members",
  tableShownTo: "team",
  orderMonths: 3,
} as const;

export function createContext(config: Config, clock: Clock): Context {
  const log = createLog(config.logLevel);
  const redis = connectForRequests(config.redisUrl);
  redis.on("error", (error) => log.warn({ code: error.name }, "Redis"));
  const metrics = createMetrics();
  const health = createHealth();
  const budget = createBudget(redis, config.prefix, clock, () => {
    return site.get()?.settings.callsPerMinute ?? defaultSettings.callsPerMinute;
  });
  const { forumUrl: url, forumKey: key, forumTimeout: timeout } = config;
  const forum = createForum({ url, key, timeout, budget, metrics, log });
  const site: SiteReader = createSiteReader(() => forum, redis, config.prefix, health, clock);
  return {
    config,
    clock,
    log,
    redis,
    alarms: createAlarms(config.redisUrl, config.prefix, clock, log),
    bus: createBus(),
    health,
    metrics,
    sealer: createSealer(config.sealKeys),
    readToken: createTokenReader(config.tokenSecrets, config.forumOrigin, clock),
    budget,
    forum,
    site,
  };
}
