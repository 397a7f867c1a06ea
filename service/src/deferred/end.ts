import type { GiveBackItem, GiveBackOutcome, OutcomeItem } from "@veille/shared/api/forum";
import { defaultSettings, type Context } from "../context.ts";
import type { Called } from "../forum/client.ts";
import { giveBackMessage } from "../messages/give-back.ts";
import { keyItem } from "./ask.ts";
import { forumKey } from "./record.ts";
import * as queue from "./queue.ts";
import * as store from "./store.ts";
import { openIfKnown, type Text } from "./text.ts";
import { errorsOf } from "./view.ts";
import { published, wordOf } from "./words.ts";

const actions = { reply: "reply", topic: "createTopic", message: "privateMessage" } as const;

/** The forum's own shape of a draft, as its composer saves it. */
function draftOf({ record }: store.Stored, text: Text): GiveBackItem["draft"] {
  const data = {
    reply: text.raw,
    action: actions[record.type],
    title: text.title,
    categoryId: record.category ?? null,
    tags: text.tags,
    recipients: text.recipients.join(","),
    archetypeId: record.type === "message" ? "private_message" : "regular",
    metaData: null,
    postId: record.replyTo ?? null,
    composerTime: 0,
    typingTime: 0,
  };
  return { key: record.draftKey, data: JSON.stringify(data) };
}

function giveBackOf(ctx: Context, stored: store.Stored, text: Text): GiveBackItem {
  const { record } = stored;
  const site = ctx.site.get();
  const { forumOrigin } = ctx.config;
  const toMessage = record.state === "giving_back" && record.quiet === undefined;
  return {
    key: forumKey(record),
    userId: record.author,
    contentHash: record.hash,
    draft: draftOf(stored, text),
    message: toMessage
      ? giveBackMessage({
          locale: record.locale,
          reason: record.code ?? "refused",
          errors: errorsOf(record),
          title: text.title,
          topicTitle: text.topicTitle,
          topicUrl: record.topic === undefined ? null : `${forumOrigin}/t/${record.at ?? record.topic}`,
          raw: text.raw,
          type: record.type,
          dueAt: record.reached ?? record.due ?? null,
          zone: record.zone,
          baseUrl: forumOrigin,
          pageUrl: `${forumOrigin}/veille/differes?post=${record.id}`,
          maxPostLength: site?.maxPostLength ?? 32_000,
          contact: site?.settings.contact ?? defaultSettings.contact,
          draftMaybe: true,
        })
      : null,
  };
}

const again = (ctx: Context, seconds: number): queue.Word => ({
  outcome: "later",
  askAt: ctx.clock.now() + seconds * 1000,
});

/** For each post its item of an answer; without one, it is asked again later. */
async function settleAll<T extends { key: string }>(
  ctx: Context,
  posts: store.Stored[],
  called: Called<T[]>,
  word: (post: store.Stored, item: T) => queue.Word
): Promise<void> {
  for (const post of posts) {
    const item = called.ok ? called.answer.find(({ key }) => key === forumKey(post.record)) : undefined;
    const pause = called.ok ? 60 : Math.max(called.retryAfter ?? 0, 15);
    await queue.apply(ctx, post.record, item ? word(post, item) : again(ctx, pause), true);
  }
}

function wordOfGiveBack(ctx: Context, { record, sealed }: store.Stored, item: GiveBackOutcome): queue.Word {
  switch (item.outcome) {
    case "created":
    case "existing":
      return { outcome: "given" };
    case "refused":
      return { outcome: item.code === "author_gone" ? "nobody" : "given" };
    case "published":
      return published(ctx, record, sealed, item);
    case "key_conflict":
      return again(ctx, 600);
    case "busy":
    case "not_reached":
      return again(ctx, 10);
  }
}

const ofCancel = (ctx: Context, { record, sealed }: store.Stored, item: OutcomeItem): queue.Word =>
  item.outcome === "not_reached" || item.outcome === "in_review" ? again(ctx, 10) : wordOf(ctx, record, sealed, item);

/** Wishes behind the fence, texts on their way home, drafts of what was taken back. Answers how many were tried. */
export async function endOnce(ctx: Context): Promise<number> {
  const posts = await store.load(ctx, await queue.dueIn(ctx, "ending", 20));
  const wishes = posts.filter(({ record }) => record.wish !== undefined);
  if (wishes.length > 0) {
    const called = await ctx.forum.cancel(wishes.map(({ record }) => keyItem(record)));
    await settleAll(ctx, wishes, called, (post, item) => ofCancel(ctx, post, item));
  }
  const home: store.Stored[] = [];
  const items: GiveBackItem[] = [];
  for (const post of posts.filter(({ record }) => record.wish === undefined)) {
    const text = openIfKnown(ctx, post.record, post.sealed);
    if (text && home.push(post)) items.push(giveBackOf(ctx, post, text));
    else await queue.apply(ctx, post.record, again(ctx, 1_200), true);
  }
  if (home.length > 0) {
    const called = await ctx.forum.giveBack(items);
    await settleAll(ctx, home, called, (post, item) => wordOfGiveBack(ctx, post, item));
  }
  return posts.length;
}
