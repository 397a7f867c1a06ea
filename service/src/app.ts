import { CONTRACT } from "@veille/shared/api/forum";
import { Healthz, Readyz, ServiceAbout } from "@veille/shared/api/about";
import cors from "cors";
import express, { type Express, type RequestHandler, Router } from "express";
import helmet from "helmet";
import { pinoHttp } from "pino-http";
import { availabilityRoutes } from "./availability/routes.ts";
import type { Context } from "./context.ts";
import { declaredHoursRoutes } from "./declared-hours/routes.ts";
import { deferredRoutes } from "./deferred/routes.ts";
import { digestRoutes } from "./digest/routes.ts";
import { kindRoutes } from "./kinds/routes.ts";
import { moderationRoutes } from "./moderation/routes.ts";
import { answerErrors, nothingHere } from "./platform/edge.ts";
import { perMinute } from "./platform/limits.ts";
import { type Api, route } from "./platform/route.ts";
import { openApiOf } from "./platform/openapi.ts";
import { preferenceRoutes } from "./preferences/routes.ts";

export const version = "0.1.0";

export interface Apps {
  /** what the forum's pages talk to */
  outside: Express;
  /** metrics and documentation, for this machine only */
  inside: Express;
}

function aboutRoutes(ctx: Context, api: Api): void {
  const anyone = { who: "anyone", method: "get" } as const;
  route(api, { ...anyone, path: "/healthz", summary: "The process answers", answers: { 200: Healthz } }, () => ({
    status: 200,
    body: { ok: true },
  }));
  route(
    api,
    { ...anyone, path: "/readyz", summary: "What is wrong, by name", answers: { 200: Readyz, 503: Readyz } },
    () => {
      const report = ctx.health.report();
      return { status: report.ready ? 200 : 503, body: report };
    }
  );
  const about = { version, contract: CONTRACT, oldestPlugin: "0.1.0", newestPlugin: "0.1.0" };
  route(
    api,
    { ...anyone, path: "/v1/about", summary: "Versions that fit together", answers: { 200: ServiceAbout } },
    () => ({
      status: 200,
      body: about,
    })
  );
}

/** Availability without a token answers any origin and may be framed; everything else is the forum's alone. */
function cross(ctx: Context): RequestHandler {
  const forum = cors({
    origin: new URL(ctx.config.forumOrigin).origin,
    methods: ["GET", "PUT", "POST", "PATCH", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "If-None-Match"],
    exposedHeaders: ["ETag", "Retry-After"],
    maxAge: 7200,
  });
  const anybody = cors({
    origin: "*",
    methods: ["GET"],
    allowedHeaders: ["Authorization", "If-None-Match"],
    exposedHeaders: ["ETag"],
    maxAge: 7200,
  });
  return (request, response, next) =>
    (request.path.startsWith("/v1/availability") ? anybody : forum)(request, response, next);
}

/** All middleware and all routers, in the order a request meets them. */
export function createApps(ctx: Context): Apps {
  const api: Api = { router: Router(), readToken: ctx.readToken, documented: [] };
  const light: Api = { ...api, router: Router() };
  availabilityRoutes(ctx, light);
  aboutRoutes(ctx, api);
  kindRoutes(ctx, api);
  declaredHoursRoutes(ctx, api);
  deferredRoutes(ctx, api);
  digestRoutes(ctx, api);
  moderationRoutes(ctx, api);
  preferenceRoutes(ctx, api);

  const limit = (name: string, most: number) => perMinute(ctx.redis, ctx.config.prefix, ctx.readToken, name, most);
  const reads = limit("read", 600);
  const writes = limit("write", 120);
  const outside = express();
  outside.disable("x-powered-by").disable("etag").set("trust proxy", "loopback").set("query parser", "simple");
  outside.use((_request, response, next) => {
    response.once("finish", () => ctx.metrics.requests.inc({ status: `${Math.floor(response.statusCode / 100)}xx` }));
    next();
  });
  outside.use(cross(ctx));
  // asked for by every open page, answered from memory: counting these in Redis would cost more than answering them
  outside.use(light.router);
  outside.use(pinoHttp({ logger: ctx.log, autoLogging: false, quietReqLogger: true }));
  outside.use(
    helmet({ contentSecurityPolicy: false, frameguard: false, crossOriginResourcePolicy: { policy: "cross-origin" } })
  );
  outside.use("/v1", (request, response, next) => {
    if (!ctx.config.edgeLimits) return next();
    const reading = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
    return (reading ? reads : writes)(request, response, next);
  });
  outside.use(express.json({ limit: "256kb", strict: true }));
  outside.use(api.router);
  outside.use(nothingHere);
  outside.use(answerErrors(ctx.log, ctx.readToken));

  const inside = express();
  inside.disable("x-powered-by");
  inside.get("/metrics", async (_request, response) => {
    response.type(ctx.metrics.registry.contentType).send(await ctx.metrics.registry.metrics());
  });
  const document = openApiOf(api.documented, version);
  inside.get("/openapi.json", (_request, response) => void response.json(document));
  return { outside, inside };
}
