import { invalid, notFound } from "../answers.ts";
import type { Context } from "../context.ts";
import { moderatedTopic } from "../guardian.ts";
import type { Post, Topic, User } from "../rows.ts";
import { sentences } from "../sentences.ts";
import { livePostsOf } from "../state.ts";
import { note } from "../veille/hear.ts";
import { type Call, coreRoutes } from "./route.ts";
import { addPost, addTopic } from "./write.ts";

/** Splitting, moving and merging, as the core's PostMover does it. */
export const moveRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["post", "/t/:id/move-posts.json", move],
    ["post", "/t/:id/merge-topic.json", merge],
  ]);

const ids = (value: unknown): number[] => (Array.isArray(value) ? value : [value]).map(Number);
const success = (topic: Topic) => ({ success: true, url: `/t/${topic.slug}/${topic.id}` });

function move(call: Call): object {
  const { store } = call.forum;
  const me = call.me();
  const from = moderatedTopic(call.forum, me, call.number("id"));
  const wanted = ids(call.given["post_ids"]);
  const posts = livePostsOf(store, from.id).filter((post) => wanted.includes(post.id));
  if (posts.length === 0) throw invalid("post_ids");
  const { category_id, destination_topic_id } = call.given;
  const title = call.text("title");
  return store.transaction(() => {
    const isNew = title !== undefined;
    const owner = store.get("users", posts[0]!.userId)!;
    const category = store.get("categories", Number(category_id ?? from.categoryId)) ?? null;
    const to = isNew
      ? addTopic(call.forum, owner, { title }, category, null, posts[0]!.createdAt)
      : store.get("topics", Number(destination_topic_id));
    if (!to) throw notFound();
    movePosts(call.forum, me, from, to, posts, {
      freeze: call.flag("freeze_original"),
      chronological: call.flag("chronological_order"),
    });
    return success(to);
  });
}

function merge(call: Call): object {
  const { store } = call.forum;
  const me = call.me();
  const from = moderatedTopic(call.forum, me, call.number("id"));
  const to = store.get("topics", call.number("destination_topic_id"));
  if (!to) throw notFound();
  const posts = livePostsOf(store, from.id).filter((post) => post.type === 1);
  return store.transaction(() => {
    movePosts(call.forum, me, from, to, posts, { freeze: false, chronological: false });
    return success(to);
  });
}

interface Options {
  freeze: boolean;
  chronological: boolean;
}

/** Ids stay, numbers change; the first post is always copied, with `freeze` all are. */
function movePosts(forum: Context, me: User, from: Topic, to: Topic, posts: Post[], options: Options): void {
  const { store } = forum;
  const regular = livePostsOf(store, from.id).filter((post) => post.type === 1);
  const fullMove = regular.length === posts.length;
  const place = posts.find((post) => post.number > 1)?.number ?? null;
  const numbers = numbersFor(forum, to, posts, options.chronological);
  for (const post of posts) {
    const number = numbers.get(post.id)!;
    const reply = posts.find((other) => other.number === post.replyToNumber);
    const replyToNumber = reply ? numbers.get(reply.id)! : null;
    const copied = options.freeze || post.number === 1;
    const moved = copied
      ? addPost(forum, to, store.get("users", post.userId)!, post.raw, {
          number,
          replyToNumber,
          createdAt: post.createdAt,
        })
      : store.update("posts", post.id, { topicId: to.id, number, replyToNumber });
    store.update("topics", to.id, { highestNumber: Math.max(number, store.get("topics", to.id)!.highestNumber) });
    keepMove(forum, from, post, to, moved, fullMove);
  }
  const link = `[${to.title}](${forum.origin}/t/${to.slug}/${to.id})`;
  const free = options.freeze || place === null ? {} : { number: place };
  addPost(forum, from, me, sentences.split(posts.length, link), { actionCode: "split_topic", ...free });
  if (!fullMove) return;
  store.update("topics", from.id, { closedAt: forum.clock.now() });
  note(forum, "topic_merged", { topicId: from.id, newTopicId: to.id });
}

const keepMove = (forum: Context, from: Topic, post: Post, to: Topic, moved: Post, fullMove: boolean): void => {
  forum.store.put("moves", {
    id: forum.store.nextId("moves"),
    oldTopicId: from.id,
    oldPostId: post.id,
    newTopicId: to.id,
    newPostId: moved.id,
    fullMove,
  });
};

/** At the end, or, in order of time, between what stands there, which then is numbered anew (and noted as a move). */
function numbersFor(forum: Context, to: Topic, posts: Post[], chronological: boolean): Map<number, number> {
  const { store } = forum;
  const highest = store.get("topics", to.id)!.highestNumber;
  if (!chronological) return new Map(posts.map((post, at) => [post.id, highest + 1 + at]));
  const since = Math.min(...posts.map((post) => post.createdAt));
  const later = livePostsOf(store, to.id).filter((post) => post.createdAt > since);
  const first = later[0]?.number ?? highest + 1;
  const all = [...posts, ...later].sort((a, b) => a.createdAt - b.createdAt);
  const numbers = new Map(all.map((post, at) => [post.id, first + at]));
  for (const post of later) {
    const shifted = store.update("posts", post.id, { number: numbers.get(post.id)! });
    keepMove(forum, to, post, to, shifted, false);
  }
  return numbers;
}
