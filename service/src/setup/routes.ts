import { KindId } from "@veille/shared/api/common";
import { KindPreview, KindPreviewAsked, Setup } from "@veille/shared/api/setup";
import { z } from "zod";
import type { Context } from "../context.ts";
import { mustKnowRegion } from "../kinds/kinds.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Api, route } from "../platform/route.ts";
import { previewOf } from "./preview.ts";
import { keepSetup, loadSetup } from "./store.ts";

const OneKind = z.strictObject({ id: KindId });

/** Coordinators set up by questions; what they answer is in the kinds, here is only how far they came. */
export function setupRoutes(ctx: Context, api: Api): void {
  const coordinator = { who: "coordinator" } as const;

  route(
    api,
    {
      ...coordinator,
      method: "get",
      path: "/v1/setup",
      summary: "How far setting up came",
      answers: { 200: Setup },
    },
    async () => ({ status: 200, body: await loadSetup(ctx) })
  );

  route(
    api,
    {
      ...coordinator,
      method: "put",
      path: "/v1/setup",
      summary: "Keep how far setting up came",
      body: Setup,
      answers: { 200: Setup },
    },
    async ({ body }) => {
      const { outcome, setup } = await keepSetup(ctx, body);
      if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present: setup });
      return { status: 200, body: setup };
    }
  );

  route(
    api,
    {
      ...coordinator,
      method: "post",
      path: "/v1/kinds/:id/preview",
      summary: "What a kind would be like; nothing is kept",
      params: OneKind,
      body: KindPreviewAsked,
      answers: { 200: KindPreview },
    },
    ({ params, body }) => {
      mustKnowRegion(body);
      return { status: 200, body: previewOf(params.id, body, ctx.clock.now()) };
    }
  );
}
