import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from "express-rate-limit";
import { RedisStore, type RedisReply } from "rate-limit-redis";
import { HttpProblem } from "./errors.ts";
import type { Redis } from "./redis.ts";
import { personOf } from "./route.ts";
import type { ReadToken } from "./tokens.ts";

/** At most `limit` requests a minute for each person, or each address (of IPv6: each /56) where nobody is known; counted in Redis. */
export function perMinute(
  redis: Redis,
  prefix: string,
  readToken: ReadToken,
  name: string,
  limit: number
): RateLimitRequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    keyGenerator: async (request) => {
      const person = await personOf(request, readToken);
      return person ? `person-${person.id}` : `address-${ipKeyGenerator(request.ip ?? "unknown")}`;
    },
    store: new RedisStore({
      prefix: `${prefix}:limit:${name}:`,
      sendCommand: (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<RedisReply>,
    }),
    handler: (_request, response) => {
      const after = Number(response.getHeader("Retry-After")) || 60;
      throw new HttpProblem(429, "too_many_requests", { retryAfter: after });
    },
  });
}
