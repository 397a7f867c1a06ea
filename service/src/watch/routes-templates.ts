import * as contract from "@veille/shared/api/shift-template";
import { WatchHistory } from "@veille/shared/api/watch-history";
import { z } from "zod";
import type { Context } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { type Api, route } from "../platform/route.ts";
import { noteCoordinator } from "./coordinators.ts";
import { loadHistory } from "./history.ts";
import { maySeeTable } from "./rights.ts";
import { loadTemplates } from "./template-store.ts";
import { deleteTemplate, describeTemplate, preview, putTemplate } from "./templates.ts";

const OneTemplate = z.strictObject({ id: contract.TemplateId });
const headers = { "Cache-Control": "no-store" };

/** What makes shifts. A change that concerns people is shown first, and confirmed. */
export function templateRoutes(ctx: Context, api: Api): void {
  const coordinator = { who: "coordinator" } as const;
  const all = "/v1/shift-templates";
  route(
    api,
    {
      ...{ who: "member", method: "get", path: all },
      ...{ summary: "Shift templates", answers: { 200: contract.ShiftTemplateList } },
    },
    async ({ person }) => {
      const templates = [];
      for (const template of await loadTemplates(ctx)) {
        const kind = await findKind(ctx, template.kind);
        if (person!.coordinator || (kind && maySeeTable(ctx, kind, person!)))
          templates.push(describeTemplate(template));
      }
      return { status: 200, body: { templates }, headers };
    }
  );
  const one = { ...coordinator, params: OneTemplate, path: `${all}/:id` } as const;
  route(
    api,
    {
      ...{ ...one, method: "post", path: `${all}/:id/preview`, body: contract.PreviewRequest },
      ...{ summary: "What a change of a template would do", answers: { 200: contract.TemplatePreview } },
    },
    async ({ params, body, person }) => {
      await noteCoordinator(ctx, person!);
      return { status: 200, body: await preview(ctx, params.id, body.fields), headers };
    }
  );
  route(
    api,
    {
      ...{ ...one, method: "put", body: contract.PutShiftTemplate },
      summary: "Make a shift template (version 0) or change it",
      answers: { 200: contract.ShiftTemplate, 201: contract.ShiftTemplate },
    },
    async ({ params, body, person }) => {
      await noteCoordinator(ctx, person!);
      const { template, made } = await putTemplate(ctx, person!, params.id, body);
      return { status: made ? 201 : 200, body: template, headers };
    }
  );
  route(
    api,
    {
      ...{ ...one, method: "delete", query: contract.DeleteShiftTemplate },
      ...{ summary: "Remove a shift template and its shifts", answers: { 204: null } },
    },
    async ({ params, query, person }) => {
      await deleteTemplate(ctx, person!, params.id, query.version, query.confirm ?? null);
      return { status: 204 };
    }
  );
  route(
    api,
    {
      ...{ ...coordinator, method: "get", path: "/v1/watch/history" },
      ...{ summary: "Who changed what", answers: { 200: WatchHistory } },
    },
    async () => {
      return { status: 200, body: { lines: await loadHistory(ctx) }, headers };
    }
  );
}
