import type { UploadsItem } from "@veille/shared/api/forum";
import { localDateOf } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { send } from "../messages/outbox.ts";
import { pictureMessage } from "../messages/picture.ts";
import { script } from "../platform/scripts.ts";
import * as queue from "./queue.ts";
import * as store from "./store.ts";
import { openIfKnown, picturesOf, showText } from "./text.ts";

// Only what has not been asked for again meanwhile is done. ARGV: up to which instant, ids
const done = script(`
for i = 2, #ARGV do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if score and tonumber(score) <= tonumber(ARGV[1]) then redis.call('ZREM', KEYS[1], ARGV[i]) end
end
return 1`);
const later = script(`for i = 2, #ARGV do redis.call('ZADD', KEYS[1], 'XX', ARGV[1], ARGV[i]) end return 1`);

/** The forum holds a text back because a picture is gone: its author is asked, once. */
export async function askForPicture(ctx: Context, { record, sealed }: queue.Claimed): Promise<void> {
  if (record.code === "upload_gone") return;
  const { topicTitle, title } = showText(ctx, record, sealed);
  const { forumOrigin: baseUrl } = ctx.config;
  const message = pictureMessage({
    locale: record.locale,
    title: record.type === "reply" ? topicTitle : title,
    baseUrl,
    pageUrl: `${baseUrl}/veille/differes?post=${record.id}`,
    contact: ctx.site.get()?.settings.contact ?? null,
  });
  const today = localDateOf(ctx.clock.now(), record.zone);
  await send(ctx, { key: `picture-${record.id}-${today}`, userId: record.author, ...message });
}

const last = 2_147_483_647;

/** Tells the forum which pictures waiting texts need, and which no longer. Answers how many texts. */
export async function keepPictures(ctx: Context): Promise<number> {
  const began = ctx.clock.now();
  const ids = await queue.dueIn(ctx, "pictures", 50);
  if (ids.length === 0) return 0;
  const posts = new Map((await store.load(ctx, ids)).map((post) => [post.record.id, post]));
  const items = ids.flatMap((id): UploadsItem[] => {
    const post = posts.get(id);
    if (!post || post.record.state === "published")
      return [{ id, version: last, userId: post?.record.author ?? 0, shortUrls: [] }];
    const text = openIfKnown(ctx, post.record, post.sealed);
    if (!text) return [];
    const shortUrls = picturesOf(text.raw).slice(0, 100);
    return [{ id, version: post.record.sealed, userId: post.record.author, shortUrls }];
  });
  const called = items.length > 0 ? await ctx.forum.keepUploads(items) : ({ ok: true, answer: [] } as const);
  const key = keyOf(ctx, "pictures");
  const settled = called.ok
    ? called.answer.filter((item) => item.outcome !== "not_reached").map((item) => item.id)
    : [];
  if (settled.length > 0) await done(ctx.redis, [key], began, ...settled);
  const open = ids.filter((id) => !settled.includes(id));
  const pause = called.ok ? 10 : Math.max(called.retryAfter ?? 0, 30);
  if (open.length > 0) await later(ctx.redis, [key], ctx.clock.now() + pause * 1000, ...open);
  return ids.length;
}
