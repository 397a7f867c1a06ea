import type { Response } from "express";
import { sentences } from "./sentences.ts";

/** Thrown anywhere in a route, answered at the edge in the forum's shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Record<string, string>;
  constructor(status: number, body: object, headers: Record<string, string> = {}) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const forbidden = (): Refusal =>
  new Refusal(403, { errors: [sentences.forbidden], error_type: "invalid_access" });
export const badKey = (): Refusal => new Refusal(403, { errors: [sentences.badKey], error_type: "invalid_access" });
export const notFound = (): Refusal => new Refusal(404, { errors: [sentences.notFound], error_type: "not_found" });
export const invalid = (detail: string): Refusal =>
  new Refusal(400, { errors: [sentences.invalid + detail], error_type: "invalid_parameters" });
export const readOnly = (): Refusal => new Refusal(503, { errors: [sentences.readOnly], error_type: "read_only" });
export const unprocessable = (errors: string[], action = "create_post"): Refusal =>
  new Refusal(422, { action, errors });

export function limited(sentence: string, seconds: number, code?: string): Refusal {
  return new Refusal(
    429,
    {
      errors: [sentence],
      error_type: "rate_limit",
      extras: { wait_seconds: seconds, time_left: sentences.timeLeft(seconds) },
    },
    { "Retry-After": String(seconds), ...(code && { "Discourse-Rate-Limit-Error-Code": code }) }
  );
}

/** The web server's own answer, before Rails: text, not JSON. */
export function tooManyFromAddress(response: Response): void {
  response
    .status(429)
    .set({ "Retry-After": "10", "Discourse-Rate-Limit-Error-Code": "ip_10_secs_limit" })
    .type("text/plain")
    .send(
      "Slow down, you're making too many requests.\nPlease retry again in 10 seconds.\nError code: ip_10_secs_limit.\n"
    );
}

/** A proxy's or Rails' own page: not JSON either. */
export function pageOfDistress(response: Response, status: 500 | 502): void {
  const title = status === 502 ? "502 Bad Gateway" : "Oops";
  response
    .status(status)
    .type("text/html")
    .send(`<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`);
}
