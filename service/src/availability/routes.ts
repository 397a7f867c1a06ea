import { Availability } from "@veille/shared/api/availability";
import { Locale } from "@veille/shared/api/common";
import type { Request } from "express";
import { z } from "zod";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Answer, type Api, route } from "../platform/route.ts";
import type { Person } from "../platform/tokens.ts";
import { type Bulletin, createBulletins, type Page } from "./bulletin.ts";

const Language = z.strictObject({ lang: Locale.optional() });

/** RFC 9110 §13.1.2, compared weakly. Express would heed the no-cache that browsers add to a tag set by a script. */
const isKnown = (etag: string, request: Request): boolean =>
  (request.headers["if-none-match"] ?? "")
    .split(",")
    .some((tag) => tag.trim().replace(/^W\//, "") === etag.replace(/^W\//, ""));

export function availabilityRoutes(ctx: Context, api: Api): void {
  const bulletin = createBulletins(ctx);

  /** Without the forum's word on itself nobody knows whether visitors may read: closed until known. */
  const seenBy = async (person: Person | null): Promise<Bulletin> => {
    const closed = () => new HttpProblem(401, "no_token");
    if (!person && (ctx.site.get()?.loginRequired ?? true)) throw closed();
    const present = await bulletin();
    if (!person && !present.forVisitors) throw closed();
    return present;
  };
  const answer = (request: Request, page: Page, person: Person | null, more: Record<string, string>): Answer => {
    const headers = {
      ETag: page.etag,
      "Cache-Control": `${person ? "private" : "public"}, max-age=30`,
      Vary: "Authorization",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "cross-origin",
      ...more,
    };
    return isKnown(page.etag, request) ? { status: 304, headers } : { status: 200, body: page.body, headers };
  };

  route(
    api,
    {
      who: "anyone",
      method: "get",
      path: "/v1/availability",
      summary: "Who is there, by kind of help; when the team is back",
      answers: { 200: Availability, 304: null },
    },
    async ({ request, person }) => {
      const page = (await seenBy(person)).json(ctx.clock.now(), person);
      return answer(request, page, person, { "Content-Type": "application/json; charset=utf-8" });
    }
  );

  route(
    api,
    {
      who: "anyone",
      method: "get",
      path: "/v1/availability.html",
      summary: "The same, to be embedded in another page, without script",
      query: Language,
      answers: { 200: null, 304: null },
    },
    async ({ request, person, query, locale }) => {
      const page = (await seenBy(person)).html(query.lang ?? locale);
      return answer(request, page, person, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": query.lang ?? locale,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        Vary: "Authorization, Accept-Language",
      });
    }
  );
}
