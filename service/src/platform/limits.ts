import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from "express-rate-limit";
import { RedisStore, type RedisReply } from "rate-limit-redis";
import { HttpProblem } from "./errors.ts";
import type { Redis } from "./redis.ts";
import { personOf } from "./route.ts";
import { type Script, script, shaOf } from "./scripts.ts";
import type { ReadToken } from "./tokens.ts";

/**
 * What the store asks of Redis. It keeps its scripts' names as Redis told them: where Redis was away at that instant it
 * would ask in vain for ever. So they are named here, and sent again where Redis has forgotten them.
 */
function commandsFor(redis: Redis): (command: string, ...args: string[]) => Promise<RedisReply> {
  const known = new Map<string, Script>();
  return async (command, ...args) => {
    const [first = "", second = "", ...rest] = args;
    if (command === "SCRIPT") {
      const sha = shaOf(second);
      known.set(sha, script(second));
      return sha;
    }
    const run = command === "EVALSHA" ? known.get(first) : undefined;
    const keys = Number(second);
    const answer = run ? run(redis, rest.slice(0, keys), ...rest.slice(keys)) : redis.call(command, ...args);
    return (await answer) as RedisReply;
  };
}

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
      sendCommand: commandsFor(redis),
    }),
    handler: (_request, response) => {
      const after = Number(response.getHeader("Retry-After")) || 60;
      throw new HttpProblem(429, "too_many_requests", { retryAfter: after });
    },
  });
}
