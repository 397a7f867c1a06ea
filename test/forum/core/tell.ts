import type { Context } from "../context.ts";
import type { Post } from "../rows.ts";
import { userNamed } from "../state.ts";
import { alert } from "../veille/held.ts";

/** The forum's notification types. */
const [mentioned, replied, message] = [1, 2, 6];

/** Tells people of a post, each once: who is named in it, who is answered, who is addressed. */
export function tell(forum: Context, post: Post): void {
  const { store } = forum;
  const [topic, author] = [store.get("topics", post.topicId), store.get("users", post.userId)];
  if (!topic || !author) return;
  const told = new Set([author.id]);
  const one = (userId: number | undefined, type: number) => {
    if (userId === undefined || told.has(userId)) return;
    told.add(userId);
    alert(forum, { userId, type, postId: post.id, by: author.username });
  };
  for (const [, name] of post.raw.matchAll(/@([\w.-]*\w)/g)) one(userNamed(store, name!)?.id, mentioned);
  const answered = store
    .all("posts")
    .find(({ topicId, number }) => topicId === post.topicId && number === post.replyToNumber);
  one(answered?.userId, replied);
  for (const userId of topic.users) one(userId, message);
}
