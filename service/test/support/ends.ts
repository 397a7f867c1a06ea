import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { Called } from "./service.ts";
import { hour } from "./service.ts";
import type { Chain } from "./chain.ts";
import { approveFirst } from "./story.ts";

async function as(chain: Chain, { id }: DeferredPost, state: string): Promise<DeferredPost> {
  const post = await chain.read(id);
  if (post.state !== state) throw new Error(`it is ${post.state}, not ${state}`);
  return post;
}

/** Sent, and in the forum's approval queue. */
export async function inReview(chain: Chain): Promise<DeferredPost> {
  approveFirst(chain);
  const post = await chain.deferred();
  await chain.pass(hour);
  return as(chain, post, "in_review");
}

/** The topic was closed meanwhile; the forum is away before the text is home. */
export async function givingBack(chain: Chain): Promise<DeferredPost> {
  const post = await chain.deferred();
  chain.forum.store.update("topics", chain.topicId, { closedAt: chain.clock.now() + 1 });
  chain.forum.misbehave({ stage: "call", path: "/veille/give-backs.json", cut: true, times: 3 });
  await chain.pass(hour);
  return as(chain, post, "giving_back");
}

/** The topic was closed when it was due, and is open again. */
export async function givenBack(chain: Chain): Promise<DeferredPost> {
  const post = await chain.deferred();
  chain.forum.store.update("topics", chain.topicId, { closedAt: chain.clock.now() + 1 });
  await chain.pass(hour);
  chain.forum.store.update("topics", chain.topicId, { closedAt: null });
  return as(chain, post, "given_back");
}

export const takenBack = async (chain: Chain): Promise<DeferredPost> =>
  (await chain.act("take-back", await chain.deferred())).body as DeferredPost;

/** To the team's next opening, unless another `when` is given. */
export const deferAgain = (chain: Chain, post: DeferredPost, more: object = {}): Promise<Called> =>
  chain.call("POST", `/v1/deferred-posts/${post.id}/defer-again`, {
    as: chain.paul,
    body: { version: post.version, when: { opening: "team" }, ...more },
  });
