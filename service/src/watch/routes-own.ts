import { TemplateId } from "@veille/shared/api/shift-template";
import * as contract from "@veille/shared/api/watch";
import * as mine from "@veille/shared/api/own-shifts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { iso } from "../platform/clock.ts";
import { type Api, route } from "../platform/route.ts";
import { endOrder, putOrder } from "./orders.ts";
import { myShifts, stepBack } from "./own.ts";
import { endPresence, putPresence, readPresence } from "./presence.ts";
import { giveUpAll } from "./sign-ups.ts";
import { putTicks, readTicks } from "./ticks.ts";
import { sayUrgent } from "./urgent.ts";

const OneTemplate = z.strictObject({ id: TemplateId });
/** Nobody else's, and in nobody's cache. */
const headers = { "Cache-Control": "no-store" };

/** What is mine: presence, shifts, standing orders, ticks; and "this can't wait". */
export function ownRoutes(ctx: Context, api: Api): void {
  const member = { who: "member" } as const;
  const presence = { ...member, path: "/v1/me/presence", answers: { 200: contract.Presence } } as const;
  route(api, { ...presence, method: "get", summary: "Whether I am here" }, async ({ person }) => ({
    status: 200,
    body: await readPresence(ctx, person!),
    headers,
  }));
  route(
    api,
    { ...presence, method: "post", summary: "I'm here", body: contract.PutPresence },
    async ({ body, person }) => ({ status: 200, body: await putPresence(ctx, person!, body), headers })
  );
  route(api, { ...presence, method: "delete", summary: "I stop here" }, async ({ person }) => {
    const body = await readPresence(ctx, person!);
    await endPresence(ctx, person!.id);
    return { status: 200, body: { ...body, until: null, kinds: [] }, headers };
  });

  const ticks = { ...member, path: "/v1/me/watch", answers: { 200: contract.WatchTicks } } as const;
  route(api, { ...ticks, method: "get", summary: "Whether I am named, and what I want to hear of" }, async (asked) => ({
    status: 200,
    body: await readTicks(ctx, asked.person!),
    headers,
  }));
  route(
    api,
    { ...ticks, method: "put", summary: "Choose whether I am named, and what I hear of", body: contract.WatchTicks },
    async ({ body, person }) => ({ status: 200, body: await putTicks(ctx, person!, body), headers })
  );

  route(
    api,
    {
      ...{ ...member, method: "get", path: "/v1/me/shifts", query: mine.MyShiftsQuery },
      ...{ summary: "My shifts and standing orders", answers: { 200: mine.MyShifts } },
    },
    async ({ query, person }) => {
      const body = { ...(await myShifts(ctx, person!, query)), serverTime: iso(ctx.clock.now()) };
      return { status: 200, body, headers };
    }
  );
  route(
    api,
    {
      ...{ ...member, method: "post", path: "/v1/me/shifts/give-up", body: mine.GiveUp },
      ...{ summary: "Free several of my places", answers: { 200: mine.GivenUp } },
    },
    async ({ body, person }) => ({
      status: 200,
      body: { freed: await giveUpAll(ctx, person!, body.shifts) },
      headers,
    })
  );
  route(
    api,
    {
      ...{ ...member, method: "post", path: "/v1/me/step-back" },
      ...{ summary: "I can't any more, from now", answers: { 200: mine.SteppedBack } },
    },
    async ({ person }) => {
      await readTicks(ctx, person!);
      return { status: 200, body: await stepBack(ctx, person!), headers };
    }
  );

  const order = { ...member, params: OneTemplate, path: "/v1/shift-templates/:id/orders/me" } as const;
  route(
    api,
    {
      ...{ ...order, method: "put", body: contract.PutOrder, answers: { 200: contract.Order } },
      summary: "A place on every occurrence until a date",
    },
    async ({ params, body, person }) => ({
      status: 200,
      body: await putOrder(ctx, person!, params.id, body),
      headers,
    })
  );
  route(
    api,
    {
      ...{ ...order, method: "delete", answers: { 200: contract.OrderEnded } },
      summary: "End a standing order and free what it took",
    },
    async ({ params, person }) => ({
      status: 200,
      body: { freed: await endOrder(ctx, person!, params.id) },
      headers,
    })
  );

  route(
    api,
    {
      ...{ ...member, method: "post", path: "/v1/urgent", body: mine.Urgent },
      ...{ summary: "This can't wait", answers: { 200: mine.UrgentSent } },
    },
    async ({ body, person }) => ({ status: 200, body: { reached: await sayUrgent(ctx, person!, body) }, headers })
  );
}
