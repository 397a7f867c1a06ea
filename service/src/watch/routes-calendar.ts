import { CalendarFeed } from "@veille/shared/api/watch";
import { z } from "zod";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Api, route } from "../platform/route.ts";
import { endFeed, feedOf, makeFeed, readFeedOf } from "./calendar.ts";

const Secret = z.strictObject({ secret: z.string().max(200) });
const headers = { "Cache-Control": "no-store" };

/** My shifts in my own calendar: a secret address, made, replaced and revoked by me. */
export function calendarRoutes(ctx: Context, api: Api): void {
  const mine = { who: "member", path: "/v1/me/calendar" } as const;
  route(
    api,
    { ...mine, method: "get", summary: "Whether I have a calendar address", answers: { 200: CalendarFeed } },
    async ({ person }) => ({ status: 200, body: await readFeedOf(ctx, person!), headers })
  );
  route(
    api,
    { ...mine, method: "post", summary: "Make or replace my calendar address", answers: { 200: CalendarFeed } },
    async ({ person }) => ({ status: 200, body: await makeFeed(ctx, person!), headers })
  );
  route(
    api,
    { ...mine, method: "delete", summary: "End my calendar address", answers: { 204: null } },
    async ({ person }) => {
      await endFeed(ctx, person!.id);
      return { status: 204 };
    }
  );
  route(
    api,
    {
      ...{ who: "anyone", method: "get", path: "/calendar/:secret.ics", params: Secret },
      ...{ summary: "Shifts in iCalendar, for who knows the address", answers: { 200: null, 304: null } },
    },
    async ({ params, request }) => {
      const feed = await feedOf(ctx, params.secret);
      if (!feed) throw new HttpProblem(404, "not_found");
      const more = { "Cache-Control": "private, max-age=300", ETag: feed.etag, "X-Robots-Tag": "noindex" };
      if (request.headers["if-none-match"] === feed.etag) return { status: 304, headers: more };
      const type = { "Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff" };
      return { status: 200, body: feed.body, headers: { ...more, ...type } };
    }
  );
}
