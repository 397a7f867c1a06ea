import { DigestChoice } from "@veille/shared/api/declared-hours";
import type { Context } from "../context.ts";
import { keepPart, loadOne } from "../declared-hours/store.ts";
import { teamMember } from "../declared-hours/team.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Api, route } from "../platform/route.ts";

const headers = { "Cache-Control": "no-store" };
const path = "/v1/me/digest";
const usual: DigestChoice = { version: 0, rhythm: "daily" };

export function digestRoutes(ctx: Context, api: Api): void {
  const member = { who: "member", path, answers: { 200: DigestChoice } } as const;
  route(api, { ...member, method: "get", summary: "How often I get my digest" }, async ({ person: asking }) => {
    const { person } = await teamMember(ctx, asking);
    return { status: 200, body: (await loadOne(ctx, person.id)).rhythm ?? usual, headers };
  });
  route(
    api,
    { ...member, method: "put", summary: "Choose how often I get my digest", body: DigestChoice },
    async ({ body, person: asking }) => {
      const { person } = await teamMember(ctx, asking);
      const { outcome, part } = await keepPart(ctx, person.id, "digest", body);
      const present = part ?? usual;
      if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present });
      if (outcome === "changed") ctx.bus.emit("hours-changed", { userId: person.id });
      return { status: 200, body: present, headers };
    }
  );
}
