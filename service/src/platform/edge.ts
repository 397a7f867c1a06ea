import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "./log.ts";
import { HttpProblem } from "./errors.ts";
import { isRedisAway, isRedisFull } from "./redis.ts";
import { localeOf, type ReadToken } from "./tokens.ts";
import { personOf } from "./route.ts";

/** What a thrown thing means to a client. Nothing that a client sends may end as `unexpected`. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isRedisFull(error)) return new HttpProblem(507, "storage_full");
  if (isRedisAway(error)) return new HttpProblem(503, "storage_away", { retryAfter: 5 });
  const { type, status } = error as { type?: string; status?: number };
  if (type === "entity.too.large") return new HttpProblem(413, "too_large");
  if (type === "entity.parse.failed") return new HttpProblem(400, "bad_json");
  // a path that is no UTF-8, a charset or an encoding that nobody reads, a body cut short
  if (status !== undefined && status >= 400 && status < 500) return new HttpProblem(status, "bad_input");
  return new HttpProblem(500, "unexpected");
}

/** Last in line: every error as application/problem+json in the reader's language. */
export const answerErrors =
  (log: Logger, readToken: ReadToken): ErrorRequestHandler =>
  async (error, request, response, next) => {
    const problem = problemOf(error);
    // the address of a calendar is a secret
    const path = request.path.startsWith("/calendar/") ? "/calendar" : request.path;
    if (problem.status === 500) log.error({ err: error as unknown, path }, "unexpected");
    if (response.headersSent) return next(error);
    const person = await personOf(request, readToken);
    const locale = person?.locale ?? localeOf(request.headers["accept-language"]);
    if (problem.more.retryAfter !== undefined) response.set("Retry-After", String(problem.more.retryAfter));
    response.status(problem.status).type("application/problem+json").json(problem.toProblem(locale));
  };

export const nothingHere: RequestHandler = () => {
  throw new HttpProblem(404, "not_found");
};
