import { invalid, notFound } from "../answers.ts";
import type { Context } from "../context.ts";
import { moderatedTopic, seenTopic } from "../guardian.ts";
import type { Topic } from "../rows.ts";
import { livePostsOf, slugOf } from "../state.ts";
import { type Call, coreRoutes } from "./route.ts";
import { topicJson } from "./topic-json.ts";
import { open } from "../veille/held.ts";
import { addPost } from "./write.ts";

/** Reading topics and what moderators do to a whole one. */
export const topicRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["get", "/t/external_id/:external.json", byExternalId],
    ["get", "/t/:id.json", show],
    ["get", "/t/:slug/:id.json", show],
    ["get", "/latest.json", latest],
    ["get", "/topics/private-messages/:username.json", messages],
    ["post", "/topics/timings", read],
    ["put", "/t/-/:id.json", edit],
    ["put", "/t/:id/status.json", setStatus],
    ["put", "/t/:id/slow_mode.json", (call) => change(call, { slowModeSeconds: call.number("seconds") })],
    ["delete", "/t/:id.json", (call) => change(call, { deletedAt: forum.clock.now() })],
    ["put", "/t/:id/recover.json", (call) => change(call, { deletedAt: null })],
    ["post", "/solution/accept.json", (call) => solve(call, true)],
    ["post", "/solution/unaccept.json", (call) => solve(call, false)],
  ]);

const show = (call: Call): object =>
  topicJson(call.forum, seenTopic(call.forum, call.caller.user, call.number("id")), call.caller.user);

const summary = (topic: Topic) => ({
  id: topic.id,
  title: topic.title,
  slug: topic.slug,
  archetype: topic.archetype,
  category_id: topic.categoryId,
  closed: topic.closedAt !== null,
  archived: topic.archivedAt !== null,
  highest_post_number: topic.highestNumber,
});

/** As core orders them: the last word first. */
function latest(call: Call): object {
  const { store } = call.forum;
  const topics = store.all("topics").filter((topic) => {
    if (topic.archetype !== "regular" || topic.deletedAt !== null) return false;
    try {
      return seenTopic(call.forum, call.caller.user, topic.id);
    } catch {
      return false;
    }
  });
  const bumped = (topic: Topic) => livePostsOf(store, topic.id).at(-1)?.createdAt ?? topic.createdAt;
  // of two of the same instant the newer one stands first
  const newest = topics.reverse().sort((one, other) => bumped(other) - bumped(one));
  return { users: [], topic_list: { topics: newest.map(summary) } };
}

/** Direct messages that others sent to this person, newest first. */
function messages(call: Call): object {
  const me = call.me();
  const topics = call.forum.store
    .all("topics")
    .filter((topic) => topic.archetype === "private_message" && topic.users.includes(me.id) && topic.userId !== me.id);
  return { users: [], topic_list: { topics: topics.reverse().map(summary) } };
}

/** The browser tells how long somebody has looked at which posts. */
function read(call: Call): object {
  const topic = seenTopic(call.forum, call.me(), call.number("topic_id"));
  open(call.forum, call.me().id, topic.id);
  return {};
}

function byExternalId(call: Call): void {
  const topic = call.forum.store.all("topics").find((one) => one.externalId === call.request.params["external"]);
  if (!topic) throw notFound();
  call.response.redirect(301, `${call.forum.origin}/t/${topic.slug}/${topic.id}.json`);
}

function change(call: Call, fields: Partial<Topic>): object {
  const topic = moderatedTopic(call.forum, call.me(), call.number("id"));
  call.forum.store.update("topics", topic.id, fields);
  return { success: "OK" };
}

function edit(call: Call): object {
  const { store } = call.forum;
  const topic = moderatedTopic(call.forum, call.me(), call.number("id"));
  const { category_id } = call.given;
  const categoryId = category_id === undefined ? topic.categoryId : Number(category_id);
  if (categoryId !== null && !store.get("categories", categoryId)) throw invalid("category_id");
  const name = call.text("title") ?? topic.title;
  store.update("topics", topic.id, { title: name, slug: slugOf(name), categoryId });
  return {
    basic_topic: { id: topic.id, title: name, fancy_title: name, slug: slugOf(name), posts_count: topic.highestNumber },
  };
}

/** `closed` leaves a small line in the topic, as in the forum. */
function setStatus(call: Call): object {
  const { store, clock } = call.forum;
  const topic = moderatedTopic(call.forum, call.me(), call.number("id"));
  const { status } = call.given;
  const on = call.flag("enabled");
  const at = on ? clock.now() : null;
  if (status !== "closed" && status !== "archived" && status !== "visible" && status !== "pinned") {
    throw invalid("status");
  }
  store.transaction(() => {
    if (status === "closed") store.update("topics", topic.id, { closedAt: at });
    if (status === "archived") store.update("topics", topic.id, { archivedAt: at });
    const code = `${status}.${on ? "enabled" : "disabled"}`;
    if (status !== "visible") addPost(call.forum, topic, call.me(), "", { actionCode: code });
  });
  return { success: "OK", topic_status_update: null };
}

/** As discourse-solved does; a post is named. */
function solve(call: Call, accepted: boolean): object {
  const { store, clock } = call.forum;
  const post = store.get("posts", call.number("id"));
  if (!post) throw notFound();
  moderatedTopic(call.forum, call.me(), post.topicId);
  store.update("topics", post.topicId, {
    solvedAt: accepted ? clock.now() : null,
    acceptedPostId: accepted ? post.id : null,
  });
  return { success: "OK" };
}
