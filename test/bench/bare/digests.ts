/** A bare loop: one message to each, 20 a call, each id stored durably. What openings are measured beside. */
import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { postItems } from "./post-item.ts";

const env = process.env as Record<string, string>;
const names = (env["BENCH_NAMES"] ?? "").split(",");
const redis = new Redis(env["VEILLE_REDIS"] as string);
const run = Date.now();
const title = "Le point de lundi";
const raw = "Bonjour, voici ce qui vous attendait.\n\n**Nouveau**\n\n- « Une demande de cette nuit »";
const itemOf = (name: string, at: number) => ({
  ...{ key: `digest-${at + 1}-${run}`, userId: -8341, raw, title, recipients: [name] },
  ...{ deferredAt: new Date().toISOString(), movedOn: "publish" },
  contentHash: createHash("sha256")
    .update(JSON.stringify([raw, title, null, [], null, null, [name]]))
    .digest("hex"),
});
const started = performance.now();
for (let from = 0; from < names.length; from += 20) {
  const items = names.slice(from, from + 20).map((name, at) => itemOf(name, from + at));
  const answer = await postItems(items);
  const pipeline = redis.pipeline();
  for (const { key, postId } of answer.items) pipeline.set(key, String(postId));
  await pipeline.exec();
}
await redis.set("bench:took", Math.round(performance.now() - started));
