import { ForumId } from "@veille/shared/api/common";
import { PauseTopic, ResumeTopic, TakeAlong, TopicWaiting, TopicWaitingQuery } from "@veille/shared/api/moderation";
import { z } from "zod";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Api, route } from "../platform/route.ts";
import type { Person } from "../platform/tokens.ts";
import { askAlong, pauseTopic, resumeTopic, waitingFor } from "./moderation.ts";

const params = z.strictObject({ id: z.coerce.number().pipe(ForumId) });
const path = "/v1/topics/:id";
const headers = { "Cache-Control": "no-store" };

/** Moderators by the claim in a token that was asked for this very topic; nobody else learns that anything waits. */
function moderatorOf(person: Person | null, topicId: number): Person {
  if (!person) throw new HttpProblem(401, "no_token");
  if (!person.moderates.includes(topicId)) throw new HttpProblem(404, "not_found");
  return person;
}

export function moderationRoutes(ctx: Context, api: Api): void {
  const member = { who: "member", params } as const;
  const waiting = { 200: TopicWaiting };
  route(
    api,
    {
      ...member,
      method: "get",
      path: `${path}/waiting`,
      summary: "How many replies wait here",
      query: TopicWaitingQuery,
      answers: waiting,
    },
    async ({ params: { id }, query, person }) => {
      moderatorOf(person, id);
      return { status: 200, body: await waitingFor(ctx, id, query.since), headers };
    }
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/pause`,
      summary: "Let replies wait while tidying",
      body: PauseTopic,
      answers: waiting,
    },
    async ({ params: { id }, body, person }) => ({
      status: 200,
      body: await pauseTopic(ctx, moderatorOf(person, id), id, body),
      headers,
    })
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/resume`,
      summary: "Let replies go on",
      body: ResumeTopic,
      answers: waiting,
    },
    async ({ params: { id }, body, person }) => ({
      status: 200,
      body: await resumeTopic(ctx, moderatorOf(person, id), id, body.postId),
      headers,
    })
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/take-along`,
      summary: "Replies to the whole topic go along with these posts",
      body: TakeAlong,
      answers: { 204: null },
    },
    async ({ params: { id }, body, person }) => {
      await askAlong(ctx, moderatorOf(person, id), id, body);
      return { status: 204, headers };
    }
  );
}
