import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { openJournal } from "../forum/journal.ts";
import type { Post } from "../forum/rows.ts";
import { Store } from "../forum/store.ts";
import { ended, type Text, type Texts } from "./texts.ts";

export interface Count {
  posts: number;
  published: number;
  inHand: number;
  lost: number;
  doubled: number;
  both: number;
}

/** What stands in the forum, by the uuid in the text; messages of the bot's, which quote a text, do not count. */
export function postsByText(journal: string): Map<string, Post[]> {
  const found = new Map<string, Post[]>();
  for (const post of new Store(openJournal(journal)).all("posts")) {
    const id = /\[([0-9a-f-]{36})\]/.exec(post.raw)?.[1];
    if (id && post.userId > 0) found.set(id, [...(found.get(id) ?? []), post]);
  }
  return found;
}

type Verdict = "published" | "inHand" | "absent" | { lost: string } | { doubled: string } | { both: string };

/** `shown`: what its author can read at the end; null: nothing. */
function judge(text: Text, shown: DeferredPost | null, posts: Post[]): Verdict {
  const [post] = posts;
  if (posts.length > 1) return { doubled: `${posts.length} posts: ${posts.map(({ id }) => id).join(", ")}` };
  if (post && text.inHand) return { both: `taken back for certain, and post ${post.id} stands` };
  if (post && !shown) return { lost: `post ${post.id} stands, and its author can read nothing of it` };
  if (shown && !ended.has(shown.state)) {
    return { lost: `it never ended: ${shown.state}, ${posts.length} posts, ${JSON.stringify(shown.history)}` };
  }
  if (post && shown?.state !== "published") return { both: `post ${post.id} stands, and it is ${shown?.state}` };
  if (post && post.userId !== text.author) return { lost: `published as ${post.userId}'s, not ${text.author}'s` };
  if (post && !text.wordings.has(post.raw)) return { lost: `published as “${post.raw}”` };
  if (post && shown?.published?.postId !== post.id) return { lost: `post ${post.id} is not the one that is shown` };
  if (post) return "published";
  if (!shown) return text.acked ? { lost: "neither a post nor a record" } : "absent";
  if (shown.state === "published") return { lost: "said to be published, and no post stands" };
  return text.wordings.has(shown.raw) ? "inHand" : { lost: `came home as “${shown.raw}”` };
}

/** Counts per text; says what is wrong with each that is not right. */
export function count(
  texts: Texts,
  shown: Map<string, DeferredPost>,
  posts: Map<string, Post[]>,
  say: (line: string) => void
): Count {
  const sum: Count = { posts: 0, published: 0, inHand: 0, lost: 0, doubled: 0, both: 0 };
  for (const text of texts.all.values()) {
    const verdict = judge(text, shown.get(text.id) ?? null, posts.get(text.id) ?? []);
    if (verdict === "absent") continue;
    sum.posts += 1;
    if (typeof verdict === "string") {
      sum[verdict] += 1;
      continue;
    }
    const [[what, why]] = Object.entries(verdict) as [["lost" | "doubled" | "both", string]];
    sum[what] += 1;
    say(`${what}: ${text.id} of ${text.author}: ${why}`);
  }
  for (const id of posts.keys()) {
    if (texts.all.has(id)) continue;
    sum.doubled += 1;
    say(`doubled: ${id} stands in the forum, and nobody wrote it`);
  }
  return sum;
}
