import { iso, isoOrNull } from "../clock.ts";
import type { Context } from "../context.ts";
import { cook } from "../cook.ts";
import { canModerate } from "../guardian.ts";
import type { Post, User } from "../rows.ts";
import { livePostsOf } from "../state.ts";
import { isStaff } from "../who.ts";
import { sequenceOf } from "./draft-rows.ts";

const actions = (own: boolean) =>
  (own ? [3, 4, 8, 10, 7] : [2, 6, 3, 4, 8, 10, 7]).map((id) => ({ id, can_act: true }));

export const avatar = (user: User): string =>
  user.id < 0
    ? "/images/discourse-logo-sketch-small.png"
    : `/letter_avatar_proxy/v4/letter/${user.username[0]}/3be4f8/{size}.png`;

/** A post as it stands in a topic's stream, as this reader sees it. */
export function streamPost(forum: Context, post: Post, reader: User | null) {
  const { store } = forum;
  const author = store.get("users", post.userId)!;
  const topic = store.get("topics", post.topicId)!;
  const moderator = canModerate(forum, reader, topic);
  const own = reader?.id === author.id;
  return {
    ...head(forum, post, author, own, moderator),
    read: own,
    ...tail(post, author, own),
    ...(post.actionCode && { action_code: post.actionCode }),
    ...(moderator && reviewable(0)),
    ...end(post, topic.slug, forum),
  };
}

/** A post by itself, as `GET /posts/1.json` and the posting call answer it; that one with `draft_sequence`. */
export function singlePost(forum: Context, post: Post, reader: User | null, created = false) {
  const { store } = forum;
  const author = store.get("users", post.userId)!;
  const topic = store.get("topics", post.topicId)!;
  const moderator = canModerate(forum, reader, topic);
  const own = reader?.id === author.id;
  const base = { ...head(forum, post, author, own, moderator), ...tail(post, author, own) };
  return {
    ...base,
    raw: post.raw,
    ...(created && { draft_sequence: sequenceOf(forum, author.id, `topic_${topic.id}`) }),
    ...(reader && isStaff(reader) && reviewable(null)),
    ...end(post, topic.slug, forum),
  };
}

function head(forum: Context, post: Post, author: User, own: boolean, moderator: boolean) {
  const topic = forum.store.get("topics", post.topicId)!;
  return {
    id: post.id,
    name: author.name,
    username: author.username,
    avatar_template: avatar(author),
    created_at: iso(post.createdAt),
    cooked: cook(forum.store, post.raw),
    post_number: post.number,
    post_type: post.type,
    posts_count: livePostsOf(forum.store, topic.id).length,
    updated_at: iso(post.createdAt),
    reply_count: 0,
    reply_to_post_number: post.replyToNumber,
    quote_count: 0,
    incoming_link_count: 0,
    reads: 1,
    readers_count: 0,
    score: 0,
    yours: own,
    topic_id: topic.id,
    topic_slug: topic.slug,
    display_username: author.name,
    primary_group_name: null,
    flair_name: null,
    flair_url: null,
    flair_bg_color: null,
    flair_color: null,
    flair_group_id: null,
    badges_granted: [],
    version: 1,
    can_edit: own || moderator,
    can_delete: post.number > 1 && (own || moderator),
    can_recover: moderator && post.deletedAt !== null,
    can_see_hidden_post: own || moderator,
    can_wiki: moderator,
  };
}

function tail(post: Post, author: User, own: boolean) {
  return {
    user_title: null,
    bookmarked: false,
    actions_summary: actions(own),
    moderator: author.moderator || author.admin,
    admin: author.admin,
    staff: isStaff(author),
    user_id: author.id,
    hidden: false,
    trust_level: author.trustLevel,
    deleted_at: isoOrNull(post.deletedAt),
    user_deleted: false,
    edit_reason: null,
    can_view_edit_history: true,
    wiki: false,
  };
}

const reviewable = (id: number | null) => ({
  reviewable_id: id,
  reviewable_score_count: 0,
  reviewable_score_pending_count: 0,
});

function end(post: Post, slug: string, forum: Context) {
  const accepted = forum.store.get("topics", post.topicId)?.acceptedPostId === post.id;
  return {
    post_url: `/t/${slug}/${post.topicId}/${post.number}`,
    can_accept_answer: false,
    can_unaccept_answer: false,
    accepted_answer: accepted,
    topic_accepted_answer: null,
  };
}
