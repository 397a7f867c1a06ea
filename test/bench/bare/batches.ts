/** A bare loop: batches of 20 to the forum, each id stored durably. What a burst is measured beside. */
import { Redis } from "ioredis";
import { itemOf, postItems } from "./post-item.ts";

const env = process.env as Record<string, string>;
const people = (env["BENCH_PEOPLE"] ?? "").split(",").map(Number);
const count = Number(env["BENCH_COUNT"]);
const redis = new Redis(env["VEILLE_REDIS"] as string);
const run = Date.now();
const started = performance.now();
for (let from = 0; from < count; from += 20) {
  const items = Array.from({ length: Math.min(20, count - from) }, (_, at) =>
    itemOf(
      `bare-${run}-${from + at}`,
      people[from + at] as number,
      Number(env["BENCH_TOPIC"]),
      `Sans Veille, numéro ${from + at}.`
    )
  );
  const answer = await postItems(items);
  const pipeline = redis.pipeline();
  for (const { key, postId } of answer.items) pipeline.set(key, String(postId));
  await pipeline.exec();
}
await redis.set("bench:took", Math.round(performance.now() - started));
