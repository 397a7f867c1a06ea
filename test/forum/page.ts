import express, { Router } from "express";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "./context.ts";
import { here } from "./here.ts";

const built = join(here, "page", "dist");

/** The page with the plugin's components, for every address that a reader may open. */
export function pageRoutes({ store }: Context): Router {
  const router = Router();
  router.get("/p/:id", (request, response, next) => {
    const post = store.get("posts", Number(request.params["id"]));
    if (!post) return next();
    response.redirect(`/t/-/${post.topicId}/${post.number}`);
  });
  router.use(express.static(built, { index: false, immutable: true, maxAge: "1h" }));
  router.get(
    [
      "/",
      "/about",
      "/messages",
      "/u/:username/preferences/:tab",
      "/t/:slug/:id",
      "/t/:slug/:id/:number",
      "/c/:slug/:id",
      "/veille",
      "/veille/*path",
    ],
    (request, response, next) => {
      if (/\.[a-z]+$/.test(request.path)) return next();
      const page = join(built, "index.html");
      if (!existsSync(page))
        return void response.type("text/plain").send("The page is not built: npm start builds it.\n");
      response.set("Cache-Control", "no-store").sendFile(page);
    }
  );
  return router;
}
