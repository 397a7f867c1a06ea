import { CONTRACT, type Site, Site as SiteSchema } from "@veille/shared/api/forum";
import type { Clock } from "../platform/clock.ts";
import type { Health } from "../platform/health.ts";
import type { Redis } from "../platform/redis.ts";
import type { Forum } from "./client.ts";

/** What the forum says of itself, as of the last minute that it answered; null until it first did. */
export interface SiteReader {
  get(): Site | null;
  /** when it last answered this service, instant in ms; null: not since it started */
  answeredAt(): number | null;
  /** asks again; a failure keeps what was known */
  refresh(): Promise<void>;
}

/** Kept in Redis too, so that a service that starts while the forum is away knows its limits. */
export function createSiteReader(
  forum: () => Forum,
  redis: Redis,
  prefix: string,
  health: Health,
  clock: Clock
): SiteReader {
  const key = `${prefix}:site`;
  let site: Site | null = null;
  let answeredAt: number | null = null;
  return {
    get: () => site,
    answeredAt: () => answeredAt,
    async refresh() {
      if (!site) {
        const kept = SiteSchema.safeParse(JSON.parse((await redis.get(key)) ?? "null"));
        if (kept.success) site = kept.data;
      }
      const called = await forum().site();
      if (called.ok) {
        site = called.answer;
        answeredAt = clock.now();
        await redis.set(key, JSON.stringify(site));
        const other =
          site.contract !== CONTRACT ? `it speaks contract ${site.contract}, this service ${CONTRACT}` : null;
        health.set("plugin_version", other, true);
        const { missing } = site;
        health.set(
          "plugin_missing",
          missing.length ? `this Discourse lacks: ${missing.join(", ")}` : null,
          missing.length > 0
        );
        health.set("forum_away", null);
        health.set("forum_key", null);
        return;
      }
      if (called.code === "budget") return;
      const refused = called.code === "our_key" || called.code === "our_request";
      health.set("forum_key", refused ? "the forum does not accept our key, or has no such plugin" : null);
      const since = answeredAt === null ? "since this service started" : `since ${new Date(answeredAt).toISOString()}`;
      health.set("forum_away", refused ? null : `the forum has not answered ${since} (${called.code})`);
    },
  };
}
