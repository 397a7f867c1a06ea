import { BOT_USER_ID, type PublicationItem, type RefusalCode, type WaitCode } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { canCreateIn, canReply, canSeeTopic } from "../guardian.ts";
import type { Topic, User } from "../rows.ts";
import { followPost, followTopic, uploadsIn } from "../state.ts";
import { isStaff, silenced, suspended } from "../who.ts";
import type { NewPost } from "../core/create-post.ts";

/** A closed code instead of the core's one sentence for everything. */
export class Verdict {
  readonly code: RefusalCode | WaitCode;
  readonly retryAfter: number | null;
  readonly errors: string[];
  constructor(code: RefusalCode | WaitCode, retryAfter: number | null = null, errors: string[] = []) {
    this.code = code;
    this.retryAfter = retryAfter;
    this.errors = errors;
  }
}

/** In this order, always: what is true of the account before what is true of the moment. */
export function judgeAuthor(forum: Context, user: User | undefined): Verdict | null {
  if (!user || (user.id < 0 && user.id !== BOT_USER_ID)) return new Verdict("author_gone");
  if (user.anonymised) return new Verdict("author_anonymised");
  if (user.staged) return new Verdict("author_staged");
  if (!user.active) return new Verdict("author_inactive");
  if (suspended(forum, user)) return new Verdict("author_suspended");
  if (silenced(forum, user)) return new Verdict("author_silenced");
  if (forum.settings.staff_writes_only && !isStaff(user)) return new Verdict("read_only", 60);
  return null;
}

/** Where the text goes; `lost`: the post that it answers is gone, and it goes to the topic. */
export interface Target extends NewPost {
  lost?: boolean;
}

/** Where the text goes now, or why it can't. */
export function judgeTarget(forum: Context, user: User, item: PublicationItem): Verdict | Target {
  const { store } = forum;
  const text = { raw: item.raw, key: item.key };
  if (item.recipients) return { ...text, title: item.title, recipients: item.recipients };
  if (item.replyToPostId !== undefined) {
    const target = followPost(store, item.replyToPostId);
    const stands = target?.deletedAt === null;
    const there = target?.topicId ?? item.topicId;
    if (there === undefined) return new Verdict("reply_target_gone");
    const topicId = stands ? there : followTopic(store, there);
    const answers = stands ? { replyToNumber: target.number } : { lost: true };
    return judgeTopic(forum, user, store.get("topics", topicId), item) ?? { ...text, topicId, ...answers };
  }
  if (item.topicId !== undefined) {
    const topicId = followTopic(store, item.topicId);
    return judgeTopic(forum, user, store.get("topics", topicId), item) ?? { ...text, topicId };
  }
  const category = item.categoryId === undefined ? null : store.get("categories", item.categoryId);
  if (category === undefined) return new Verdict("category_gone");
  if (!canCreateIn(forum, user, category)) return new Verdict("category_forbidden");
  return { ...text, title: item.title, categoryId: item.categoryId, tags: item.tags };
}

function judgeTopic(forum: Context, user: User, topic: Topic | undefined, item: PublicationItem): Verdict | null {
  if (!topic || topic.deletedAt !== null) return new Verdict("topic_gone");
  if (!canSeeTopic(forum, user, topic)) return new Verdict("topic_unseen");
  const deferred = Date.parse(item.deferredAt);
  const giveBack = item.movedOn === "give_back";
  const may = canReply(forum, user, topic);
  if (topic.closedAt !== null && (!may || (giveBack && topic.closedAt >= deferred))) return new Verdict("topic_closed");
  if (topic.archivedAt !== null && !may) return new Verdict("topic_archived");
  if (topic.solvedAt !== null && giveBack && topic.solvedAt >= deferred) return new Verdict("topic_solved");
  return may ? null : new Verdict("reply_forbidden");
}

/** A picture that is gone is never published as an empty one. */
export function judgePictures(forum: Context, raw: string): Verdict | null {
  const missing = missingUploads(forum, uploadsIn(raw));
  return missing.length > 0 ? new Verdict("upload_gone", 3600) : null;
}

export const missingUploads = (forum: Context, shortUrls: string[]): string[] =>
  shortUrls.filter((url) => !forum.store.all("uploads").some((upload) => upload.shortUrl === url));
