import { CONTRACT } from "@veille/shared/api/forum";
import { Healthz, Readyz, ServiceAbout } from "@veille/shared/api/about";
import cors from "cors";
import express, { type Express, type RequestHandler, Router } from "express";
import helmet, { type HelmetOptions } from "helmet";
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
import { watchRoutes } from "./watch/routes.ts";
import { preferenceRoutes } from "./preferences/routes.ts";
import { setupRoutes } from "./setup/routes.ts";
import { stateRoutes } from "./state/routes.ts";
import { version } from "./version.ts";

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

interface Openness {
  origin: string;
  methods: string[];
  allowedHeaders: string[];
  exposedHeaders: string[];
}

/** What is always the same is written down once; only preflights are left to the library. */
function opened(to: Openness): RequestHandler {
  const preflight = cors({ ...to, maxAge: 7200 });
  const exposed = to.exposedHeaders.join(",");
  return (request, response, next) => {
    if (request.method === "OPTIONS") return preflight(request, response, next);
    response.setHeader("Access-Control-Allow-Origin", to.origin);
    response.setHeader("Access-Control-Expose-Headers", exposed);
    if (to.origin !== "*") response.setHeader("Vary", "Origin");
    next();
  };
}

/** Availability answers any origin and may be framed; everything else is the forum's alone. */
function cross(ctx: Context): RequestHandler {
  const forum = opened({
    origin: new URL(ctx.config.forumOrigin).origin,
    methods: ["GET", "PUT", "POST", "PATCH", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "If-None-Match"],
    exposedHeaders: ["ETag", "Retry-After"],
  });
  const anybody = opened({
    origin: "*",
    methods: ["GET"],
    allowedHeaders: ["Authorization", "If-None-Match"],
    exposedHeaders: ["ETag"],
  });
  return (request, response, next) =>
    (request.path.startsWith("/v1/availability") ? anybody : forum)(request, response, next);
}

/** What protects answers that are data: the rest of helmet is for documents, and nothing here is one. */
const forJson: HelmetOptions = {
  contentSecurityPolicy: false,
  frameguard: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: "cross-origin" },
  dnsPrefetchControl: false,
  ieNoOpen: false,
  originAgentCluster: false,
  permittedCrossDomainPolicies: false,
  xssFilter: false,
};

/** All middleware and all routers, in the order a request meets them. */
export function createApps(ctx: Context): Apps {
  const api: Api = { router: Router(), readToken: ctx.readToken, documented: [] };
  const light: Api = { ...api, router: Router() };
  availabilityRoutes(ctx, light);
  // in the order of how often they are asked: the router looks at one after the other
  deferredRoutes(ctx, api);
  aboutRoutes(ctx, api);
  kindRoutes(ctx, api);
  declaredHoursRoutes(ctx, api);
  watchRoutes(ctx, api);
  digestRoutes(ctx, api);
  moderationRoutes(ctx, api);
  preferenceRoutes(ctx, api);
  setupRoutes(ctx, api);
  stateRoutes(ctx, api);

  const limit = (name: string, most: number) => perMinute(ctx.redis, ctx.config.prefix, ctx.readToken, name, most);
  const reads = limit("read", 600);
  const writes = limit("write", 120);
  const outside = express();
  outside.disable("x-powered-by").disable("etag").set("trust proxy", "loopback").set("query parser", "simple");
  const counted = ["", "1xx", "2xx", "3xx", "4xx", "5xx"].map((status) => ctx.metrics.requests.labels(status));
  const crossing = cross(ctx);
  outside.use((request, response, next) => {
    response.once("finish", () => counted[Math.floor(response.statusCode / 100)]?.inc());
    return crossing(request, response, next);
  });
  // asked for by every open page, answered from memory: counting these in Redis would cost more than answering them
  outside.use(light.router);
  outside.use(helmet(forJson));
  if (ctx.config.edgeLimits) {
    outside.use("/v1", (request, response, next) => {
      const reading = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
      return (reading ? reads : writes)(request, response, next);
    });
  }
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
