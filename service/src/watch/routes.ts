import type { Context } from "../context.ts";
import type { Api } from "../platform/route.ts";
import { calendarRoutes } from "./routes-calendar.ts";
import { ownRoutes } from "./routes-own.ts";
import { placeRoutes } from "./routes-places.ts";
import { tableRoutes } from "./routes-table.ts";
import { templateRoutes } from "./routes-templates.ts";

/** Presence and the table of shifts. */
export function watchRoutes(ctx: Context, api: Api): void {
  tableRoutes(ctx, api);
  placeRoutes(ctx, api);
  ownRoutes(ctx, api);
  templateRoutes(ctx, api);
  calendarRoutes(ctx, api);
}
