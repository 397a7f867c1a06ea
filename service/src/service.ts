import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createApps } from "./app.ts";
import type { Config } from "./config.ts";
import { createContext, type Context } from "./context.ts";
import { startPushing } from "./declared-hours/jobs.ts";
import { startDeferring } from "./deferred/jobs.ts";
import type { Pump } from "./deferred/pump.ts";
import { startDigests } from "./digest/jobs.ts";
import { startWelcoming } from "./messages/welcome.ts";
import { startUpkeep } from "./upkeep.ts";
import { startFollowing } from "./moderation/jobs.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { checkDurability } from "./platform/durability.ts";
import { untilReady } from "./platform/redis.ts";
import type { Runner } from "./platform/runner.ts";
import { claimSealKey } from "./seal-key.ts";
import { startWatching } from "./watch/jobs.ts";

export interface Service {
  ctx: Context;
  pump: Pump;
  /** what goes to the forum when somebody's hours change, and what comes at their beginning */
  calm: { push: Runner; digests: Runner };
  /** who is told about places of shifts */
  watch: Runner;
  url: string;
  internalUrl: string;
  /** stops listening, lets what runs end (5 s at most), leaves nothing open */
  destroy(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const { address, port: given } = server.address() as AddressInfo;
      resolve(`http://${address.includes(":") ? `[${address}]` : address}:${given}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
  });

/** The whole service, ready when this resolves. @throws where Redis evicts, or the seal key is not the one in use */
export async function startService(config: Config, clock: Clock = systemClock): Promise<Service> {
  const ctx = createContext(config, clock);
  const servers: Server[] = [];
  let stopUpkeep: () => void = () => undefined;
  let pump: Pump | null = null;
  const runners: Runner[] = [];
  const destroy = async () => {
    stopUpkeep();
    await Promise.all(servers.map(close));
    const work = Promise.all([pump?.stop(), ...runners.map((runner) => runner.stop())]);
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    await ctx.alarms.stop(5_000);
    ctx.redis.disconnect();
  };
  try {
    await untilReady(ctx.redis);
    await checkDurability(ctx.redis, ctx.health);
    await claimSealKey(ctx);
    stopUpkeep = startUpkeep(ctx);
    pump = await startDeferring(ctx);
    const calm = { push: await startPushing(ctx), digests: await startDigests(ctx) };
    const watch = await startWatching(ctx);
    runners.push(calm.push, calm.digests, watch);
    await startWelcoming(ctx);
    await startFollowing(ctx);
    const apps = createApps(ctx);
    const [outside, inside] = [createServer(apps.outside), createServer(apps.inside)];
    servers.push(outside, inside);
    const url = await listen(outside, config.port, config.host);
    const internalUrl = await listen(inside, config.internalPort, "127.0.0.1");
    await ctx.alarms.start();
    // whoever was killed left work behind, and the alarm that had rung for it rings again only half a minute later
    void pump.kick();
    ctx.log.info({ url, internalUrl }, "Veille is there");
    return { ctx, pump, calm, watch, url, internalUrl, destroy };
  } catch (error) {
    await destroy();
    throw error;
  }
}
