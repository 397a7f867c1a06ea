import { keyOf } from "@veille/service/context";
import { rounded, sleep } from "./figures.ts";
import { makePeople, makeTopic, plantMany } from "./seeds.ts";
import type { Stage } from "./stage.ts";

const count = 1_000;
const itemMs = 20;

const slow = (stage: Stage) => stage.standIn("POST", "misbehave", { stage: "before", times: count, hold: itemMs });

/** 1,000 texts of 1,000 authors due together, to the last id stored durably, beside a bare loop over the same batches. */
export async function burst(stage: Stage): Promise<{ burstVsBare: number }> {
  await stage.clear();
  const people = await makePeople(stage, count);
  const topicId = await makeTopic(stage, `Un sujet pour mille réponses ${Date.now()}`);
  await stage.startService();
  const due = Date.now() + 28_000;
  await slow(stage);
  await plantMany(stage, count, (at) => ({
    author: people[at] as number,
    topicId,
    due,
    raw: `Une réponse parmi mille, numéro ${at}.`,
  }));
  await sleep(due - Date.now());
  const left = async () => {
    const sizes = await Promise.all(
      ["moments", "ready", "leases", "doubts"].map((name) => stage.redis.zcard(keyOf(stage.ctx, name)))
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  while ((await left()) > 0) await sleep(20);
  const ours = Date.now() - due;
  await stage.stopService();

  await stage.clear();
  await slow(stage);
  const done = stage.redis.duplicate();
  const bare = await stage.startBare("batches", {
    BENCH_TOPIC: String(topicId),
    BENCH_PEOPLE: people.join(","),
    BENCH_COUNT: String(count),
  });
  let theirs: string | null = null;
  while ((theirs = await done.get("bench:took")) === null) await sleep(50);
  done.disconnect();
  bare.signal("SIGKILL");
  console.error(`  ours ${ours} ms · bare ${theirs} ms`);
  return { burstVsBare: rounded(Number(theirs) / ours) };
}
