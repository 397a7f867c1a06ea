import { SiteWords } from "@veille/shared/api/availability";
import { AtVersion, KindId } from "@veille/shared/api/common";
import { Kind, KindList, PutKind } from "@veille/shared/api/kind";
import { z } from "zod";
import type { Context } from "../context.ts";
import { type Api, route } from "../platform/route.ts";
import { deleteKind, describe, findWords, listKinds, putKind, putWords, watchHolidays } from "./kinds.ts";

const OneKind = z.strictObject({ id: KindId });

export function kindRoutes(ctx: Context, api: Api): void {
  const coordinator = { who: "coordinator" } as const;

  route(
    api,
    { ...coordinator, method: "get", path: "/v1/kinds", summary: "All kinds of help", answers: { 200: KindList } },
    async () => ({ status: 200, body: { kinds: (await listKinds(ctx)).map(describe) } })
  );

  route(
    api,
    {
      ...coordinator,
      method: "put",
      path: "/v1/kinds/:id",
      summary: "Make a kind (version 0) or change it",
      params: OneKind,
      body: PutKind,
      answers: { 200: Kind, 201: Kind },
    },
    async ({ params, body: { version, ...fields }, person }) => {
      const { kind, made } = await putKind(ctx, person!, params.id, version, fields);
      await watchHolidays(ctx);
      return { status: made ? 201 : 200, body: kind };
    }
  );

  route(
    api,
    {
      ...coordinator,
      method: "delete",
      path: "/v1/kinds/:id",
      summary: "Remove a kind",
      params: OneKind,
      query: AtVersion,
      answers: { 204: null },
    },
    async ({ params, query, person }) => {
      await deleteKind(ctx, person!, params.id, query.version);
      return { status: 204 };
    }
  );

  route(
    api,
    { who: "member", method: "get", path: "/v1/words", summary: "The co-op's own words", answers: { 200: SiteWords } },
    async () => ({ status: 200, body: await findWords(ctx) })
  );

  route(
    api,
    {
      ...coordinator,
      method: "put",
      path: "/v1/words",
      summary: "Change the co-op's own words",
      body: SiteWords,
      answers: { 200: SiteWords },
    },
    async ({ body, person }) => ({ status: 200, body: await putWords(ctx, person!, body) })
  );
}
