import type {
  DeferPost,
  DeferredPost,
  Target,
} from "@veille/shared/api/deferred-post";
import type { When } from "@veille/shared/api/when";
import type { Composer, ComposerModel } from "./core-types.ts";
import { recipientsOf } from "./kind-of.ts";

const actions = {
  reply: "reply",
  createTopic: "topic",
  privateMessage: "message",
} as const;

/** Can what is being written wait? Edits, whispers, shared drafts and form templates cannot. */
export const canWait = (
  composer: Composer,
  model: ComposerModel | null | undefined
): model is ComposerModel =>
  Boolean(
    model &&
    model.action in actions &&
    !model.whisper &&
    !model.sharedDraft &&
    !composer.hasFormTemplate
  );

function targetOf(model: ComposerModel): Target {
  const title = model.title ?? "";
  switch (model.action) {
    case "createTopic": {
      const tags = (model.tags ?? []).map((tag) =>
        typeof tag === "string" ? tag : tag.name
      );
      return {
        type: "topic",
        title,
        categoryId: model.categoryId ?? null,
        tags,
      };
    }
    case "privateMessage":
      return { type: "message", title, recipients: recipientsOf(model) };
    default:
      // an answer to the first post has no post: the forum takes it for one to the topic
      return {
        type: "reply",
        topicId: model.topic!.id,
        replyToPostId: model.post?.id ?? null,
      };
  }
}

/** What the service is to keep of the composer's text. */
export function collect(
  model: ComposerModel,
  when: When,
  kind: string | undefined
): DeferPost {
  return {
    raw: model.reply ?? "",
    target: targetOf(model),
    when,
    draftKey: model.draftKey,
    ...(kind && { kind }),
    ...(model.topic &&
      model.action === "reply" && {
        topicTitle: model.topic.title.slice(0, 255),
      }),
  };
}

/** Whether the composer shows that post's text, and nothing else. */
export const holds = (
  model: ComposerModel | null,
  post: DeferredPost
): boolean => model?.draftKey === post.draftKey && model.reply === post.raw;
