import type { DeferredPost, DeferPost } from "@veille/shared/api/deferred-post";
import { readFeed } from "../../src/moderation/feed.ts";
import { type Chain, type ChainOptions, startChain } from "./chain.ts";
import type { Called, Who } from "./service.ts";

/** A chain whose moderators act, and whose service reads what they did when the test says so. */
export interface Moderated extends Chain {
  /** what moderators and administrators do in the forum, by its own calls; fails where the forum refuses */
  order<T>(method: string, path: string, body?: object): Promise<T>;
  /** a new topic by Léa; each text is a reply by Marie */
  topicWith(...replies: string[]): Promise<{ id: number; posts: number[] }>;
  /** moves posts and answers the topic in which they are then */
  move(from: number, posts: number[], options?: object): Promise<number>;
  status(topicId: number, status: "closed" | "archived", enabled?: boolean): Promise<void>;
  /** the service reads the feed to its end and does what follows */
  follow(): Promise<void>;
  /** Paul's reply to a topic or to one of its posts, deferred to the team's return */
  replyTo(topicId: number, postId?: number | null, more?: Partial<DeferPost>): Promise<DeferredPost>;
  /** as a moderator of that topic */
  moderate(method: string, topicId: number, what: string, body?: object): Promise<Called>;
  /** titles of what the bot wrote to that person */
  messagesTo(who: Who): string[];
}

let written = 0;

export async function startModerated(options: ChainOptions = {}): Promise<Moderated> {
  // the pace of our calls has tests of its own; here moderators do in seconds what takes hours
  const settings = {
    veille_calls_per_minute: 0,
    max_consecutive_replies: 100,
    unique_posts_mins: 0,
    ...options.settings,
  };
  const chain = await startChain({ ...options, settings });
  const { forum, ctx } = chain;
  await readFeed(ctx);

  const as = async <T>(name: string, method: string, path: string, body: object = {}): Promise<T> => {
    const headers = { "Api-Key": forum.keys.admin, "Api-Username": name, "Content-Type": "application/json" };
    const response = await fetch(forum.url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const order = <T>(method: string, path: string, body?: object) => as<T>("system", method, path, body);
  return {
    ...chain,
    order,
    async topicWith(...replies) {
      const title = `Un sujet de plus, le numéro ${++written}`;
      const raw = `De quoi il s’agit dans le sujet ${written}.`;
      const { id: first, topic_id } = await as<Posted>("lea", "POST", "/posts.json", { title, raw });
      const posts = [first];
      for (const reply of replies) {
        chain.clock.forward(1_000);
        posts.push((await as<Posted>("marie", "POST", "/posts.json", { topic_id, raw: reply })).id);
      }
      chain.clock.forward(1_000);
      return { id: topic_id, posts };
    },
    async move(from, posts, move = { title: `La suite du sujet, à part ${++written}` }) {
      chain.clock.forward(1_000);
      const body = { post_ids: posts, ...move };
      const { url } = await order<{ url: string }>("POST", `/t/${from}/move-posts.json`, body);
      return Number(url.split("/").at(-1));
    },
    async status(topicId, status, enabled = true) {
      chain.clock.forward(1_000);
      await order("PUT", `/t/${topicId}/status.json`, { status, enabled });
    },
    async follow() {
      while ((await readFeed(ctx)) > 0);
      await chain.settle();
    },
    async replyTo(topicId, postId = null, more = {}) {
      chain.clock.forward(1_000);
      const target = { type: "reply", topicId, replyToPostId: postId } as const;
      return chain.deferred({ raw: `Ma réponse numéro ${++written}, qui peut attendre.`, target, ...more });
    },
    moderate: (method, topicId, what, body) => {
      const moderator = { id: forum.user("modo").id, username: "modo", moderator: true, moderates: [topicId] };
      return chain.call(method, `/v1/topics/${topicId}/${what}`, { as: moderator, ...(body && { body }) });
    },
    messagesTo: ({ id }) =>
      forum.store
        .all("topics")
        .filter(({ archetype, users }) => archetype === "private_message" && users.includes(id))
        .map(({ title }) => title),
  };
}

interface Posted {
  id: number;
  topic_id: number;
}
