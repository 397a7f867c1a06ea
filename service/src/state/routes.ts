import { State } from "@veille/shared/api/state";
import type { Context } from "../context.ts";
import { type Api, route } from "../platform/route.ts";
import { stateOf } from "./state.ts";

export function stateRoutes(ctx: Context, api: Api): void {
  route(
    api,
    {
      who: "coordinator",
      method: "get",
      path: "/v1/state",
      summary: "Whether everything is there, and what is wrong",
      answers: { 200: State },
    },
    async () => ({ status: 200, body: await stateOf(ctx), headers: { "Cache-Control": "no-store" } })
  );
}
