/** Express alone: the same parser, the same check of the token, one SET of the same bytes; or the same bytes answered. */
import { createTokenReader } from "@veille/service/platform/tokens";
import { systemClock } from "@veille/service/platform/clock";
import express from "express";
import { Redis } from "ioredis";

const env = process.env as Record<string, string>;
const redis = new Redis(env["VEILLE_REDIS"] as string);
const read = createTokenReader([env["VEILLE_TOKEN_SECRETS"] as string], env["VEILLE_FORUM_URL"] as string, systemClock);
const bytes = env["BENCH_BYTES"] ?? "";
const app = express().disable("x-powered-by").disable("etag");
app.get("/same", async (request, response) => {
  const [, token] = (request.headers.authorization ?? "").split(" ");
  if (token) await read(token);
  response.set("ETag", '"same"').type("application/json").send(bytes);
});
app.use(express.json({ limit: "256kb" }));
app.put("/v1/deferred-posts/:id", async (request, response) => {
  const [, token] = (request.headers.authorization ?? "").split(" ");
  if (!(await read(token ?? ""))) return void response.status(401).end();
  await redis.set(`bare:${request.params.id}`, JSON.stringify(request.body));
  response.status(201).json(request.body);
});
app.listen(Number(env["BENCH_PORT"]), "127.0.0.1");
