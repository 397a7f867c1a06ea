import { WaitCode, type OutcomeItem, type PublicationItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { createPost, type Result } from "../core/create-post.ts";
import { draftOf, draftText, endDraft } from "../core/draft-rows.ts";
import type { Rule } from "../misbehave.ts";
import type { User } from "../rows.ts";
import { noteDigest, wasOpened } from "./held.ts";
import { judgeAuthor, judgePictures, judgeTarget, type Target, Verdict } from "./judge.ts";
import { outcome, outcomeOf, placeOf } from "./rows.ts";

/** Cuts the connection of the call in which an item is; the work goes on. */
export type Cut = () => void;

/** Publishes one text once: whatever happens around it, its key has one row, written with the post. */
export async function publish(forum: Context, item: PublicationItem, cut: Cut): Promise<OutcomeItem> {
  forum.receipts.push({ key: item.key, at: forum.clock.now() });
  const faulty = await stumble(forum, "before", item, cut);
  if (faulty) return refusal(item, new Verdict("forum_error", 60));
  const known = outcomeOf(forum, item);
  if (known) return clearDraft(forum, item, known);
  if (forum.busy.keys.has(item.key)) return refusal(item, new Verdict("key_busy", 2));
  if (forum.settings.read_only) return refusal(item, new Verdict("read_only", 60));
  const user = forum.store.get("users", item.userId);
  const wrong = judgeAuthor(forum, user);
  if (wrong || !user) return refusal(item, wrong ?? new Verdict("author_gone"));
  const target = judgeTarget(forum, user, item);
  if (target instanceof Verdict) return refusal(item, target);
  const lost = judgePictures(forum, item.raw);
  if (lost) return refusal(item, lost);
  const done = await holding(forum, item, target, cut, () => write(forum, user, item, target));
  await stumble(forum, "after", item, cut);
  return done;
}

/** The open transaction: while it lasts, the key and the topic are somebody's. */
async function holding(
  forum: Context,
  item: PublicationItem,
  { topicId }: Target,
  cut: Cut,
  work: () => OutcomeItem
): Promise<OutcomeItem> {
  const { keys, topics } = forum.busy;
  if (topicId !== undefined && topics.has(topicId)) return refusal(item, new Verdict("topic_busy", 2));
  const rule = forum.misbehaviour.take("inside", { key: item.key });
  if (!rule) return work();
  keys.add(item.key);
  if (topicId !== undefined) topics.add(topicId);
  try {
    await obey(forum, rule, cut);
    return work();
  } finally {
    keys.delete(item.key);
    if (topicId !== undefined) topics.delete(topicId);
  }
}

/** Post (or queued post), row and the end of the draft: one transaction. */
function write(forum: Context, user: User, item: PublicationItem, target: Target): OutcomeItem {
  return forum.store.transaction(() => {
    const known = outcomeOf(forum, item);
    if (known) return known;
    if (wasOpened(forum, item)) return refusal(item, new Verdict("refused"));
    const result = createPost(forum, user, target);
    if (result.is !== "created" && result.is !== "enqueued") return refusal(item, verdictOf(result));
    const postId = result.is === "created" ? result.post.id : null;
    const reviewableId = result.is === "enqueued" ? result.reviewable.id : null;
    forum.store.put("publications", {
      id: item.key,
      userId: user.id,
      hash: item.contentHash,
      postId,
      reviewableId,
      tombstoneAt: null,
      gaveBack: null,
    });
    noteDigest(forum, item);
    const code = target.lost ? "reply_target_gone" : null;
    const place = postId === null ? { reviewableId, topicId: target.topicId ?? null } : placeOf(forum, postId);
    const made = postId === null ? "in_review" : "created";
    return clearDraft(forum, item, outcome(item.key, { outcome: made, code, ...place }));
  });
}

/** The author's draft of a text that is out (or in the queue) is cleared; another text under its key stays. */
function clearDraft(forum: Context, { userId, draftKey, raw }: PublicationItem, known: OutcomeItem): OutcomeItem {
  const out = known.outcome === "created" || known.outcome === "existing" || known.outcome === "in_review";
  const draft = draftKey === undefined ? undefined : draftOf(forum, userId, draftKey);
  if (out && draft && draftText(draft).trim() === raw.trim()) endDraft(forum, userId, draft.key);
  return known;
}

function verdictOf(result: Extract<Result, { is: "refused" | "limited" }>): Verdict {
  if (result.is === "limited") {
    const { daily, seconds, sentence } = result.limit;
    return new Verdict(daily ? "daily_limit" : "rate_limited", seconds, [sentence]);
  }
  if (result.why === "slow_mode") return new Verdict("slow_mode", result.seconds ?? 60, result.errors);
  if (result.why === "too_many_replies") return new Verdict("too_many_replies", 3600, result.errors);
  return new Verdict("refused", null, result.errors);
}

function refusal(item: PublicationItem, { code, retryAfter, errors }: Verdict): OutcomeItem {
  const waits = WaitCode.safeParse(code).success;
  return outcome(item.key, { outcome: waits ? "wait" : "refused", code, retryAfter, errors });
}

/** Whether the rule, if there is one, was a fault. */
async function stumble(forum: Context, stage: "before" | "after", item: PublicationItem, cut: Cut): Promise<boolean> {
  const rule = forum.misbehaviour.take(stage, { key: item.key });
  if (rule) await obey(forum, rule, cut);
  return rule?.fault ?? false;
}

async function obey(forum: Context, rule: Rule, cut: Cut): Promise<void> {
  if (rule.cut) cut();
  await forum.misbehaviour.wait(rule);
}
