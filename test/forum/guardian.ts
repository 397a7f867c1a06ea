import { forbidden, notFound } from "./answers.ts";
import type { Context } from "./context.ts";
import type { Category, Topic, User } from "./rows.ts";
import { categoryOf, groupIdsOf, groupNamesOf } from "./state.ts";
import { isStaff, silenced, suspended } from "./who.ts";

/** 1 create, 2 reply, 3 see, null nothing: the best that one of the person's groups has. */
function level(forum: Context, user: User | null, category: Category): number | null {
  if (user?.admin) return 1;
  const names = ["everyone", ...(user ? groupNamesOf(forum.store, user) : [])];
  const levels = names.flatMap((name) => category.permissions[name] ?? []);
  return levels.length === 0 ? null : Math.min(...levels);
}

/** Moderators don't see what is closed to them; only admins see every direct message. */
export function canSeeTopic(forum: Context, user: User | null, topic: Topic): boolean {
  if (topic.deletedAt !== null && !(user && isStaff(user))) return false;
  if (topic.archetype === "private_message") {
    if (!user) return false;
    const groups = groupIdsOf(forum.store, user);
    return user.admin || topic.users.includes(user.id) || topic.groups.some((id) => groups.includes(id));
  }
  const category = categoryOf(forum.store, topic);
  return !category || level(forum, user, category) !== null;
}

const mayWrite = (forum: Context, user: User): boolean => !silenced(forum, user) && !suspended(forum, user);
const trusted = (user: User): boolean => isStaff(user) || user.trustLevel >= 4;

/** As the core's `can_create_post_on_topic?`. */
export function canReply(forum: Context, user: User, topic: Topic): boolean {
  if (topic.deletedAt !== null) return false;
  if (user.admin) return true;
  if ((topic.closedAt !== null || topic.archivedAt !== null) && !trusted(user)) return false;
  if (!mayWrite(forum, user) || !canSeeTopic(forum, user, topic)) return false;
  const category = categoryOf(forum.store, topic);
  return !category || (level(forum, user, category) ?? 3) <= 2;
}

export function canCreateIn(forum: Context, user: User, category: Category | null): boolean {
  if (user.admin) return true;
  return mayWrite(forum, user) && (category === null || level(forum, user, category) === 1);
}

/** Whether moderators read what this person writes before others do. */
export function isReviewed(forum: Context, user: User): boolean {
  const free = forum.settings.approve_unless_allowed_groups.split("|").map(Number);
  return !isStaff(user) && !groupIdsOf(forum.store, user).some((id) => free.includes(id));
}

/** Staff and trust level 4. */
export const canModerate = (forum: Context, user: User | null, topic: Topic): boolean =>
  user !== null && trusted(user) && topic.archetype === "regular" && canSeeTopic(forum, user, topic);

/** The topic, or 404 where this person may not even know of it. */
export function seenTopic(forum: Context, user: User | null, id: number): Topic {
  const topic = forum.store.get("topics", id);
  if (!topic || !canSeeTopic(forum, user, topic)) throw notFound();
  return topic;
}

export function moderatedTopic(forum: Context, user: User | null, id: number): Topic {
  const topic = seenTopic(forum, user, id);
  if (!(user?.admin || canModerate(forum, user, topic))) throw forbidden();
  return topic;
}
