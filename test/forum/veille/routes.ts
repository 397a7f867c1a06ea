import {
  BeatRequest,
  ChangesRequest,
  GiveBackRequest,
  HeldRequest,
  KeyRequest,
  LoudIntervalsRequest,
  PeopleRequest,
  PublicationRequest,
  RequestsRequest,
  UploadsRequest,
  type GiveBackItem,
  type KeyItem,
  type OutcomeItem,
} from "@veille/shared/api/forum";
import { MembersRequest } from "@veille/shared/api/forum-members";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { forbidden, invalid, Refusal } from "../answers.ts";
import type { Context } from "../context.ts";
import type { Caller } from "../who.ts";
import { about, site } from "./about.ts";
import { beat } from "./beat.ts";
import { cancel } from "./cancel.ts";
import { changes } from "./changes.ts";
import { giveBack } from "./give-back.ts";
import { heldFor } from "./held.ts";
import { keepLoudIntervals } from "./loud-intervals.ts";
import { parse } from "./parse.ts";
import { members, people } from "./people.ts";
import { publish } from "./publish.ts";
import { requests } from "./requests.ts";
import { outcome, outcomeOf } from "./rows.ts";
import { token } from "./token.ts";
import { keepUploads } from "./uploads.ts";

/** bytes */
const largestBody = 1_000_000;

/** The plugin's calls, as `design/5-api.md` and the contract have them. */
export function veilleRoutes(forum: Context): Router {
  const router = Router();
  const call =
    <T>(schema: z.ZodType<T>, work: (body: T, request: Request, response: Response) => unknown) =>
    async (request: Request, response: Response) => {
      serviceOnly(response);
      if (Number(request.get("Content-Length")) > largestBody) throw invalid("too_large");
      const answer = await work(parse(schema, request.body), request, response);
      if (!response.headersSent && !response.destroyed) response.json(answer);
    };

  router.post(
    "/veille/publications.json",
    call(PublicationRequest, async ({ items }, request) => {
      once(items);
      return { items: await inTime(forum, items, (item) => publish(forum, item, () => request.socket.destroy())) };
    })
  );
  router.post(
    "/veille/publications/outcomes.json",
    call(KeyRequest, ({ items }) => ({
      items: items.map((item) => outcomeOf(forum, item) ?? outcome(item.key, { outcome: "unknown" })),
    }))
  );
  router.post(
    "/veille/publications/cancel.json",
    call(KeyRequest, ({ items }) => ({ items: each(items, (item) => cancel(forum, item)) }))
  );
  router.post(
    "/veille/give-backs.json",
    call(GiveBackRequest, ({ items }) => ({ items: each(items, (item) => giveBack(forum, item)) }))
  );
  router.put(
    "/veille/uploads.json",
    call(UploadsRequest, ({ items }) => ({ items: items.map((item) => keepUploads(forum, item)) }))
  );
  router.post(
    "/veille/people.json",
    call(PeopleRequest, ({ userIds }) => ({ people: people(forum, userIds) }))
  );
  router.put(
    "/veille/loud-intervals.json",
    call(LoudIntervalsRequest, ({ items }) => ({ items: items.map((item) => keepLoudIntervals(forum, item)) }))
  );
  router.post(
    "/veille/held.json",
    call(HeldRequest, ({ userIds }) => ({ people: userIds.map((userId) => heldFor(forum, userId)) }))
  );
  router.post(
    "/veille/beat.json",
    call(BeatRequest, (asked) => beat(forum, asked))
  );
  router.post(
    "/veille/requests.json",
    call(RequestsRequest, (asked) => requests(forum, asked))
  );
  router.post(
    "/veille/members.json",
    call(MembersRequest, (asked) => members(forum, asked))
  );
  router.post(
    "/veille/changes.json",
    call(ChangesRequest, (asked) => changes(forum, asked))
  );
  router.post(
    "/veille/site.json",
    call(z.strictObject({}), () => site(forum))
  );
  router.get("/veille/about.json", (_request, response) => void response.json(about()));
  router.post("/veille/token.json", (request, response) => void response.json(token(forum, request, response)));
  return router;
}

/** Only a key of an administrator's; a session, however mighty, is not the service. */
function serviceOnly(response: Response): void {
  const { by, user } = response.locals.caller as Caller;
  if (!by.endsWith("_key") || !user?.admin) throw forbidden();
}

/** The same key twice in one call is a mistake of the caller's. */
function once(items: { key: string }[]): void {
  if (new Set(items.map((item) => item.key)).size < items.length) {
    throw new Refusal(400, { errors: ["the same key twice"], error_type: "invalid_parameters" });
  }
}

const each = <I extends KeyItem | GiveBackItem, O>(items: I[], work: (item: I) => O): O[] => {
  once(items);
  return items.map(work);
};

/** What was not begun within the batch's time says so. */
async function inTime<I extends { key: string }>(
  forum: Context,
  items: I[],
  work: (item: I) => Promise<OutcomeItem>
): Promise<OutcomeItem[]> {
  const end = forum.clock.now() + forum.settings.batch_seconds * 1000;
  const answers: OutcomeItem[] = [];
  for (const item of items) {
    const late = forum.clock.now() >= end;
    answers.push(late ? outcome(item.key, { outcome: "not_reached" }) : await work(item));
  }
  return answers;
}
