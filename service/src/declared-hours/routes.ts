import { DeclaredHours, Leave, PutDeclaredHours, PutLeave } from "@veille/shared/api/declared-hours";
import type { Context } from "../context.ts";
import { type Api, route } from "../platform/route.ts";
import { putHours, putLeave, readHours, readLeave } from "./declared-hours.ts";
import { teamMember } from "./team.ts";

/** Nobody else's, and in nobody's cache. */
const headers = { "Cache-Control": "no-store" };
const hours = "/v1/me/declared-hours";
const leave = "/v1/me/leave";

/** 202 until the forum acts by what was chosen. */
export function declaredHoursRoutes(ctx: Context, api: Api): void {
  const member = { who: "member" } as const;
  route(
    api,
    { ...member, method: "get", path: hours, summary: "When I may be alerted", answers: { 200: DeclaredHours } },
    async ({ person: asking }) => {
      const { person, kinds } = await teamMember(ctx, asking);
      return { status: 200, body: await readHours(ctx, person, kinds), headers };
    }
  );
  route(
    api,
    {
      ...member,
      method: "put",
      path: hours,
      summary: "Choose when I may be alerted",
      body: PutDeclaredHours,
      answers: { 200: DeclaredHours, 202: DeclaredHours },
    },
    async ({ body, person }) => {
      const present = await putHours(ctx, (await teamMember(ctx, person)).person, body);
      return { status: present.forumHasIt ? 200 : 202, body: present, headers };
    }
  );
  route(
    api,
    { ...member, method: "get", path: leave, summary: "When I am away", answers: { 200: Leave } },
    async ({ person }) => ({
      status: 200,
      body: await readLeave(ctx, (await teamMember(ctx, person)).person),
      headers,
    })
  );
  route(
    api,
    {
      ...member,
      method: "put",
      path: leave,
      summary: "Say when I am away",
      body: PutLeave,
      answers: { 200: Leave, 202: Leave },
    },
    async ({ body, person }) => {
      const put = await putLeave(ctx, (await teamMember(ctx, person)).person, body);
      return { status: put.forumHasIt ? 200 : 202, body: put.leave, headers };
    }
  );
}
