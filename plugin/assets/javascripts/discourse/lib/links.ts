import type { DeferredPost } from "@veille/shared/api/deferred-post";
import getURL from "discourse/lib/get-url";

/** Where a published post stands. */
export const postUrl = ({ published }: DeferredPost): string =>
  published?.topicId && published.postNumber
    ? getURL(`/t/-/${published.topicId}/${published.postNumber}`)
    : getURL(`/p/${published?.postId}`);

export const topicUrl = (topicId: number): string => getURL(`/t/-/${topicId}`);
export const listUrl = (): string => getURL("/veille/differes");
/** What a reader may see of /veille. */
export const pageUrl = (isMember: boolean): string =>
  getURL(isMember ? "/veille" : "/veille/aide");
