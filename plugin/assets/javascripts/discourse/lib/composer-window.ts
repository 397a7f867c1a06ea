import type { DeferredPost } from "@veille/shared/api/deferred-post";
import Draft from "discourse/models/draft";
import Topic from "discourse/models/topic";
import type { AppEvents, Composer, Store } from "./core-types.ts";

/** Shows a deferred text in the composer again, where it was written. Resolves also where the person keeps another text. */
export async function reopen(
  composer: Composer,
  store: Store,
  { target, raw, draftKey }: DeferredPost
): Promise<void> {
  const draft = (await Draft.get(draftKey)) as { draft_sequence?: number };
  const common = {
    draftKey,
    draftSequence: draft.draft_sequence ?? 0,
    reply: raw,
  };
  if (target.type === "reply") {
    const post = target.replyToPostId
      ? await store.find("post", target.replyToPostId)
      : undefined;
    const topic = store.createRecord(
      "topic",
      (await Topic.find(target.topicId, {})) as object
    );
    post?.set("topic", topic);
    return composer.open({ ...common, action: "reply", topic, post });
  }
  const { title } = target;
  return composer.open(
    target.type === "topic"
      ? {
          ...common,
          action: "createTopic",
          title,
          topicCategoryId: target.categoryId,
          tags: target.tags,
        }
      : {
          ...common,
          action: "privateMessage",
          title,
          recipients: target.recipients.join(","),
          archetypeId: "private_message",
        }
  );
}

/** Offers a text that came home as a new topic. */
export function writeElsewhere(
  composer: Composer,
  { target, topicTitle, raw }: DeferredPost
): Promise<void> {
  const title = target.type === "reply" ? (topicTitle ?? "") : target.title;
  const draftKey = `new_topic_${Date.now()}`;
  return composer.open({
    action: "createTopic",
    draftKey,
    draftSequence: 0,
    title,
    reply: raw,
  });
}

/** Closes the composer over a text that is kept elsewhere now. */
export async function letGo(
  composer: Composer,
  appEvents: AppEvents
): Promise<void> {
  composer.skipAutoSave = true;
  try {
    // a draft that stays is no failed deferral
    await composer.destroyDraft().catch(() => {});
    composer.model?.clearState();
    composer.close();
    appEvents.trigger("composer:cancelled");
  } finally {
    composer.skipAutoSave = false;
  }
}
