import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import { Problem } from "@veille/shared/api/problem";
import type { Locale } from "@veille/shared/api/common";
import type { Request, Response, Router } from "express";
import { z } from "zod";
import { HttpProblem } from "./errors.ts";
import { parse } from "./parse.ts";
import { localeOf, type Person, type ReadToken } from "./tokens.ts";

type Schema = z.ZodType | undefined;
type Out<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** Who may ask at all; finer rights are the rules' business. */
export type Who = "anyone" | "member" | "coordinator";

export interface RouteSpec<Params extends Schema, Query extends Schema, Body extends Schema> {
  method: "get" | "put" | "post" | "patch" | "delete";
  /** Express' way: `/v1/kinds/:id` */
  path: string;
  summary: string;
  who: Who;
  params?: Params;
  query?: Query;
  body?: Body;
  /** schema of each good answer by status; null: no body */
  answers: Record<number, z.ZodType | null>;
}

export interface Asked<Params extends Schema, Query extends Schema, Body extends Schema> {
  params: Out<Params>;
  query: Out<Query>;
  body: Out<Body>;
  /** who asks; null only where anyone may */
  person: Person | null;
  locale: Locale;
  request: Request;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Where routes are kept: the router that answers and the list that openapi.json is made of. */
export interface Api {
  router: Router;
  readToken: ReadToken;
  documented: RouteConfig[];
}

/** Whoever sends a query to a route that has none is told so, as for any unknown field. */
const noQuery = z.strictObject({});

const readers = new WeakMap<Request, Promise<Person | null>>();
const nobody = Promise.resolve(null);

/** The person behind a request's bearer token, read once a request; null without a good one. */
export function personOf(request: Request, readToken: ReadToken): Promise<Person | null> {
  const { authorization } = request.headers;
  if (authorization === undefined) return nobody;
  let reading = readers.get(request);
  if (!reading) {
    const [scheme, token] = authorization.split(" ");
    reading = scheme?.toLowerCase() === "bearer" && token ? readToken(token) : nobody;
    readers.set(request, reading);
  }
  return reading;
}

function mustBe(who: Who, person: Person | null): void {
  if (who === "anyone") return;
  if (!person) throw new HttpProblem(401, "no_token");
  if (who === "coordinator" && !person.coordinator) throw new HttpProblem(403, "not_allowed");
}

/** Answers `spec` with `handle`, after rights and schemas, and documents it. */
export function route<
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema = undefined,
>(
  api: Api,
  spec: RouteSpec<Params, Query, Body>,
  handle: (asked: Asked<Params, Query, Body>) => Promise<Answer> | Answer
): void {
  api.documented.push(documentation(spec));
  api.router[spec.method](spec.path, async (request: Request, response: Response) => {
    const person = await personOf(request, api.readToken);
    mustBe(spec.who, person);
    const answer = await handle({
      params: (spec.params && parse(spec.params, request.params)) as Out<Params>,
      query: queryOf(spec.query, request) as Out<Query>,
      body: (spec.body && parse(spec.body, request.body ?? {})) as Out<Body>,
      person,
      locale: person?.locale ?? localeOf(request.headers["accept-language"]),
      request,
    });
    write(response, answer);
  });
}

const queryOf = (schema: Schema, request: Request): unknown =>
  schema || request.url.includes("?") ? parse(schema ?? noQuery, request.query) : undefined;

/** Strings are written out already; neither they nor our JSON need a second look by Express. */
function write(response: Response, { status, headers = {}, body }: Answer): void {
  response.statusCode = status;
  if (body !== undefined && typeof body !== "string") {
    response.setHeader("Content-Type", "application/json; charset=utf-8");
  }
  for (const name in headers) response.setHeader(name, headers[name] as string);
  response.end(body === undefined || typeof body === "string" ? body : JSON.stringify(body));
}

function documentation(spec: RouteSpec<Schema, Schema, Schema>): RouteConfig {
  const answers: RouteConfig["responses"] = {
    default: { description: "What went wrong", content: { "application/problem+json": { schema: Problem } } },
  };
  for (const [status, schema] of Object.entries(spec.answers)) {
    answers[status] = { description: spec.summary, ...(schema && { content: { "application/json": { schema } } }) };
  }
  return {
    method: spec.method,
    path: spec.path.replace(/:(\w+)/g, "{$1}"),
    summary: spec.summary,
    ...(spec.who !== "anyone" && { security: [{ bearer: [] }] }),
    request: {
      ...(spec.params && { params: spec.params as z.ZodObject }),
      ...(spec.query && { query: spec.query as z.ZodObject }),
      ...(spec.body && { body: { content: { "application/json": { schema: spec.body } }, required: true } }),
    },
    responses: answers,
  };
}
