/** Arranging the stand-in as the forum was when something was recorded there. */
import type { Forum } from "./forum.ts";
import type { Topic, User } from "./rows.ts";
import { livePostsOf } from "./state.ts";

export interface Changes {
  path?: string;
  as?: string;
  body?: Record<string, unknown>;
  key?: string;
  form?: FormData;
}
export type Scene = (forum: Forum) => Changes | Promise<Changes> | undefined;
export interface More {
  /** fields whose shape is not compared: what nobody here reads */
  but?: string[];
  /** compare the sentences, numbers aside */
  words?: boolean;
}

export const topic = 2;
export const first = (forum: Forum, id = topic) => livePostsOf(forum.store, id);
export const paul = (forum: Forum, change: Partial<User>) => forum.store.update("users", forum.user("paul").id, change);
export const change = (forum: Forum, fields: Partial<Topic>) => forum.store.update("topics", topic, fields);
export const later = (forum: Forum) => forum.clock.now() + 86_400_000;
/** One call as somebody, before the recorded one. */
export async function before(forum: Forum, as: string, method: string, path: string, body: object): Promise<unknown> {
  const headers = { "Api-Key": forum.keys.admin, "Api-Username": as, "Content-Type": "application/json" };
  return (await fetch(forum.url + path, { method, headers, body: JSON.stringify(body) })).json();
}
export const reply = (forum: Forum, as: string, raw = `Une réponse assez longue ${Math.random()}`) =>
  before(forum, as, "POST", "/posts.json", { topic_id: topic, raw });
export const draft = { draft_key: `topic_${topic}`, data: '{"reply":"Un texte"}' };
export const drafts = (forum: Forum, sequence: number) =>
  before(forum, "paul", "POST", "/drafts.json", { ...draft, sequence });

/** In the topic of now, after something happened to it or to its author. */
export const inTopic =
  (arrange: (forum: Forum) => unknown = () => undefined): Scene =>
  async (forum) => {
    await arrange(forum);
    return { body: { topic_id: topic } };
  };
export const inCategory =
  (id: number, arrange: (forum: Forum) => unknown = () => undefined): Scene =>
  async (forum) => {
    await arrange(forum);
    return { body: { category: id } };
  };
export const approval = (forum: Forum) =>
  forum.store.update("categories", 3, { topicApproval: true, replyApproval: true });
export const pictureForm = (): FormData => {
  const form = new FormData();
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  form.set("file", new Blob([new Uint8Array(Buffer.from(png, "base64"))], { type: "image/png" }), "a.png");
  return form;
};
/** Moves posts of the erreur 500 topic as a moderator. */
export const move =
  (which: number[], more: Record<string, unknown> = {}, act = "move-posts"): Scene =>
  (forum) => ({
    as: "modo",
    path: `/t/${topic}/${act}.json`,
    body: { post_ids: which.map((at) => first(forum)[at]!.id), category_id: 3, ...more },
  });
export const queued =
  (act: string): Scene =>
  async (forum) => {
    approval(forum);
    await reply(forum, "paul");
    return { as: "modo", path: `/review/${forum.store.all("reviewables")[0]!.id}/perform/${act}.json?version=0` };
  };
