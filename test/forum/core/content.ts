import type { Context } from "../context.ts";
import { type Post, type Topic, type User } from "../rows.ts";
import { sentences } from "../sentences.ts";
import { livePostsOf } from "../state.ts";
import { isStaff } from "../who.ts";

/** What the core says of a text, in its own order; nothing wrong: empty. */
export function rawErrors(forum: Context, user: User, raw: string, message: boolean): string[] {
  const { min_post_length, min_personal_message_post_length, max_post_length } = forum.settings;
  const least = message ? min_personal_message_post_length : min_post_length;
  const text = raw.trim();
  if (text.length === 0) return [sentences.empty, sentences.unclear];
  if (text.length > max_post_length) return [sentences.tooLong(max_post_length)];
  if (text.length < least && !(message && isStaff(user))) return [sentences.tooShort(least), sentences.unclear];
  return [];
}

export function titleErrors(forum: Context, title: string, message: boolean): string[] {
  const { min_topic_title_length, min_personal_message_title_length, max_topic_title_length } = forum.settings;
  const least = message ? min_personal_message_title_length : min_topic_title_length;
  const text = title.trim();
  if (text.length < least) return [sentences.titleTooShort(least), sentences.titleUnclear];
  if (text.length > max_topic_title_length) return [sentences.titleTooLong(max_topic_title_length)];
  if (message || forum.settings.allow_duplicate_topic_titles) return [];
  const taken = forum.store
    .all("topics")
    .some((topic) => topic.deletedAt === null && topic.title.toLowerCase() === text.toLowerCase());
  return taken ? [sentences.titleTaken] : [];
}

/** The same words by the same author within some minutes. */
export function isRepetition(forum: Context, user: User, raw: string): boolean {
  const since = forum.clock.now() - forum.settings.unique_posts_mins * 60_000;
  if (isStaff(user)) return false;
  return forum.store
    .all("posts")
    .some((post) => post.userId === user.id && post.createdAt > since && post.raw.trim() === raw.trim());
}

/** Only so many replies in a row by one person; whoever began the topic may go on. */
export function tooManyInARow(forum: Context, user: User, topic: Topic): boolean {
  const most = forum.settings.max_consecutive_replies;
  if (most === 0 || isStaff(user) || topic.archetype === "private_message" || topic.userId === user.id) return false;
  const last = livePostsOf(forum.store, topic.id).slice(-most);
  return last.length === most && last.every((post) => post.userId === user.id);
}

/** Seconds until this person may post again in a slow topic, 0 at once. */
export function slowModeLeft(forum: Context, user: User, topic: Topic): number {
  if (topic.slowModeSeconds === 0 || isStaff(user) || user.trustLevel >= 4) return 0;
  const own = livePostsOf(forum.store, topic.id).filter((post) => post.userId === user.id && post.type === 1);
  const last = Math.max(...own.map((post: Post) => post.createdAt), -Infinity);
  return Math.max(0, Math.ceil((last + topic.slowModeSeconds * 1000 - forum.clock.now()) / 1000));
}

export function blockedWord(forum: Context, user: User, text: string): string | null {
  if (isStaff(user)) return null;
  const words = forum.settings.blocked_words.split("|").filter(Boolean);
  return words.find((word) => text.toLowerCase().includes(word.toLowerCase())) ?? null;
}
