import { get } from "@ember/object";
import type { TopicController } from "./core-types.ts";
import type { Selection } from "./waiting-words.ts";

/** What is selected in a topic, so that who reads it hears of changes: they are classic properties there. */
export function selectionOf(controller: TopicController): Selection {
  const posts = get(controller, "selectedPosts");
  return {
    postIds: [...get(controller, "selectedPostIds")],
    firstPostId: posts.find(({ post_number }) => post_number === 1)?.id,
    everything: get(controller, "selectedAllPosts"),
  };
}

/** When the first of the selected posts was written; instant, ISO. Undefined: none is loaded. */
export function sinceOf({
  selectedPosts,
}: TopicController): string | undefined {
  const times = selectedPosts.map(({ created_at }) => Date.parse(created_at));
  return times.length > 0
    ? new Date(Math.min(...times)).toISOString()
    : undefined;
}
