import { quantile, rounded, sleep } from "./figures.ts";
import { makePeople, makeTopic, plantMany } from "./seeds.ts";
import type { Stage } from "./stage.ts";

const count = 600;
const everyMs = 50;

type Receipts = { receipts: { key: string; at: number }[] };

/** Waits until `count` keys have arrived; answers how late each was, ms. */
async function latenesses(stage: Stage, dueByKey: Map<string, number>): Promise<number[]> {
  for (let tries = 0; tries < 900; tries++) {
    const { receipts } = (await stage.standIn("GET", "receipts")) as Receipts;
    const first = new Map<string, number>();
    for (const { key, at } of receipts) if (dueByKey.has(key) && !first.has(key)) first.set(key, at);
    if (first.size === dueByKey.size) return [...first].map(([key, at]) => at - (dueByKey.get(key) ?? at));
    await sleep(100);
  }
  const { receipts } = (await stage.standIn("GET", "receipts")) as Receipts;
  const arrived = new Set(receipts.map(({ key }) => key));
  const missing = [...dueByKey.keys()].filter((key) => !arrived.has(key));
  throw new Error(`${missing.length} of ${dueByKey.size} did not arrive, such as ${missing[0]}`);
}

/** From due to the stand-in's receipt, 600 moments at 20 a second, beside a bare delayed BullMQ job doing the same call. */
export async function lateness(stage: Stage): Promise<{ latenessP99Ms: number; latenessVsBullmq: number }> {
  await stage.clear();
  const topicId = await makeTopic(stage, `Un sujet pour mesurer le retard ${Date.now()}`);
  const people = await makePeople(stage, 100);
  await stage.startService();
  // a look-ahead must have seen them before they are due, as it would have in life
  const begin = Date.now() + 28_000;
  const dueOf = (at: number) => begin + at * everyMs;
  const planted = await plantMany(stage, count, (at) => ({
    ...{
      author: people[at % people.length] as number,
      topicId,
      due: dueOf(at),
      raw: `Un texte parmi six cents, numéro ${at}.`,
    },
  }));
  const ours = await latenesses(stage, new Map(planted.map(({ id }, at) => [`${id}-1`, dueOf(at)])));
  await stage.stopService();

  await stage.clear();
  const start = Date.now() + 5_000;
  const jobs = { BENCH_BEGIN: String(start), BENCH_COUNT: String(count), BENCH_EVERY: String(everyMs) };
  const bare = await stage.startBare("bullmq", {
    ...jobs,
    BENCH_TOPIC: String(topicId),
    BENCH_PEOPLE: people.join(","),
  });
  const keys = new Map(Array.from({ length: count }, (_, at) => [`bare-${start}-${at}`, start + at * everyMs]));
  const theirs = await latenesses(stage, keys);
  bare.signal("SIGKILL");
  const [p99, bareP99] = [quantile(ours, 0.99), quantile(theirs, 0.99)];
  console.error(
    `  ours p50 ${quantile(ours, 0.5)} p99 ${p99} ms · bare p50 ${quantile(theirs, 0.5)} p99 ${bareP99} ms`
  );
  return { latenessP99Ms: p99, latenessVsBullmq: rounded(p99 / Math.max(1, bareP99)) };
}
