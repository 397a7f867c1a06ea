import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
} from "express";
import { notFound, pageOfDistress, Refusal, tooManyFromAddress } from "./answers.ts";
import type { Context } from "./context.ts";
import { categoryRoutes } from "./core/categories.ts";
import { draftRoutes } from "./core/drafts.ts";
import { groupRoutes } from "./core/groups.ts";
import { moveRoutes } from "./core/moves.ts";
import { postRoutes } from "./core/posts.ts";
import { reviewRoutes } from "./core/review.ts";
import { sessionRoutes } from "./core/session.ts";
import { topicRoutes } from "./core/topics.ts";
import { uploadRoutes } from "./core/uploads.ts";
import { userRoutes } from "./core/users.ts";
import { controlRoutes } from "./control.ts";
import { addressIsTooFast, adminLimit, countAdminCall } from "./limits.ts";
import { pageRoutes } from "./page.ts";
import { veilleRoutes } from "./veille/routes.ts";
import { identify } from "./who.ts";

/** The whole forum as one Express app. */
export function createApp(forum: Context): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json({ limit: "10mb" }), express.urlencoded({ extended: true, limit: "10mb" }));
  app.use(controlRoutes(forum));
  app.use((request, response, next) => void trouble(forum, request, response, next).catch(next));
  app.use((request, response, next) => {
    const caller = (response.locals["caller"] = identify(forum, request));
    if (caller.by.endsWith("_key")) countAdminCall(forum);
    next();
  });
  app.use(veilleRoutes(forum), uploadRoutes(forum));
  for (const routes of [postRoutes, topicRoutes, moveRoutes, draftRoutes, reviewRoutes]) app.use(routes(forum));
  for (const routes of [userRoutes, groupRoutes, categoryRoutes, sessionRoutes]) app.use(routes(forum));
  app.use(pageRoutes(forum));
  app.use(() => {
    throw notFound();
  });
  app.use(answerErrors);
  return app;
}

/** What was ordered to go wrong, before anything else. */
async function trouble(forum: Context, request: Request, response: Response, next: NextFunction): Promise<void> {
  const { misbehaviour } = forum;
  if (misbehaviour.down) return void request.socket.destroy();
  if (addressIsTooFast(forum, request)) return tooManyFromAddress(response);
  const rule = misbehaviour.take("call", { path: request.path });
  if (!rule) return next();
  if (rule.answer === "html_502") return pageOfDistress(response, 502);
  if (rule.answer === "html_500") return pageOfDistress(response, 500);
  if (rule.answer === "ip_limit") return tooManyFromAddress(response);
  if (rule.answer === "admin_limit") throw adminLimit(30);
  if (rule.cut) return void request.socket.destroy();
  await misbehaviour.wait(rule);
  next();
}

const answerErrors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent || response.destroyed) return next(error);
  if (error instanceof Refusal) return void response.status(error.status).set(error.headers).json(error.body);
  const status = (error as { status?: number }).status ?? 500;
  if (status < 500) return void response.status(status).json({ errors: [String(error)] });
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  pageOfDistress(response, 500);
};
