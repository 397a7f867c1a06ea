import type { DeferredPost } from "@veille/shared/api/deferred-post";
import getURL from "discourse/lib/get-url";

/** Where a published post stands. */
export const postUrl = ({ published }: DeferredPost): string =>
  published?.topicId && published.postNumber
    ? getURL(`/t/-/${published.topicId}/${published.postNumber}`)
    : getURL(`/p/${published?.postId}`);

export const topicUrl = (topicId: number): string => getURL(`/t/-/${topicId}`);
export const listUrl = (): string => getURL("/veille/differes");
export const alertsUrl = (): string => getURL("/veille/prevenir");
/** Where the forum keeps somebody's own settings; `page` is one of its tabs. */
export const preferencesUrl = (username: string, page: string): string =>
  getURL(`/u/${username}/preferences/${page}`);
/** What a reader may see of /veille. */
export const pageUrl = (isMember: boolean): string =>
  getURL(isMember ? "/veille" : "/veille/aide");
/** Who is in a group, and how one may ask to join it. */
export const groupUrl = (name: string): string => getURL(`/g/${name}`);
