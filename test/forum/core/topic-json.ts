import { iso, isoOrNull } from "../clock.ts";
import type { Context } from "../context.ts";
import { canModerate, canReply } from "../guardian.ts";
import type { Post, Topic, User } from "../rows.ts";
import { livePostsOf, postsOf } from "../state.ts";
import { isStaff } from "../who.ts";
import { draftOf, sequenceOf } from "./draft-rows.ts";
import { avatar, streamPost } from "./post-json.ts";

const flags = [4, 8, 10, 7].map((id) => ({ id, count: 0, hidden: false, can_act: true }));
const short = (user: User) => ({
  id: user.id,
  username: user.username,
  name: user.name,
  avatar_template: avatar(user),
});

/** A topic as this reader sees it, all of its posts in one piece (the forum pages them by 20). */
export function topicJson(forum: Context, topic: Topic, reader: User | null) {
  const staff = reader !== null && isStaff(reader);
  const posts = livePostsOf(forum.store, topic.id);
  const seconds = topic.slowModeSeconds;
  const key = `topic_${topic.id}`;
  return {
    post_stream: { posts: posts.map((post) => streamPost(forum, post, reader)), stream: posts.map((post) => post.id) },
    timeline_lookup: [[1, 0]],
    suggested_topics: [],
    tags: topic.tags,
    tags_descriptions: {},
    fancy_title: topic.title,
    id: topic.id,
    title: topic.title,
    posts_count: posts.length,
    created_at: iso(topic.createdAt),
    views: 0,
    reply_count: 0,
    like_count: 0,
    last_posted_at: isoOrNull(posts.at(-1)?.createdAt ?? null),
    visible: true,
    closed: topic.closedAt !== null,
    archived: topic.archivedAt !== null,
    has_summary: false,
    archetype: topic.archetype,
    slug: topic.slug,
    category_id: topic.categoryId,
    word_count: posts.reduce((sum, post) => sum + post.raw.split(/\s+/).length, 0),
    deleted_at: isoOrNull(topic.deletedAt),
    user_id: topic.userId,
    featured_link: null,
    pinned_globally: false,
    pinned_at: null,
    pinned_until: null,
    image_url: null,
    slow_mode_seconds: seconds,
    ...(reader && {
      draft: draftOf(forum, reader.id, key)?.data ?? null,
      draft_key: key,
      draft_sequence: sequenceOf(forum, reader.id, key),
    }),
    ...(reader && ownReading(posts, reader)),
    unpinned: null,
    pinned: false,
    current_post_number: 1,
    highest_post_number: topic.highestNumber,
    deleted_by: null,
    ...(staff && { has_deleted: postsOf(forum.store, topic.id).length > posts.length }),
    actions_summary: flags,
    chunk_size: 20,
    bookmarked: false,
    topic_timer: null,
    message_bus_last_id: 0,
    participant_count: new Set(posts.map((post) => post.userId)).size,
    ...(staff && { queued_posts_count: pending(forum, topic) }),
    show_read_indicator: false,
    thumbnails: null,
    slow_mode_enabled_until: null,
    details: details(forum, topic, posts, reader),
    pending_posts: [],
    bookmarks: [],
  };
}

/** Only for who has posted there. */
function ownReading(posts: Post[], reader: User) {
  const own = posts.filter((post) => post.userId === reader.id).at(-1);
  return own ? { posted: true, last_read_post_number: own.number, last_read_post_id: own.id } : {};
}

const pending = (forum: Context, topic: Topic): number =>
  forum.store.all("reviewables").filter((row) => row.topicId === topic.id && row.status === "pending").length;

/** What this person may do is true or absent, never false. */
function details(forum: Context, topic: Topic, posts: Post[], reader: User | null) {
  const { store } = forum;
  const moderator = canModerate(forum, reader, topic);
  const counts = new Map<number, number>();
  for (const post of posts) counts.set(post.userId, (counts.get(post.userId) ?? 0) + 1);
  const participants = [...counts].flatMap(([id, count]) => {
    const user = store.get("users", id);
    return user
      ? [{ ...short(user), post_count: count, primary_group_name: null, ...flair, trust_level: user.trustLevel }]
      : [];
  });
  const moderating = Object.fromEntries(
    ["move_posts", "delete", "close_topic", "archive_topic", "split_merge_topic", "moderate_category"].map((name) => [
      `can_${name}`,
      true,
    ])
  );
  const last = store.get("users", posts.at(-1)?.userId ?? topic.userId)!;
  const posted = posts.some((post) => post.userId === reader?.id);
  return {
    can_edit: moderator || reader?.id === topic.userId,
    notification_level: posted ? 3 : 1,
    ...(posted && { notifications_reason_id: 1 }),
    can_invite_to: true,
    can_invite_via_email: true,
    ...(reader && canReply(forum, reader, topic) && { can_create_post: true }),
    can_reply_as_new_topic: true,
    can_flag_topic: true,
    ...(moderator && moderating),
    participants,
    created_by: short(store.get("users", topic.userId)!),
    last_poster: short(last),
  };
}

const flair = { flair_name: null, flair_url: null, flair_color: null, flair_bg_color: null, flair_group_id: null };
