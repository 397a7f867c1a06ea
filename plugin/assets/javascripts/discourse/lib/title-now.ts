import Topic from "discourse/models/topic";

/** A topic's title as the forum has it; null where this person may not see it, or the forum does not answer. */
export async function titleNow(topicId: number): Promise<string | null> {
  const topic = (await Topic.find(topicId, {}).catch(() => null)) as {
    title?: string;
  } | null;
  return topic?.title ?? null;
}
