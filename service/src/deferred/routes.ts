import * as contract from "@veille/shared/api/deferred-post";
import { Openings, OpeningsQuery } from "@veille/shared/api/when";
import { z } from "zod";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Api, type Answer, route } from "../platform/route.ts";
import type { Person } from "../platform/tokens.ts";
import { act, answerQuestion, deferAgain, edit } from "./change.ts";
import { defer } from "./defer.ts";
import { type Done, readOne } from "./told.ts";
import { listOwn } from "./list.ts";
import { openingsFor } from "./openings.ts";

const params = z.strictObject({ id: contract.PostUuid });
const path = "/v1/deferred-posts/:id";
const post = contract.DeferredPost;
const member = { who: "member" } as const;

/** Routes for members always know who asks. */
function known(person: Person | null): Person {
  if (!person) throw new HttpProblem(401, "no_token");
  return person;
}

/** Own texts: nobody's cache keeps them. */
const headers = { "Cache-Control": "no-store" };

export function deferredRoutes(ctx: Context, api: Api): void {
  const ready = ({ status, post: body }: Done): Answer => {
    ctx.bus.emit("posts-ready", body);
    return { status, body, headers };
  };
  route(
    api,
    {
      ...member,
      method: "get",
      path: "/v1/openings",
      summary: "What the composer offers",
      query: OpeningsQuery,
      answers: { 200: Openings },
    },
    async ({ query, person }) => ({ status: 200, body: await openingsFor(ctx, query.kind, known(person)), headers })
  );
  route(
    api,
    {
      ...member,
      method: "put",
      path,
      summary: "Defer a post",
      params,
      body: contract.DeferPost,
      answers: { 200: post, 201: post },
    },
    async ({ params: { id }, body, person }) => ready(await defer(ctx, id, body, known(person)))
  );
  route(
    api,
    {
      ...member,
      method: "get",
      path: "/v1/deferred-posts",
      summary: "My deferred posts",
      query: contract.DeferredListQuery,
      answers: { 200: contract.DeferredList },
    },
    async ({ query, person }) => ({ status: 200, body: await listOwn(ctx, query, known(person)), headers })
  );
  route(
    api,
    { ...member, method: "get", path, summary: "One of mine", params, answers: { 200: post } },
    async ({ params: { id }, person }) => ({
      status: 200,
      body: await readOne(ctx, id, known(person)),
      headers,
    })
  );
  route(
    api,
    {
      ...member,
      method: "patch",
      path,
      summary: "Edit or move it",
      params,
      body: contract.EditDeferredPost,
      answers: { 200: post, 202: post },
    },
    async ({ params: { id }, body, person }) => ready(await edit(ctx, id, body, known(person)))
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/publish-now`,
      summary: "Publish it now",
      params,
      body: contract.Act,
      answers: { 200: post, 202: post },
    },
    async ({ params: { id }, body, person }) =>
      ready((await act(ctx, "publishNow", id, body.version, known(person))) as Done)
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/take-back`,
      summary: "Take it back",
      params,
      body: contract.TakeBack,
      answers: { 200: post, 202: post },
    },
    async ({ params: { id }, body, person }) =>
      ready((await act(ctx, "takeBack", id, body.version, known(person), body.draft ?? true)) as Done)
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/defer-again`,
      summary: "Defer it again",
      params,
      body: contract.DeferAgain,
      answers: { 200: post, 202: post },
    },
    async ({ params: { id }, body, person }) => ready(await deferAgain(ctx, id, body, known(person)))
  );
  route(
    api,
    {
      ...member,
      method: "post",
      path: `${path}/answer`,
      summary: "After a split: where it goes",
      params,
      body: contract.AnswerQuestion,
      answers: { 200: post, 202: post },
    },
    async ({ params: { id }, body, person }) => ready(await answerQuestion(ctx, id, body, known(person)))
  );
  route(
    api,
    {
      ...member,
      method: "delete",
      path,
      summary: "Erase what has ended",
      params,
      query: contract.DeleteQuery,
      answers: { 204: null },
    },
    async ({ params: { id }, query, person }) => {
      await act(ctx, "remove", id, query.version, known(person));
      return { status: 204, headers };
    }
  );
}
