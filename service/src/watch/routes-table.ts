import { ShiftId } from "@veille/shared/api/shift-template";
import { GapList, OneShift, ShiftList, ShiftsQuery } from "@veille/shared/api/watch";
import { z } from "zod";
import type { Context } from "../context.ts";
import { iso } from "../platform/clock.ts";
import { type Api, route } from "../platform/route.ts";
import { csvOf } from "./csv.ts";
import { listGaps } from "./gaps.ts";
import { readShift } from "./one-shift.ts";
import { tableOf } from "./table.ts";

const headers = { "Cache-Control": "no-store" };
const asFile = (name: string) => ({
  ...headers,
  "Content-Type": "text/csv; charset=utf-8",
  "Content-Disposition": `attachment; filename="${name}"`,
  "X-Content-Type-Options": "nosniff",
});

/** The table and its open slots, also as files. */
export function tableRoutes(ctx: Context, api: Api): void {
  const list = { who: "member", method: "get", query: ShiftsQuery } as const;
  const serverTime = () => iso(ctx.clock.now());
  route(
    api,
    { ...list, path: "/v1/shifts", summary: "The table of shifts", answers: { 200: ShiftList } },
    async ({ query, person }) => ({
      status: 200,
      body: { shifts: await tableOf(ctx, person!, query), serverTime: serverTime() },
      headers,
    })
  );
  route(
    api,
    { ...list, path: "/v1/shifts.csv", summary: "The table of shifts as a file", answers: { 200: null } },
    async ({ query, person, locale }) => ({
      status: 200,
      body: await csvOf(ctx, await tableOf(ctx, person!, query), locale),
      headers: asFile("permanences.csv"),
    })
  );
  route(
    api,
    {
      ...{ who: "member", method: "get", path: "/v1/shifts/:id", params: z.strictObject({ id: ShiftId }) },
      ...{ summary: "One shift, wherever it has moved", answers: { 200: OneShift } },
    },
    async ({ params, person }) => ({ status: 200, body: await readShift(ctx, person!, params.id), headers })
  );
  route(
    api,
    { ...list, path: "/v1/gaps", summary: "Open slots", answers: { 200: GapList } },
    async ({ query, person }) => ({
      status: 200,
      body: { gaps: await listGaps(ctx, person!, query), serverTime: serverTime() },
      headers,
    })
  );
  route(
    api,
    { ...list, path: "/v1/gaps.csv", summary: "Open slots as a file", answers: { 200: null } },
    async ({ query, person, locale }) => {
      const gaps = await listGaps(ctx, person!, query);
      const body = await csvOf(
        ctx,
        gaps.map(({ shift }) => shift),
        locale
      );
      return { status: 200, body, headers: asFile("creneaux-libres.csv") };
    }
  );
}
