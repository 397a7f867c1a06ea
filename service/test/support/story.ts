import type { KeyItem, PublicationItem } from "@veille/shared/api/forum";
import type { NoAnswer } from "../../src/forum/client.ts";
import * as store from "../../src/deferred/store.ts";
import type { DeferredRecord } from "../../src/deferred/record.ts";
import type { Chain } from "./chain.ts";

/** Waits for real time where Redis' own clock or a time-out is the matter; the condition, not the time, decides. */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never happened: ${what}`);
}

/** Moves the clock on, a little at a time, until the post is in that state. */
export const untilState = (chain: Chain, id: string, state: string, as = chain.paul): Promise<void> =>
  until(async () => {
    await chain.pass(3_000);
    return (await chain.read(id, as)).state === state;
  }, `${id} is ${state}`);

/** The record as it lies in Redis: what no answer shows. */
export async function recordOf(chain: Chain, id: string): Promise<DeferredRecord> {
  const [stored] = await store.load(chain.ctx, [id]);
  if (!stored) throw new Error(`no record of ${id}`);
  return stored.record;
}

/** How often exactly this text stands in the topic. */
export const times = (chain: Chain, raw: string): number =>
  chain.textsIn(chain.topicId).filter((one) => one === raw).length;

/** Direct messages of the bot to that person that hold this text. */
export function messagesWith(chain: Chain, raw: string, to = chain.paul): string[] {
  const { store: rows } = chain.forum;
  return rows.all("posts").flatMap((post) => {
    const topic = rows.get("topics", post.topicId);
    const theirs = topic?.archetype === "private_message" && topic.users.includes(to.id) && post.raw.includes(raw);
    return theirs ? [topic.title] : [];
  });
}

/** What the author has as a draft for that topic; undefined: nothing. */
export const draftOf = (chain: Chain, key: string, of = chain.paul): string | undefined =>
  chain.forum.store.all("drafts").find((draft) => draft.key === key && draft.userId === of.id)?.data;

/** What a moderator does in the forum's approval queue. */
export function perform(chain: Chain, reviewable: number, act: "approve_post" | "reject_post"): Promise<Response> {
  const { url, keys } = chain.forum;
  return fetch(`${url}/review/${reviewable}/perform/${act}.json?version=0`, {
    method: "PUT",
    headers: { "Api-Key": keys.admin, "Api-Username": "modo" },
  });
}

/** From now on everybody's posts wait in the forum's approval queue. */
export const approveFirst = (chain: Chain): void => void (chain.forum.settings.approve_unless_allowed_groups = "14");

export const queueOf = (chain: Chain): number[] => chain.forum.store.all("reviewables").map(({ id }) => id);

/** Every publishing call as it leaves, with what was sent. */
export function watchCalls(chain: Chain): PublicationItem[][] {
  const { forum } = chain.ctx;
  const real = forum.publish.bind(forum);
  const calls: PublicationItem[][] = [];
  forum.publish = (items) => {
    calls.push(items);
    return real(items);
  };
  return calls;
}

const lost: NoAnswer = { ok: false, sent: "maybe", code: "timeout", retryAfter: null };

/** The forum does what the next call asks; its answer is lost on the way. */
export function loseAnswer(chain: Chain, door: "publish" | "cancel" | "giveBack" | "outcomes"): void {
  const forum = chain.ctx.forum as unknown as Record<string, (items: unknown) => Promise<unknown>>;
  const real = forum[door]?.bind(forum);
  forum[door] = async (items) => {
    if (real) forum[door] = real;
    await real?.(items);
    return lost;
  };
}

/** A cancel that another copy of the service sent, before it died with the answer. */
export async function cancelBehind(chain: Chain, id: string): Promise<void> {
  const record = await recordOf(chain, id);
  const item: KeyItem = { key: `${id}-${record.generation}`, userId: record.author, contentHash: record.hash };
  const called = await chain.ctx.forum.cancel([item]);
  if (!called.ok || called.answer[0]?.outcome !== "cancelled") throw new Error("not cancelled");
}
