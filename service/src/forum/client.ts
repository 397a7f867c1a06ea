import type { z } from "zod";
import * as contract from "@veille/shared/api/forum";
import { MembersAnswer } from "@veille/shared/api/forum-members";
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
export type BeatAnswer = z.infer<typeof contract.BeatAnswer>;
export type RequestsAnswer = z.infer<typeof contract.RequestsAnswer>;
type PushedIntervals = z.infer<typeof contract.LoudIntervalsAnswer>["items"];
type NoneDue = z.infer<typeof contract.BeatRequest>["noneDue"];
export type Called<T> = { ok: true; answer: T } | NoAnswer;

export interface Forum {
  /** `class_`: `publish` where not said */
  publish(items: contract.PublicationItem[], class_?: CallClass): Promise<Called<contract.OutcomeItem[]>>;
  outcomes(items: contract.KeyItem[]): Promise<Called<contract.OutcomeItem[]>>;
  cancel(items: contract.KeyItem[], class_?: CallClass): Promise<Called<contract.OutcomeItem[]>>;
  giveBack(items: contract.GiveBackItem[]): Promise<Called<contract.GiveBackOutcome[]>>;
  keepUploads(items: contract.UploadsItem[]): Promise<Called<z.infer<typeof contract.UploadsAnswer>["items"]>>;
  /** `class_`: `upkeep` where not said */
  people(userIds: number[], class_?: CallClass): Promise<Called<contract.Person[]>>;
  /** a page of who is in a group, by id; only where the site's features name `members` */
  members(groupId: number, after: number): Promise<Called<z.infer<typeof MembersAnswer>>>;
  site(): Promise<Called<contract.Site>>;
  /** what happened after the cursor, where these are now, and who sees what: at most 500 of each */
  changes(
    after: number | null,
    postIds?: number[],
    topicIds?: number[],
    sights?: contract.Sight[]
  ): Promise<Called<ChangesAnswer>>;
  /** finished loud intervals, at most 200 people */
  putLoudIntervals(items: contract.LoudIntervalsItem[]): Promise<Called<PushedIntervals>>;
  /** what was held for at most 50 people */
  held(userIds: number[]): Promise<Called<contract.HeldOf[]>>;
  /** we are alive, and for whom nothing is due: at most 500 */
  beat(noneDue: NoneDue): Promise<Called<BeatAnswer>>;
  /** topics of these categories (at most 100) since an instant (ISO 8601), oldest first */
  requests(categoryIds: number[], since: string): Promise<Called<RequestsAnswer>>;
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
    publish: (asked, class_ = "publish") =>
      items(call(class_, "POST", `${list}.json`, contract.OutcomeAnswer, { items: asked })),
    outcomes: (asked) =>
      items(call("publish", "POST", `${list}/outcomes.json`, contract.OutcomeAnswer, { items: asked })),
    cancel: (asked, class_ = "publish") =>
      items(call(class_, "POST", `${list}/cancel.json`, contract.OutcomeAnswer, { items: asked })),
    giveBack: (asked) =>
      items(call("publish", "POST", "/veille/give-backs.json", contract.GiveBackAnswer, { items: asked })),
    keepUploads: (asked) =>
      items(call("upkeep", "PUT", "/veille/uploads.json", contract.UploadsAnswer, { items: asked })),
    async people(userIds, class_ = "upkeep") {
      const got = await call(class_, "POST", "/veille/people.json", contract.PeopleAnswer, { userIds });
      return got.ok ? { ok: true, answer: got.answer.people } : got;
    },
    members: (groupId, after) => call("upkeep", "POST", "/veille/members.json", MembersAnswer, { groupId, after }),
    changes: (after, postIds = [], topicIds = [], sights = []) => {
      const locate = { postIds, topicIds, ...(sights.length > 0 && { sights }) };
      return call("upkeep", "POST", "/veille/changes.json", contract.ChangesAnswer, { after, locate });
    },
    putLoudIntervals: (asked) =>
      items(call("calm", "PUT", "/veille/loud-intervals.json", contract.LoudIntervalsAnswer, { items: asked })),
    async held(userIds) {
      const got = await call("calm", "POST", "/veille/held.json", contract.HeldAnswer, { userIds });
      return got.ok ? { ok: true, answer: got.answer.people } : got;
    },
    // one call a minute that keeps everybody's silence: it must not wait behind an opening
    beat: (noneDue) => call("upkeep", "POST", "/veille/beat.json", contract.BeatAnswer, { noneDue }),
    requests: (categoryIds, since) =>
      call("calm", "POST", "/veille/requests.json", contract.RequestsAnswer, { categoryIds, since }),
    site: () => call("upkeep", "POST", "/veille/site.json", contract.Site, {}),
  };
}
