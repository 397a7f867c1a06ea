/** The bare writing of topics and posts: no checks. Callers hold a transaction. */
import type { Context } from "../context.ts";
import type { Category, Post, Topic, User } from "../rows.ts";
import { groupNamed, slugOf, userNamed } from "../state.ts";
import type { Store } from "../store.ts";

export interface Recipients {
  users: number[];
  groups: number[];
}

/** Null where a name is nobody's, or there is none. */
export function recipientsNamed(store: Store, author: User, names: string[]): Recipients | null {
  const users = new Set([author.id]);
  const groups = new Set<number>();
  for (const name of names) {
    const user = userNamed(store, name);
    const group = user ? undefined : groupNamed(store, name);
    if (user) users.add(user.id);
    else if (group) groups.add(group.id);
    else return null;
  }
  return names.length === 0 ? null : { users: [...users], groups: [...groups] };
}

interface TopicFields {
  title?: string | undefined;
  tags?: string[] | undefined;
  externalId?: string | undefined;
}

export function addTopic(
  forum: Context,
  user: User,
  fields: TopicFields,
  category: Category | null,
  recipients: Recipients | null = null,
  createdAt = forum.clock.now()
): Topic {
  const title = (fields.title ?? "").trim();
  return forum.store.put("topics", {
    id: forum.store.nextId("topics"),
    title,
    slug: slugOf(title),
    archetype: recipients ? "private_message" : "regular",
    categoryId: recipients ? null : (category?.id ?? 1),
    userId: user.id,
    tags: fields.tags ?? [],
    users: recipients?.users ?? [],
    groups: recipients?.groups ?? [],
    createdAt,
    closedAt: null,
    archivedAt: null,
    deletedAt: null,
    solvedAt: null,
    acceptedPostId: null,
    slowModeSeconds: 0,
    externalId: fields.externalId ?? null,
    highestNumber: 0,
  });
}

interface PostFields {
  replyToNumber?: number | null;
  actionCode?: string;
  number?: number;
  createdAt?: number;
}

/** With an action code it is one of the forum's own small lines ("closed", "split"). */
export function addPost(forum: Context, topic: Topic, user: User, raw: string, fields: PostFields = {}): Post {
  const { store } = forum;
  const number = fields.number ?? (store.get("topics", topic.id)?.highestNumber ?? 0) + 1;
  store.update("topics", topic.id, {
    highestNumber: Math.max(number, store.get("topics", topic.id)?.highestNumber ?? 0),
  });
  return store.put("posts", {
    id: store.nextId("posts"),
    topicId: topic.id,
    number,
    userId: user.id,
    raw,
    replyToNumber: fields.replyToNumber ?? null,
    type: fields.actionCode ? 3 : 1,
    actionCode: fields.actionCode ?? null,
    createdAt: fields.createdAt ?? forum.clock.now(),
    deletedAt: null,
  });
}
