import { keyOf } from "@veille/service/context";
import { quantile, rounded, sleep } from "./figures.ts";
import { tokenOf } from "./load.ts";
import { makeTopic, plantMany } from "./seeds.ts";
import type { Stage } from "./stage.ts";

const onOneTopic = 10_000;
const targets = 100_000;
const moved = 1_000;
const asks = 100;
const inAMonth = 30 * 86_400_000;
/** The forum's ids of posts that answer nothing of this run. */
const elsewhere = 1_000_000;

const far = (): number => Date.now() + inAMonth;
const authorOf = (at: number): number => 10_000 + (at % 5_000);

/** 10,000 wait on one topic: what its moderator waits for the numbers, ms, at the 99th percentile. */
async function topicWaiting(stage: Stage): Promise<number> {
  const topicId = await makeTopic(stage, `Un sujet où beaucoup attendent ${Date.now()}`);
  await plantMany(stage, onOneTopic, (at) => ({
    ...{ author: authorOf(at), topicId, due: far(), raw: `Une réponse parmi dix mille, numéro ${at}.` },
    ...(at % 2 === 0 && { replyTo: elsewhere + (at % 200) }),
  }));
  const headers = { Authorization: `Bearer ${tokenOf(stage, 2, { moderator: true, moderates: [topicId] })}` };
  const took: number[] = [];
  for (let at = 0; at < asks; at++) {
    const started = performance.now();
    const answer = await fetch(`${stage.service}/v1/topics/${topicId}/waiting`, { headers });
    const { total } = (await answer.json()) as { total: number };
    took.push(performance.now() - started);
    if (total !== onOneTopic) throw new Error(`${total} wait, by what a moderator is told`);
  }
  return quantile(took, 0.99);
}

/** As many replies as are to be moved. Answers their ids. */
async function makeReplies(stage: Stage, topicId: number): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < moved; at++) {
    const raw = `Une réponse qui sera déplacée, numéro ${at}.`;
    const post = await stage.core("POST", "/posts.json", "lea", { topic_id: topicId, raw });
    ids.push(Number(post["id"]));
  }
  return ids;
}

/** 1,000 of 100,000 posts that texts answer are moved: how long until each of these waits in the new topic, s. */
async function repair(stage: Stage): Promise<number> {
  const topicId = await makeTopic(stage, `Un sujet qui sera partagé ${Date.now()}`);
  const replies = await makeReplies(stage, topicId);
  await plantMany(stage, targets, (at) => ({
    ...{ author: authorOf(at), due: far(), raw: `Une réponse parmi cent mille, numéro ${at}.` },
    ...{ topicId: at < moved ? topicId : elsewhere + (at % 5_000), replyTo: replies[at] ?? elsewhere + at },
  }));
  const cursor = keyOf(stage.ctx, "feed");
  for (let tries = 0; (await stage.redis.exists(cursor)) === 0; tries++) {
    if (tries > 600) throw new Error("the feed was never read");
    await sleep(100);
  }
  const title = "La suite, dans un sujet à part";
  const began = performance.now();
  const answer = await stage.core("POST", `/t/${topicId}/move-posts.json`, "admin1", {
    ...{ post_ids: replies, title, category_id: 2 },
  });
  const newTopicId = Number(/(\d+)$/.exec(String(answer["url"]))?.[1]);
  while ((await stage.redis.zcard(keyOf(stage.ctx, "on", newTopicId))) < moved) {
    if (performance.now() - began > 300_000) throw new Error("not everything followed");
    await sleep(100);
  }
  if ((await stage.redis.zcard(keyOf(stage.ctx, "on", topicId))) > 0) throw new Error("some wait in both topics");
  return (performance.now() - began) / 1000;
}

/** What moderators wait for, and what waits for what they move. The feed is read as often as it is in life. */
export async function moderation(
  stage: Stage
): Promise<{ waitingPosts: number; topicWaitingMs: number; repairSeconds: number }> {
  await stage.clear();
  await stage.startService();
  const topicWaitingMs = rounded(await topicWaiting(stage));
  console.error(`  ${onOneTopic} on one topic: its answer takes ${topicWaitingMs} ms (p99 of ${asks})`);
  const repairSeconds = rounded(await repair(stage), 1);
  console.error(`  ${moved} of ${targets} targets moved: right after ${repairSeconds} s`);
  await stage.stopService();
  return { waitingPosts: onOneTopic, topicWaitingMs, repairSeconds };
}
