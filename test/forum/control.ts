import { type NextFunction, type Request, type Response, Router } from "express";
import { z } from "zod";
import { forbidden } from "./answers.ts";
import { iso } from "./clock.ts";
import type { Context } from "./context.ts";
import { cleanUpUploads } from "./core/uploads.ts";
import { setCookie } from "./core/session.ts";
import { demoCategory } from "./demo.ts";
import { openIn } from "./demo-kinds.ts";
import { isSetting } from "./settings.ts";
import { livePostsOf, userNamed } from "./state.ts";
import { parse } from "./veille/parse.ts";
import { cookie, openSession } from "./who.ts";

const RuleBody = z.strictObject({
  stage: z.enum(["call", "before", "inside", "after"]),
  times: z.int().min(1).optional(),
  hold: z.union([z.int().min(0), z.literal("until_released")]).optional(),
  cut: z.boolean().optional(),
  answer: z.enum(["html_502", "html_500", "admin_limit", "ip_limit"]).optional(),
  fault: z.boolean().optional(),
  key: z.string().optional(),
  path: z.string().optional(),
});
const ClockBody = z.strictObject({ now: z.iso.datetime().optional(), advance: z.int().optional() });

/** `/stand-in/*`: what a real forum doesn't have, for tests, demo and chaos in other processes. Loopback only. */
export function controlRoutes(forum: Context): Router {
  const router = Router();
  const { misbehaviour, clock, store, settings } = forum;
  router.use("/stand-in", loopbackOnly);

  router.get("/stand-in/state", (_, response) => void response.json(present(forum)));
  router.post("/stand-in/misbehave", (request, response) => {
    misbehaviour.add(parse(RuleBody, request.body) as Parameters<typeof misbehaviour.add>[0]);
    response.json(present(forum));
  });
  router.post("/stand-in/release", (_, response) => {
    misbehaviour.release();
    response.json(present(forum));
  });
  router.post("/stand-in/behave", (_, response) => {
    misbehaviour.reset();
    response.json(present(forum));
  });
  router.put("/stand-in/down", (request, response) => {
    misbehaviour.down = parse(z.strictObject({ down: z.boolean() }), request.body).down;
    response.json(present(forum));
  });
  router.post("/stand-in/clock", (request, response) => {
    const { now, advance } = parse(ClockBody, request.body);
    if (now !== undefined) clock.set(Date.parse(now));
    if (advance !== undefined) clock.advance(advance);
    response.json(present(forum));
  });
  router.put("/stand-in/settings", (request, response) => {
    const given = parse(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), request.body);
    const unknown = Object.keys(given).filter((name) => !isSetting(name));
    if (unknown.length > 0) return void response.status(400).json({ errors: unknown });
    Object.assign(settings, given);
    response.json({ ...settings });
  });
  router.get("/stand-in/receipts", (_, response) => void response.json({ receipts: forum.receipts }));
  router.get(
    "/stand-in/publications",
    (_, response) => void response.json({ publications: store.all("publications") })
  );
  router.get("/stand-in/topics/:id/posts", (request, response) => {
    response.json({ posts: livePostsOf(store, Number(request.params["id"])) });
  });
  router.post("/stand-in/clean-uploads", (_, response) => void response.json({ removed: cleanUpUploads(forum) }));
  router.post("/stand-in/solve", (request, response) => {
    const { topicId, solved } = parse(z.strictObject({ topicId: z.int(), solved: z.boolean() }), request.body);
    response.json(store.update("topics", topicId, { solvedAt: solved ? clock.now() : null }));
  });
  pageControls(forum, router);
  return router;
}

/** What the demo's page asks: who may be played, and the button that opens the team's hours. */
function pageControls(forum: Context, router: Router): void {
  const { store } = forum;
  router.get("/stand-in/page.json", (request, response) => {
    const people = store.all("users").filter((user) => user.id > 0 && user.active && !user.staged);
    response.json({
      serviceUrl: forum.serviceUrl,
      title: forum.settings.title,
      coordinatorGroups: forum.settings.veille_coordinator_groups,
      now: iso(forum.clock.now()),
      signedIn: forum.sessions.get(cookie(request, "_t") ?? "")?.userId != null,
      demoTopic: store.all("topics").find((topic) => topic.categoryId === demoCategory)?.id ?? null,
      people: people.map(({ id, username, name, locale }) => ({ id, username, name, locale })),
    });
  });
  router.post("/stand-in/session", (request, response) => {
    const { username } = parse(z.strictObject({ username: z.string().nullable() }), request.body);
    const user = username === null ? null : userNamed(store, username);
    if (user === undefined) return void response.status(404).json({ errors: ["nobody"] });
    const { id, session } = openSession(forum, user?.id ?? null);
    setCookie({ response }, id);
    response.json({ csrf: session.csrf });
  });
  router.post("/stand-in/open-in", async (request, response) => {
    const { seconds } = parse(z.strictObject({ seconds: z.int().min(5).max(3600) }), request.body);
    response.json(await openIn(forum, seconds));
  });
}

function loopbackOnly(request: Request, _response: Response, next: NextFunction): void {
  const from = request.socket.remoteAddress ?? "";
  if (!/^(::ffff:)?127\.|^::1$/.test(from)) throw forbidden();
  next();
}

const present = ({ misbehaviour, clock, store, busy }: Context) => ({
  now: iso(clock.now()),
  down: misbehaviour.down,
  rules: misbehaviour.rules,
  held: misbehaviour.held,
  busy: { keys: [...busy.keys], topics: [...busy.topics] },
  posts: store.all("posts").length,
  topics: store.all("topics").length,
  publications: store.all("publications").length,
});
