import type { RequestedTopic, RequestsAnswer, RequestsRequest } from "@veille/shared/api/forum";
import type { z } from "zod";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Topic } from "../rows.ts";
import { categoryOf, groupNamed } from "../state.ts";

const most = 100;

/** The asked category that this one is, or stands in. */
function nearest(forum: Context, id: number | null, asked: number[]): number | null {
  let at = id;
  while (at !== null && !asked.includes(at)) at = forum.store.get("categories", at)?.parentId ?? null;
  return at;
}

/** Topics of these categories and their subcategories made since then, oldest first. */
export function requests(
  forum: Context,
  { categoryIds, since }: z.infer<typeof RequestsRequest>
): z.infer<typeof RequestsAnswer> {
  const found = forum.store
    .all("topics")
    .filter(
      ({ archetype, categoryId, createdAt, deletedAt }) =>
        archetype === "regular" &&
        deletedAt === null &&
        nearest(forum, categoryId, categoryIds) !== null &&
        createdAt >= Date.parse(since)
    )
    .sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return {
    topics: found.slice(0, most).map((topic) => describe(forum, topic, categoryIds)),
    more: found.length > most,
  };
}

const describe = (forum: Context, topic: Topic, asked: number[]): RequestedTopic => ({
  topicId: topic.id,
  categoryId: nearest(forum, topic.categoryId, asked) ?? 0,
  title: topic.title,
  createdAt: iso(topic.createdAt),
  userId: topic.userId,
  readableBy: readers(forum, topic),
});

function readers(forum: Context, topic: Topic): number[] | null {
  const names = Object.keys(categoryOf(forum.store, topic)?.permissions ?? {});
  return names.includes("everyone") ? null : names.flatMap((name) => groupNamed(forum.store, name)?.id ?? []);
}
