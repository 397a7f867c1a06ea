import { keyOf } from "@veille/service/context";
import { median, rounded, sleep } from "./figures.ts";
import { deferral, tokenOf } from "./load.ts";
import { longText, plantMany, uuid } from "./seeds.ts";
import type { Stage } from "./stage.ts";

const far = () => Date.now() + 200 * 86_400_000;

/** p50 of a deferral over one connection, ms. */
async function deferralP50(stage: Stage): Promise<number> {
  const took: number[] = [];
  const body = deferral(7);
  for (let at = 0; at < 600; at++) {
    const headers = {
      Authorization: `Bearer ${tokenOf(stage, 900_000 + (at % 50))}`,
      "Content-Type": "application/json",
    };
    const started = performance.now();
    const answer = await fetch(`${stage.service}/v1/deferred-posts/${uuid()}`, { method: "PUT", headers, body });
    await answer.arrayBuffer();
    if (answer.status !== 201) throw new Error(`refused: ${answer.status}`);
    if (at >= 100) took.push(performance.now() - started);
  }
  return median(took);
}

const plantFar = (stage: Stage, count: number, opening = false) =>
  plantMany(stage, count, (at) => ({
    author: 10_000 + (at % 20_000),
    topicId: 1 + (at % 5_000),
    ...(!opening && { due: far() + at }),
    raw: longText(String(at)),
  }));

/** p50 of a deferral at `large` waiting over that at 1,000. */
export async function growthAt(stage: Stage, large: number): Promise<number> {
  await stage.clear();
  await stage.startService();
  await plantFar(stage, 1_000);
  const small = await deferralP50(stage);
  await plantFar(stage, large - 1_000);
  const big = await deferralP50(stage);
  await stage.stopService();
  console.error(`  p50 at 1,000 waiting ${small.toFixed(2)} ms · at ${large} ${big.toFixed(2)} ms`);
  return big / small;
}

export const growth = async (stage: Stage): Promise<{ deferGrowth: number }> => ({
  deferGrowth: rounded(await growthAt(stage, 100_000)),
});

const used = async (stage: Stage): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await stage.redis.info("memory"))?.[1]);

const idle = async (stage: Stage): Promise<void> => {
  while (/aof_rewrite_in_progress:1/.test(await stage.redis.info("persistence"))) await sleep(200);
};

/** One that Redis began by itself, as the file grew, comes first. */
async function rewrite(stage: Stage): Promise<void> {
  for (let begun = false; !begun; ) {
    await idle(stage);
    begun = await stage.redis.bgrewriteaof().then(
      () => true,
      () => false
    );
  }
  await idle(stage);
}

/** used_memory for each of 100,000 waiting posts less its sealed text, after a rewrite, two lines of history, all indexes. */
async function overheadOf(stage: Stage, opening: boolean): Promise<number> {
  const count = 100_000;
  await stage.clear();
  await stage.redis.call("MEMORY", "PURGE");
  const before = await used(stage);
  const planted = await plantFar(stage, count, opening);
  for (let from = 0; from < count; from += 1_000) {
    const pipeline = stage.redis.pipeline();
    for (const { id } of planted.slice(from, from + 1_000))
      pipeline.rpush(keyOf(stage.ctx, "story", id), `${Date.now()}|edited|`);
    await pipeline.exec();
  }
  await rewrite(stage);
  const texts = planted.reduce((sum, { sealed }) => sum + sealed, 0);
  return Math.round(((await used(stage)) - before - texts) / count);
}

/** The dearer of both: a post that waits for a moment, and one that waits for an opening. */
export async function overhead(stage: Stage): Promise<{ overheadBytesPerWaitingPost: number }> {
  const [moment, opening] = [await overheadOf(stage, false), await overheadOf(stage, true)];
  console.error(`  for a moment ${moment} B · for an opening ${opening} B`);
  return { overheadBytesPerWaitingPost: Math.max(moment, opening) };
}
