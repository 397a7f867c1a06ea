import { Preferences } from "@veille/shared/api/preferences";
import type { Context } from "../context.ts";
import { type Api, route } from "../platform/route.ts";
import { putPreferences, readPreferences } from "./preferences.ts";

/** Nobody else's, and in nobody's cache. */
const headers = { "Cache-Control": "no-store" };

/** What every member may want otherwise, wherever they sit. */
export function preferenceRoutes(ctx: Context, api: Api): void {
  const mine = { who: "member", path: "/v1/me/preferences", answers: { 200: Preferences } } as const;
  route(api, { ...mine, method: "get", summary: "What I prefer" }, async ({ person }) => ({
    status: 200,
    body: await readPreferences(ctx, person!.id),
    headers,
  }));
  route(
    api,
    { ...mine, method: "put", summary: "Change what I prefer", body: Preferences },
    async ({ body, person }) => ({ status: 200, body: await putPreferences(ctx, person!.id, body), headers })
  );
}
