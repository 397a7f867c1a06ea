/** A bare delayed job doing the same call: what lateness is measured beside. */
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { postItem } from "./post-item.ts";

const env = process.env as Record<string, string>;
const [begin, count, every] = [env["BENCH_BEGIN"], env["BENCH_COUNT"], env["BENCH_EVERY"]].map(Number) as [
  number,
  number,
  number,
];
const people = (env["BENCH_PEOPLE"] ?? "").split(",").map(Number);
const connect = () => new Redis(env["VEILLE_REDIS"] as string, { maxRetriesPerRequest: null });
const queue = new Queue("bare", { connection: connect(), defaultJobOptions: { removeOnComplete: true } });
new Worker(
  "bare",
  async (job) => {
    const { at } = job.data as { at: number };
    const raw = `Un texte parmi six cents, sans Veille, numéro ${at}.`;
    await postItem(`bare-${begin}-${at}`, people[at % people.length] as number, Number(env["BENCH_TOPIC"]), raw);
  },
  { connection: connect(), concurrency: 20 }
);
for (let at = 0; at < count; at++)
  await queue.add("post", { at }, { delay: Math.max(0, begin + at * every - Date.now()) });
