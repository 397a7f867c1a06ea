/** Questions to the rows that more than one part asks. */
import type { Category, Group, Post, Topic, User } from "./rows.ts";
import type { Store } from "./store.ts";

export const userNamed = (store: Store, name: string): User | undefined =>
  store.all("users").find((user) => user.username.toLowerCase() === name.toLowerCase());

export const groupNamed = (store: Store, name: string): Group | undefined =>
  store.all("groups").find((group) => group.name.toLowerCase() === name.toLowerCase());

/** Ids 1, 2, 3 are staff's; 10 to 14 the trust levels' from 0 to the person's own. */
export function groupIdsOf(store: Store, user: User): number[] {
  const automatic = [10, 11, 12, 13, 14].slice(0, user.trustLevel + 1);
  if (user.admin) automatic.unshift(1);
  if (user.moderator) automatic.unshift(2);
  if (user.admin || user.moderator) automatic.unshift(3);
  const own = store.all("groups").filter((group) => !group.automatic && group.members.includes(user.id));
  return [...new Set([...automatic, ...own.map((group) => group.id)])].sort((a, b) => a - b);
}

export const groupNamesOf = (store: Store, user: User): string[] =>
  groupIdsOf(store, user).flatMap((id) => store.get("groups", id)?.name ?? []);

/** Also the deleted ones, in the order in which they stand. */
export const postsOf = (store: Store, topicId: number): Post[] =>
  store
    .all("posts")
    .filter((post) => post.topicId === topicId)
    .sort((a, b) => a.number - b.number);

export const livePostsOf = (store: Store, topicId: number): Post[] =>
  postsOf(store, topicId).filter((post) => post.deletedAt === null);

export const categoryOf = (store: Store, topic: Topic): Category | undefined =>
  topic.categoryId === null ? undefined : store.get("categories", topic.categoryId);

export const slugOf = (title: string): string =>
  title
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "topic";

/** `upload://…` as they stand in a text: a SHA-1 in base 62; shorter words are the author's, not pictures. */
export const uploadsIn = (raw: string): string[] => [
  ...new Set(raw.match(/upload:\/\/[0-9a-zA-Z]{24,27}(?![0-9a-zA-Z])(\.\w+)?/g) ?? []),
];

/**
 * Where a post is now. While it stands, it is itself; where it is gone (deleted, or all of its topic moved away) the
 * newest copy that stands. Otherwise the post as it lies there, deleted; undefined where there never was one.
 */
export function followPost(store: Store, id: number): Post | undefined {
  let post = store.get("posts", id);
  const seen = new Set<number>();
  while (post && gone(store, post) && !seen.has(post.id)) {
    seen.add(post.id);
    const at: number = post.id;
    const step = store.all("moves").findLast((move) => move.oldPostId === at && move.newPostId !== at);
    post = (step && store.get("posts", step.newPostId)) ?? post;
  }
  return post;
}

const gone = (store: Store, post: Post): boolean =>
  post.deletedAt !== null ||
  (store.get("topics", post.topicId)?.deletedAt ?? null) !== null ||
  store.all("moves").some((move) => move.oldPostId === post.id && move.newPostId !== post.id && move.fullMove);

/** A topic of which everything was moved or merged away stands for the one that took it. */
export function followTopic(store: Store, id: number): number {
  let [at, since] = [id, 0];
  for (;;) {
    // never an older move than the last one: what came back from where it had gone stands where it stood
    const [from, before] = [at, since];
    const step = store
      .all("moves")
      .findLast((move) => move.oldTopicId === from && move.newTopicId !== from && move.fullMove && move.id > before);
    if (!step) return at;
    [at, since] = [step.newTopicId, step.id];
  }
}
