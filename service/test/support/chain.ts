import { randomBytes } from "node:crypto";
import type { DeferredPost, DeferPost } from "@veille/shared/api/deferred-post";
import { createForum, type Forum } from "../../../test/forum/forum.ts";
import type { Settings } from "../../../test/forum/settings.ts";
import type { Config } from "../../src/config.ts";
import {
  type Called,
  coordinator,
  createTestClock,
  mondayMorning,
  origin,
  startTestService,
  type TestClock,
  type TestService,
  type Who,
} from "./service.ts";
import { kindFields } from "./kind.ts";

/** The service and the stand-in forum, on one clock that the test moves. */
export interface Chain extends TestService {
  forum: Forum;
  /** the forum's people, as the service knows them */
  paul: Who;
  lea: Who;
  /** a topic in « Technique » by Léa, with one reply */
  topicId: number;
  firstReplyId: number;
  /** everything that is due now is done when this resolves */
  settle(): Promise<void>;
  /** moves the clock and settles */
  pass(ms: number): Promise<void>;
  defer(asked: Partial<DeferPost>, as?: Who, uuid?: string): Promise<Called>;
  /** defers a reply and answers it; fails where it was not taken */
  deferred(asked?: Partial<DeferPost>, as?: Who): Promise<DeferredPost>;
  read(id: string, as?: Who): Promise<DeferredPost>;
  act(name: "publish-now" | "take-back", post: DeferredPost, more?: object): Promise<Called>;
  edit(post: DeferredPost, change: object): Promise<Called>;
  /** the texts that stand in the topic, in order */
  textsIn(topicId: number): string[];
  stop(): Promise<void>;
}

export const weekdays = kindFields();

let made = 0;
/** no two files of a run make the same one, on the Redis that they share */
const ours = randomBytes(6).toString("hex");
/** A uuid version 7 made at `now`, ms (RFC 9562 §5.7). */
export function uuidAt(now: number): string {
  made += 1;
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${made.toString(16).padStart(3, "0")}-8000-${ours}`;
}

export interface ChainOptions {
  start?: string;
  settings?: Partial<Settings>;
  config?: Partial<Config>;
  clock?: TestClock;
}

/** Monday 23 November 2026, 8:00 in Paris, the kind `team` open on weekdays from 9 to 12 and from 14 to 18. */
export async function startChain(options: ChainOptions = {}): Promise<Chain> {
  const clock = options.clock ?? createTestClock(options.start ?? mondayMorning);
  const forumClock = { ...clock, advance: clock.forward } as never;
  const forum = await createForum({
    clock: forumClock,
    origin,
    settings: { max_consecutive_replies: 100, ...options.settings },
  });
  const config = {
    forumUrl: forum.url,
    forumKey: forum.keys.veille,
    forumTimeout: 400,
    lease: 1_200,
    ...options.config,
  };
  const service = await startTestService({ clock, config });
  const person = (name: string): Who => ({ id: forum.user(name).id, username: name });
  const [paul, lea] = [person("paul"), person("lea")];
  const { call, pump } = service;
  const made = await call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 0, ...weekdays } });
  if (made.status !== 201) throw new Error(`the kind was not made: ${JSON.stringify(made.body)}`);
  const { topicId, firstReplyId } = await writeTopic(forum);

  const defer = (asked: Partial<DeferPost>, as = paul, uuid = uuidAt(clock.now())) => {
    const target = { type: "reply", topicId, replyToPostId: null };
    const draftKey = `topic_${topicId}`;
    const body = { raw: "Une réponse qui peut attendre lundi.", target, when: { opening: "team" }, draftKey, ...asked };
    return call("PUT", `/v1/deferred-posts/${uuid}`, { as, body });
  };
  const read = async (id: string, as = paul) =>
    (await call("GET", `/v1/deferred-posts/${id}`, { as })).body as DeferredPost;
  return {
    ...service,
    forum,
    paul,
    lea,
    topicId,
    firstReplyId,
    settle: () => pump.kick(),
    pass: (ms) => {
      clock.forward(ms);
      return pump.kick();
    },
    defer,
    async deferred(asked = {}, as = paul) {
      const answer = await defer(asked, as);
      if (answer.status !== 201) throw new Error(`not deferred: ${JSON.stringify(answer.body)}`);
      return answer.body as DeferredPost;
    },
    read,
    act: (name, { id, version }, more = {}) =>
      call("POST", `/v1/deferred-posts/${id}/${name}`, { as: paul, body: { version, ...more } }),
    edit: ({ id, version }, change) =>
      call("PATCH", `/v1/deferred-posts/${id}`, { as: paul, body: { version, ...change } }),
    textsIn: (id) =>
      forum.store
        .all("posts")
        .filter((post) => post.topicId === id && post.deletedAt === null)
        .map((post) => post.raw),
    async stop() {
      await service.destroy();
      await forum.stop();
    },
  };
}

/** Through the forum's own calls, as Léa and Marie. */
async function writeTopic(forum: Forum): Promise<{ topicId: number; firstReplyId: number }> {
  const post = async (name: string, body: object) => {
    const response = await fetch(`${forum.url}/posts.json`, {
      method: "POST",
      headers: { "Api-Key": forum.keys.admin, "Api-Username": name, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as { id: number; topic_id: number };
  };
  const first = await post("lea", {
    title: "Mon site affiche une erreur 500",
    raw: "Depuis ce matin mon site affiche une erreur 500.",
  });
  const reply = await post("marie", {
    topic_id: first.topic_id,
    raw: "La même chose ici, depuis la mise à jour de dimanche.",
  });
  return { topicId: first.topic_id, firstReplyId: reply.id };
}
