import type { DeclaredHours, PutDeclaredHours } from "@veille/shared/api/declared-hours";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { addPost, addTopic } from "../../../test/forum/core/write.ts";
import type { Post } from "../../../test/forum/rows.ts";
import { userNamed } from "../../../test/forum/state.ts";
import { alert, open } from "../../../test/forum/veille/held.ts";
import { keyOf } from "../../src/context.ts";
import { beat } from "../../src/digest/beat.ts";
import { type Chain, type ChainOptions, startChain, weekdays } from "./chain.ts";
import { coordinator, minute, type Who } from "./service.ts";

/** The forum's group of the team, and the category in which it is asked. */
export const team = 41;
const category = 3;
/** Discourse's notification types. */
export const mentioned = 1;
export const replied = 2;

export const everyDay = (...windows: [start: string, end: string][]): WeeklyWindow[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start, end })));

export interface Calm extends Chain {
  /** Léa, who is in the team */
  lea: Who;
  choose(asked: Partial<PutDeclaredHours>, as?: Who): Promise<DeclaredHours>;
  /** everything that is due now is done, and the forum has heard it */
  quiet(): Promise<void>;
  /** moves the clock by so many ms, a minute at a time where the service beats, then `quiet` */
  go(ms: number): Promise<void>;
  /** to an instant */
  goTo(instant: string): Promise<void>;
  /** somebody writes in a new topic, which the forum would tell Léa */
  say(title: string, type?: number, by?: string): Post;
  /** a new request of Paul's */
  ask(title: string, by?: string): number;
  /** titles and texts of the digests that stand, oldest first */
  digests(to?: Who): { title: string; raw: string; topicId: number }[];
  /** Léa opens a topic */
  opens(topicId: number): void;
  /** what rang, by post */
  rang(): number[];
}

/** Monday 23 November 2026, 8:00 in Paris; `own` hours can be chosen by Léa. */
export async function startCalm(options: ChainOptions = {}): Promise<Calm> {
  const chain = await startChain(options);
  const { forum, call, clock, ctx } = chain;
  const lea: Who = { ...chain.lea, groups: [team] };
  // who is in the team is welcomed in a test of its own, not beside all the others
  await ctx.redis.hset(keyOf(ctx, "welcome-groups"), String(team), Number.MAX_SAFE_INTEGER);
  const { body } = await call("PUT", "/v1/kinds/team", {
    as: coordinator,
    body: { version: 1, ...weekdays, groupId: team, groupName: "equipe", categoryIds: [category] },
  });
  if (body.version !== 2) throw new Error(JSON.stringify(body));
  const quiet = async () => {
    await chain.calm.push.kick();
    await chain.calm.digests.kick();
    await beat(ctx);
    await chain.settle();
  };
  const go = async (ms: number) => {
    for (let left = ms; left > 0; left -= 5 * minute) {
      clock.forward(Math.min(left, 5 * minute));
      await quiet();
    }
  };
  const user = (name: string) => userNamed(forum.store, name)!;
  const write = (title: string, by: string) =>
    forum.store.transaction(() => {
      const topic = addTopic(forum.context, user(by), { title }, forum.store.get("categories", category)!);
      return addPost(forum.context, topic, user(by), `${title} : voilà ce que je voulais dire.`);
    });
  const calm: Calm = {
    ...chain,
    lea,
    quiet,
    go,
    goTo: (instant) => go(Date.parse(instant) - clock.now()),
    async choose(asked, as = lea) {
      const { version } = (await call("GET", "/v1/me/declared-hours", { as })).body as DeclaredHours;
      const put = await call("PUT", "/v1/me/declared-hours", {
        as,
        body: { version, mode: "own", kind: null, windows: [], zone: "Europe/Paris", shiftsLoud: true, ...asked },
      });
      if (put.status > 202) throw new Error(JSON.stringify(put.body));
      await quiet();
      return put.body as DeclaredHours;
    },
    say(title, type = replied, by = "paul") {
      const post = write(title, by);
      alert(forum.context, { userId: lea.id, type, postId: post.id, by });
      return post;
    },
    ask: (title, by = "paul") => write(title, by).topicId,
    digests: (to = lea) =>
      forum.store
        .all("publications")
        .filter(({ id, postId }) => id.startsWith(`digest-${to.id}-`) && postId !== null)
        .flatMap(({ postId }) => {
          const post = forum.store.get("posts", postId!)!;
          const topic = forum.store.get("topics", post.topicId)!;
          return topic.deletedAt === null ? [{ title: topic.title, raw: post.raw, topicId: topic.id }] : [];
        }),
    opens: (topicId) => open(forum.context, lea.id, topicId),
    rang: () => forum.store.all("alerts").flatMap(({ held, postId }) => (held ? [] : [postId])),
  };
  await quiet();
  return calm;
}
