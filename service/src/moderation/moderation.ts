import type { PauseTopic, TakeAlong, TopicWaiting } from "@veille/shared/api/moderation";
import type { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { countOn, loadWaiting, pause, pauseOf, resume, waitingOn } from "../deferred/topic.ts";
import { send } from "../messages/outbox.ts";
import { pausedMessage } from "../messages/moderation.ts";
import { localDateOf } from "@veille/shared/time/wall-time";
import { iso, ms } from "../platform/clock.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { openText } from "../deferred/text.ts";

/** Numbers only: who wrote, what and for when is nobody's business here. `since` as an instant. */
export async function waitingFor(ctx: Context, topicId: number, since?: string): Promise<TopicWaiting> {
  const counted = await countOn(ctx, topicId, since === undefined ? 0 : ms(since));
  const state = await pauseOf(ctx, topicId);
  return {
    topicId,
    ...counted,
    pause: state && { until: iso(state.until), reason: state.reason as "other", mayRenew: state.times < 2 },
  };
}

type Asked = z.infer<typeof PauseTopic>;

/** @throws HttpProblem 409 where the pause was renewed once already, 404 where nothing here answers that post */
export async function pauseTopic(
  ctx: Context,
  person: Person,
  topicId: number,
  { postId, reason }: Asked
): Promise<TopicWaiting> {
  const touched = (await waitingOn(ctx, topicId)).filter((one) => postId === undefined || one.postId === postId);
  // the right is on this topic: what answers posts elsewhere is somebody else's
  if (postId !== undefined && touched.length === 0) throw new HttpProblem(404, "not_found");
  const until = await pause(ctx, topicId, postId, reason);
  if (until === null) throw new HttpProblem(409, "paused_enough", { present: await waitingFor(ctx, topicId) });
  ctx.log.info({ topicId, postId, by: person.id, reason }, "paused");
  for (const { record, sealed } of await loadWaiting(ctx, touched)) {
    const { locale, zone, type } = record;
    const { forumOrigin: baseUrl } = ctx.config;
    const message = pausedMessage({
      ...{ locale, zone, type, reason, until, baseUrl },
      topicTitle: openText(ctx.sealer, record, sealed).topicTitle,
      pageUrl: `${baseUrl}/veille/differes?post=${record.id}`,
      contact: ctx.site.get()?.settings.contact ?? null,
    });
    await send(ctx, {
      key: `paused-${record.id}-${localDateOf(ctx.clock.now(), zone)}`,
      userId: record.author,
      ...message,
    });
  }
  return waitingFor(ctx, topicId);
}

export async function resumeTopic(
  ctx: Context,
  person: Person,
  topicId: number,
  postId?: number
): Promise<TopicWaiting> {
  await resume(ctx, topicId, postId);
  ctx.log.info({ topicId, postId, by: person.id }, "resumed");
  ctx.bus.emit("posts-ready", { dueAt: null, state: "waiting" });
  return waitingFor(ctx, topicId);
}

const quarter = 15 * 60;

/** Told before the posts are moved; the feed of changes then finds it. With `along` false the word is taken back. */
export async function askAlong(
  ctx: Context,
  person: Person,
  topicId: number,
  { postIds, along = true }: TakeAlong
): Promise<void> {
  ctx.log.info({ topicId, by: person.id, posts: postIds.length, along }, "take along");
  const key = keyOf(ctx, "along", topicId);
  if (along)
    await ctx.redis
      .multi()
      .sadd(key, ...postIds)
      .expire(key, quarter)
      .exec();
  else await ctx.redis.srem(key, ...postIds);
}
