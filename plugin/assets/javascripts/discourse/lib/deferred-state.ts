import type { DeferredPost } from "@veille/shared/api/deferred-post";

/** Whether a post has neither come out nor come home. */
export const isActive = ({ state }: DeferredPost): boolean =>
  !["published", "given_back", "taken_back"].includes(state);

/** Whether it waits for a word of its author's: where it goes after a split, or what to do without a picture that is gone. */
export const asksAuthor = ({
  state,
  question,
  reason,
}: DeferredPost): boolean =>
  state === "waiting" && (question !== null || reason?.code === "upload_gone");

/** When something may happen to a waiting post; instant, ms since the epoch. */
const nextTry = ({ dueAt, notBefore }: DeferredPost): number =>
  dueAt
    ? Math.max(Date.parse(dueAt), notBefore ? Date.parse(notBefore) : 0) + 1000
    : Infinity;

/** Whether what becomes of it is being decided just now. `now` in ms since the epoch. */
export const isMoving = (post: DeferredPost, now: number): boolean =>
  isActive(post) &&
  post.state !== "in_review" &&
  (post.state !== "waiting" || post.requested !== null || nextTry(post) <= now);

/** When to look next at posts of which none is moving; instant, ms since the epoch. */
export const nextLook = (posts: DeferredPost[]): number =>
  Math.min(
    ...posts.map((post) =>
      post.state === "waiting" ? nextTry(post) : Infinity
    )
  );
