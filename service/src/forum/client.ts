import type { z } from "zod";
import * as contract from "@veille/shared/api/forum";
import type { Logger } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Budget, CallClass } from "./budget.ts";

/** Why a call brought no answer. With `sent: "no"` the forum certainly did nothing. */
export interface NoAnswer {
  ok: false;
  sent: "no" | "maybe";
  code:
    | "budget"
    | "unreachable"
    | "rate_limited"
    | "our_key"
    | "our_request"
    | "timeout"
    | "server_error"
    | "bad_answer";
  /** seconds; null: not said */
  retryAfter: number | null;
}
export type ChangesAnswer = z.infer<typeof contract.ChangesAnswer>;
export type Called<T> = { ok: true; answer: T } | NoAnswer;

export interface Forum {
  publish(items: contract.PublicationItem[]): Promise<Called<contract.OutcomeItem[]>>;
  outcomes(items: contract.KeyItem[]): Promise<Called<contract.OutcomeItem[]>>;
  cancel(items: contract.KeyItem[]): Promise<Called<contract.OutcomeItem[]>>;
  giveBack(items: contract.GiveBackItem[]): Promise<Called<contract.GiveBackOutcome[]>>;
  keepUploads(items: contract.UploadsItem[]): Promise<Called<z.infer<typeof contract.UploadsAnswer>["items"]>>;
  people(userIds: number[]): Promise<Called<contract.Person[]>>;
  site(): Promise<Called<contract.Site>>;
  /** what happened after the cursor, and where these are now: at most 500 of each */
  changes(after: number | null, postIds?: number[], topicIds?: number[]): Promise<Called<ChangesAnswer>>;
}

export interface ForumOptions {
  url: string;
  key: string;
  /** ms */
  timeout: number;
  budget: Budget;
  metrics: Metrics;
  log: Logger;
}

const neverArrived = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const no = (sent: NoAnswer["sent"], code: NoAnswer["code"], retryAfter: number | null = null): NoAnswer => ({
  ok: false,
  sent,
  code,
  retryAfter,
});

function ofError(error: unknown): NoAnswer {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  if (cause?.code && neverArrived.has(cause.code)) return no("no", "unreachable");
  return no("maybe", name === "TimeoutError" ? "timeout" : "unreachable");
}

/** What a status other than 200 means. 429 comes as JSON (admin key) or as text (address): both did nothing. */
function ofStatus(response: Response): NoAnswer {
  const after = Number(response.headers.get("retry-after"));
  if (response.status === 429) return no("no", "rate_limited", Number.isFinite(after) && after > 0 ? after : 60);
  if (response.status === 401 || response.status === 403) return no("no", "our_key");
  if (response.status < 500) return no("no", "our_request");
  return no("maybe", "server_error");
}

/** The one door to Discourse: our plugin's calls with the scoped admin key, paced by the budget. */
export function createForum(options: ForumOptions): Forum {
  const { url, key, timeout, budget, metrics, log } = options;

  async function once<T>(method: string, path: string, schema: z.ZodType<T>, body: unknown): Promise<Called<T>> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(url + path, {
        method,
        redirect: "error",
        headers: {
          "Api-Key": key,
          "Api-Username": "system",
          "Content-Type": "application/json",
          Accept: "application/json",
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeout),
      });
      if (!response.ok) {
        await response.body?.cancel();
        return ofStatus(response);
      }
      answer = await response.json();
    } catch (error) {
      return error instanceof SyntaxError ? no("maybe", "bad_answer") : ofError(error);
    }
    const read = schema.safeParse(answer);
    if (read.success) return { ok: true, answer: read.data };
    log.error(
      { path, fields: read.error.issues.map((issue) => issue.path.join(".")) },
      "an answer of the forum is not understood"
    );
    return no("maybe", "bad_answer");
  }

  async function call<T>(
    class_: CallClass,
    method: string,
    path: string,
    schema: z.ZodType<T>,
    body: unknown
  ): Promise<Called<T>> {
    const wait = await budget.spend(class_);
    if (wait > 0) return no("no", "budget", wait / 1000);
    const called = await once(method, path, schema, body);
    metrics.forumCalls.inc({ call: path, result: called.ok ? "ok" : called.code });
    if (!called.ok && called.code === "rate_limited") await budget.slowDown(called.retryAfter);
    return called;
  }

  const items = async <T>(called: Promise<Called<{ items: T[] }>>): Promise<Called<T[]>> => {
    const got = await called;
    return got.ok ? { ok: true, answer: got.answer.items } : got;
  };
  const list = "/veille/publications";
  return {
    publish: (asked) => items(call("publish", "POST", `${list}.json`, contract.OutcomeAnswer, { items: asked })),
    outcomes: (asked) =>
      items(call("publish", "POST", `${list}/outcomes.json`, contract.OutcomeAnswer, { items: asked })),
    cancel: (asked) => items(call("publish", "POST", `${list}/cancel.json`, contract.OutcomeAnswer, { items: asked })),
    giveBack: (asked) =>
      items(call("publish", "POST", "/veille/give-backs.json", contract.GiveBackAnswer, { items: asked })),
    keepUploads: (asked) =>
      items(call("upkeep", "PUT", "/veille/uploads.json", contract.UploadsAnswer, { items: asked })),
    async people(userIds) {
      const got = await call("upkeep", "POST", "/veille/people.json", contract.PeopleAnswer, { userIds });
      return got.ok ? { ok: true, answer: got.answer.people } : got;
    },
    changes: (after, postIds = [], topicIds = []) => {
      const locate = { postIds, topicIds };
      return call("upkeep", "POST", "/veille/changes.json", contract.ChangesAnswer, { after, locate });
    },
    site: () => call("upkeep", "POST", "/veille/site.json", contract.Site, {}),
  };
}
