import { Router, type Request, type Response } from "express";
import { forbidden, invalid, readOnly } from "../answers.ts";
import type { Context } from "../context.ts";
import type { User } from "../rows.ts";
import { type Caller, checkCsrf, isStaff } from "../who.ts";

/** What a route is given; `me` throws 403 for nobody, `admin` for everybody but one. */
export interface Call {
  forum: Context;
  request: Request;
  response: Response;
  caller: Caller;
  /** JSON or form fields, and the query */
  given: Record<string, unknown>;
  number(name: string): number;
  /** a field as text, undefined where left out or not plain */
  text(name: string): string | undefined;
  /** "true" or true */
  flag(name: string): boolean;
  me(): User;
  admin(): User;
}
export type Handle = (call: Call) => unknown;
type Method = "get" | "post" | "put" | "delete";

/** Text, number or truth value as text. */
export const plain = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

/** Parameters in the path come as text; whatever is not a number there is a 404 elsewhere, here a 400. */
function callOf(forum: Context, request: Request, response: Response): Call {
  const caller = response.locals.caller as Caller;
  const given = { ...request.query, ...((request.body as object | undefined) ?? {}) };
  const me = () => {
    if (!caller.user) throw forbidden();
    return caller.user;
  };
  return {
    forum,
    request,
    response,
    caller,
    given,
    me,
    admin() {
      if (!me().admin) throw forbidden();
      return me();
    },
    text: (name) => plain(given[name]),
    flag: (name) => plain(given[name]) === "true",
    number(name) {
      const value = Number(request.params[name] ?? given[name]);
      if (!Number.isInteger(value)) throw invalid(name);
      return value;
    },
  };
}

/** A route of the core: never for the service's key, CSRF and read-only mode checked, the result sent as JSON. */
export function coreRoutes(forum: Context, routes: [Method, string, Handle][]): Router {
  const router = Router();
  for (const [method, path, handle] of routes) {
    router[method](path, async (request, response) => {
      const call = callOf(forum, request, response);
      if (call.caller.by === "veille_key") throw forbidden();
      checkCsrf(request, call.caller);
      refuseWrites(forum, method, path, call.caller.user);
      const result = await handle(call);
      if (!response.headersSent && result !== undefined) response.json(result);
    });
  }
  return router;
}

const allowedAlways = ["/session.json", "/admin/backups/readonly.json"];

function refuseWrites(forum: Context, method: Method, path: string, user: User | null): void {
  if (method === "get" || allowedAlways.includes(path)) return;
  if (forum.settings.read_only) throw readOnly();
  if (forum.settings.staff_writes_only && !(user && isStaff(user))) throw readOnly();
}
