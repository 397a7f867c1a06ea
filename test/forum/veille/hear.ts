import type { Change, ChangeType } from "@veille/shared/api/forum";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Group, Move, Post, Reviewable, Rows, Table, Topic, User } from "../rows.ts";
import { silenced, suspended } from "../who.ts";

type Fields = Partial<Omit<Change, "id" | "at" | "type">>;

/** ms */
const kept = 30 * 86_400_000;
const nothing = { topicId: null, postId: null, newTopicId: null, newPostId: null, userId: null, newUserId: null };

/** Writes down what happened, in the transaction in which it does. The newest always stays: no number comes twice. */
export function note({ store, clock }: Context, type: ChangeType, fields: Fields): void {
  const all = store.all("changes");
  const now = clock.now();
  for (const { id, at } of all) if (Date.parse(at) < now - kept) store.remove("changes", id);
  const id = (all.at(-1)?.id ?? 0) + 1;
  store.put("changes", { ...nothing, groupId: null, key: null, createdAt: null, ...fields, id, type, at: iso(now) });
}

/** Hears of every row that is written, whoever writes it, as the plugin hears Discourse's events. */
export function listen(forum: Context): void {
  forum.store.watch((table, before, after) => {
    if (table === "moves" && !before && after) moved(forum, after as Move);
    if (!before || !(table in ears)) return;
    (ears[table as keyof typeof ears] as Ear<Table>)(forum, before as Rows[Table], after as Rows[Table] | undefined);
  });
}
type Ear<T extends Table> = (forum: Context, before: Rows[T], after: Rows[T] | undefined) => void;

function moved(forum: Context, { oldTopicId, oldPostId, newTopicId, newPostId }: Move): void {
  if (oldTopicId === newTopicId) return;
  const post = forum.store.get("posts", oldPostId);
  note(forum, "post_moved", {
    ...{ topicId: oldTopicId, postId: oldPostId, newTopicId },
    newPostId: newPostId === oldPostId ? null : newPostId,
    createdAt: post ? iso(post.createdAt) : null,
  });
}

/** What it is called when a field gets an instant, and when it loses it. */
const turns: [keyof Topic, on: ChangeType, off: ChangeType][] = [
  ["closedAt", "topic_closed", "topic_opened"],
  ["archivedAt", "topic_archived", "topic_unarchived"],
  ["deletedAt", "topic_deleted", "topic_recovered"],
  ["solvedAt", "topic_solved", "topic_unsolved"],
];

const ears = {
  topics(forum: Context, before: Topic, after?: Topic) {
    const topicId = before.id;
    if (!after) return note(forum, "topic_deleted", { topicId });
    for (const [name, on, off] of turns) {
      if ((before[name] === null) !== (after[name] === null)) note(forum, after[name] === null ? off : on, { topicId });
    }
    if (before.categoryId !== after.categoryId) note(forum, "topic_recategorized", { topicId });
  },
  posts(forum: Context, before: Post, after?: Post) {
    const where = { topicId: before.topicId, postId: before.id };
    if (before.deletedAt === null && (!after || after.deletedAt !== null)) note(forum, "post_deleted", where);
    if (before.deletedAt !== null && after?.deletedAt === null) note(forum, "post_recovered", where);
  },
  reviewables(forum: Context, { key, status, userId }: Reviewable, after?: Reviewable) {
    if (key === null || after?.status === status || after?.status === "pending") return;
    note(forum, "review_ended", { key, userId });
  },
  users(forum: Context, before: User, after?: User) {
    const userId = before.id;
    if (!after) return note(forum, "person_gone", { userId });
    if (before.username !== after.username) note(forum, "person_renamed", { userId });
    if (!before.anonymised && after.anonymised) note(forum, "person_anonymised", { userId });
    if (before.suspendedTill === after.suspendedTill && before.silencedTill === after.silencedTill) return;
    const quiet = silenced(forum, after) ? "person_silenced" : "person_back";
    note(forum, suspended(forum, after) ? "person_suspended" : quiet, { userId });
  },
  groups(forum: Context, before: Group, after?: Group) {
    const groupId = before.id;
    if (!after) return note(forum, "group_gone", { groupId });
    const without = (some: number[], others: number[]) => some.filter((id) => !others.includes(id));
    for (const userId of without(after.members, before.members)) note(forum, "group_joined", { userId, groupId });
    for (const userId of without(before.members, after.members)) note(forum, "group_left", { userId, groupId });
  },
} satisfies { [T in Table]?: Ear<T> };
