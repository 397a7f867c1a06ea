import { randomUUID } from "node:crypto";
import type { OutcomeItem, PublicationItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { kindOf } from "./due.ts";
import { inTime, judge } from "./lateness.ts";
import { lastOutage, noteForum, type Outage } from "./outage.ts";
import { type DeferredRecord, forumKey } from "./record.ts";
import { askForPicture } from "./pictures.ts";
import * as queue from "./queue.ts";
import { openIfKnown, openText, type Text } from "./text.ts";
import { wordOf, wordWithoutAnswer } from "./words.ts";

const batchSize = 20;
const batchBytes = 1_000_000;

/** What is sent to the forum for one attempt. */
export function publicationOf(
  ctx: Context,
  { record, sealed }: queue.Claimed,
  text: Text = openText(ctx.sealer, record, sealed)
): PublicationItem {
  return {
    key: forumKey(record),
    userId: record.author,
    raw: text.raw,
    contentHash: record.hash,
    deferredAt: iso(record.deferredAt),
    movedOn: record.movedOn,
    draftKey: record.draftKey,
    ...(record.replyTo !== undefined && { replyToPostId: record.replyTo }),
    ...(record.topic !== undefined && { topicId: record.topic }),
    ...(text.title !== null && { title: text.title }),
    ...(record.category !== undefined && { categoryId: record.category }),
    ...(record.type === "topic" && { tags: text.tags }),
    ...(record.type === "message" && { recipients: text.recipients }),
  };
}

/** Applies the author's late rule; true where the post may be sent now. */
async function mayLeave(ctx: Context, record: DeferredRecord, outage: Outage | null): Promise<boolean> {
  // trouble with our key is ours to mend: while it lasts nobody's post is given back for it, or moved
  if (ctx.health.has("forum_key")) return true;
  if (inTime(record, ctx.clock.now(), outage)) return true;
  const home = record.home === undefined ? null : await findKind(ctx, record.home);
  const verdict = judge(record, (await kindOf(ctx, record)) ?? home, ctx.clock.now(), outage);
  if (verdict.act === "send") return true;
  const now = ctx.clock.now();
  const held = verdict.act === "wait";
  await queue.apply(
    ctx,
    record,
    held ? { outcome: "late", kind: verdict.kind, after: now } : { outcome: "refused", code: "late" }
  );
  return false;
}

/** As many as fit into one call; the others wait for the next one. */
async function fitting(
  ctx: Context,
  claimed: queue.Claimed[],
  outage: Outage | null
): Promise<{ post: queue.Claimed; item: PublicationItem }[]> {
  const batch = [];
  let bytes = 0;
  for (const post of claimed) {
    if (!(await mayLeave(ctx, post.record, outage))) continue;
    const text = openIfKnown(ctx, post.record, post.sealed);
    if (!text) {
      const notBefore = ctx.clock.now() + 20 * 60_000;
      await queue.apply(ctx, post.record, { outcome: "wait", free: true, notBefore });
      continue;
    }
    const item = publicationOf(ctx, post, text);
    bytes += Buffer.byteLength(JSON.stringify(item));
    if (batch.length > 0 && bytes > batchBytes) {
      await queue.apply(ctx, post.record, { outcome: "wait", free: true, notBefore: ctx.clock.now() });
    } else batch.push({ post, item });
  }
  return batch;
}

async function settleOne(
  ctx: Context,
  { record, sealed }: queue.Claimed,
  item: OutcomeItem | undefined
): Promise<void> {
  ctx.metrics.outcomes.inc({ outcome: item?.outcome ?? "missing" });
  const word = item
    ? wordOf(ctx, record, sealed, item)
    : ({ outcome: "doubt", code: "bad_answer", askAt: ctx.clock.now() + 2_000 } as const);
  if (word.outcome === "wait" && word["code"] === "upload_gone") await askForPicture(ctx, { record, sealed });
  const state = await queue.apply(ctx, record, word);
  if (state === "published" && record.reached !== undefined) {
    ctx.metrics.lateness.observe(Math.max(0, ctx.clock.now() - record.reached) / 1000);
  }
}

/** One batch of lane heads to the forum. Answers how many were claimed. */
export async function leaveOnce(ctx: Context): Promise<number> {
  // asked together: Redis makes both durable with one write to the disk
  const [claimed, outage] = await Promise.all([queue.claim(ctx, batchSize, randomUUID()), lastOutage(ctx)]);
  const batch = await fitting(ctx, claimed, outage);
  if (batch.length === 0) return claimed.length;
  const called = await ctx.forum.publish(batch.map(({ item }) => item));
  const heard = called.ok || called.code !== "budget";
  const noted = heard ? noteForum(ctx, called.ok || called.code === "rate_limited") : null;
  const settled = batch.map(({ post }) => {
    if (!called.ok) return queue.apply(ctx, post.record, wordWithoutAnswer(ctx, post.record, called));
    const item = called.answer.find(({ key }) => key === forumKey(post.record));
    return settleOne(ctx, post, item);
  });
  await Promise.all([noted, ...settled]);
  if (!called.ok && (called.code === "our_key" || called.code === "our_request")) {
    ctx.health.set("forum_key", "the forum does not accept our key, or has no such plugin");
  }
  return claimed.length;
}
