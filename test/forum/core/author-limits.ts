import type { Context } from "../context.ts";
import type { User } from "../rows.ts";
import { sentences } from "../sentences.ts";
import { isStaff } from "../who.ts";

export interface TooSoon {
  seconds: number;
  /** a limit of the day, not of the moment */
  daily: boolean;
  sentence: string;
}

const day = 86_400_000;

/** Null where the author may post now. Staff is spared, like in the forum. */
export function tooSoon(forum: Context, user: User, isTopic: boolean): TooSoon | null {
  const { settings, store } = forum;
  if (!settings.author_limits || isStaff(user)) return null;
  const now = forum.clock.now();
  const own = store.all("posts").filter((post) => post.userId === user.id && post.type === 1 && post.createdAt <= now);
  const topics = own.filter((post) => post.number === 1);
  const recent = (posts: typeof own, ms: number) => posts.filter((post) => post.createdAt > now - ms);
  const firstDay = now - user.createdAt < day && user.trustLevel < 2;
  const daily = (sentence: (seconds: number) => string): TooSoon => ({
    seconds: 86_400,
    daily: true,
    sentence: sentence(86_400),
  });

  const isNew = user.trustLevel < 2 && (user.trustLevel === 0 || now - user.createdAt < day);
  const ofPosts = isNew ? settings.rate_limit_new_user_create_post : settings.rate_limit_create_post;
  const waits = [left(own, ofPosts, now), isTopic ? left(topics, settings.rate_limit_create_topic, now) : 0];
  const seconds = Math.max(...waits);
  if (seconds > 0) return { seconds, daily: false, sentence: sentences.tooOften(seconds) };
  if (isTopic) {
    if (recent(topics, day).length >= settings.max_topics_per_day) return daily(sentences.topicsPerDay);
    if (firstDay && topics.length >= settings.max_topics_in_first_day) return daily(sentences.topicsPerDay);
  } else if (firstDay && own.length - topics.length >= settings.max_replies_in_first_day) {
    return daily(sentences.firstDay);
  }
  return null;
}

function left(posts: { createdAt: number }[], pause: number, now: number): number {
  const last = Math.max(...posts.map((post) => post.createdAt), -Infinity);
  return Math.max(0, Math.ceil((last + pause * 1000 - now) / 1000));
}
