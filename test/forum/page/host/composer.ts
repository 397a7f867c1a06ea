import { tracked } from "@glimmer/tracking";
import Draft from "discourse/models/draft";
import { i18n } from "discourse-i18n";
import type { AppEvents } from "./app-events.ts";
import { type Action, type Category, ComposerModel, type ShownTopic } from "./composer-model.ts";
import { ask, sentencesOf } from "./forum.ts";
import type { Router } from "./router.ts";
import type { Toasts } from "./toasts.ts";

export interface Opening {
  action: Action;
  draftKey: string;
  draftSequence?: number;
  reply?: string;
  title?: string;
  topicCategoryId?: number | null;
  tags?: string[];
  recipients?: string;
  topic?: ShownTopic;
  post?: ComposerModel["post"];
}

/** `service:composer`, as plain as can be: opens, keeps drafts, publishes at once. */
export class Composer {
  @tracked model: ComposerModel | null = null;
  @tracked problem: string | null = null;
  @tracked draftKept = false;
  /** raised where the text may not be sent as it is, as the forum's tips are */
  @tracked lastValidatedAt: number | null = null;
  hasFormTemplate = false;
  isUploading = false;
  disableSubmit = false;
  skipAutoSave = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly appEvents: AppEvents,
    private readonly toasts: Toasts,
    private readonly router: Router,
    private readonly categories: Category[]
  ) {}

  set(name: "lastValidatedAt", value: unknown): void {
    this[name] = value as number;
  }

  /** What is written already in another place is saved as a draft first. */
  async open(options: Opening): Promise<void> {
    if (this.model?.reply && this.model.draftKey !== options.draftKey) {
      await this._saveDraft();
    }
    const kept = (await Draft.get(options.draftKey)) as {
      draft: string | null;
      draft_sequence: number;
    };
    const model = new ComposerModel(options.action, options.draftKey, kept.draft_sequence, this.categories);
    const draft = kept.draft ? (JSON.parse(kept.draft) as { reply?: string; title?: string }) : {};
    model.setProperties({
      reply: options.reply ?? draft.reply ?? "",
      title: options.title ?? draft.title ?? "",
      categoryId: options.topicCategoryId ?? null,
      targetRecipients: options.recipients ?? "",
      tags: options.tags ?? [],
      topic: this.known(options.topic),
      post: options.post ?? null,
    });
    this.problem = null;
    this.draftKept = false;
    this.model = model;
    this.appEvents.trigger("composer:open");
  }

  close(): void {
    clearTimeout(this.timer);
    this.model = null;
  }

  /** Saved a second after the last key. */
  typed(): void {
    this.draftKept = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this._saveDraft(), 1000);
  }

  async _saveDraft(): Promise<void> {
    const { model } = this;
    if (!model || this.skipAutoSave || model.disableDrafts || !model.reply) {
      return;
    }
    const { reply, action, title, categoryId, tags, draftKey } = model;
    const data = { reply, action, title, categoryId, tags };
    const answer = (await Draft.save(draftKey, model.draftSequence, data, undefined).catch(() => null)) as {
      draft_sequence: number;
    } | null;
    if (answer) {
      model.draftSequence = answer.draft_sequence;
      this.draftKept = true;
    }
  }

  async destroyDraft(): Promise<void> {
    if (this.model) {
      await Draft.clear(this.model.draftKey, this.model.draftSequence);
    }
  }

  /** The forum's own button: now. */
  async save(): Promise<void> {
    const { model } = this;
    if (!model || model.cantSubmitPost) {
      this.lastValidatedAt = Date.now();
      return;
    }
    model.composeState = "saving";
    clearTimeout(this.timer);
    try {
      const made = (await ask("POST", "/posts.json", this.body(model))) as {
        action?: string;
        topic_id: number;
        topic_slug: string;
      };
      if (made.action !== "enqueued") {
        this.appEvents.trigger(model.action === "reply" ? "post:created" : "topic:created", made);
      }
      this.appEvents.trigger("composer:saved");
      this.close();
      this.appEvents.trigger("composer:created-post");
      if (made.action === "enqueued") {
        this.toasts.default({
          duration: "long",
          data: { message: i18n("page.in_review") },
        });
      } else if (model.action !== "reply") {
        this.router.go(`/t/${made.topic_slug}/${made.topic_id}`);
      }
    } catch (error) {
      model.composeState = "open";
      this.problem = sentencesOf(error)?.join(" ") ?? i18n("page.failed");
    }
  }

  private body(model: ComposerModel): object {
    const raw = model.reply;
    if (model.action === "reply") {
      return {
        raw,
        topic_id: model.topic!.id,
        reply_to_post_number: model.post?.post_number,
      };
    }
    return model.action === "createTopic"
      ? { raw, title: model.title, category: model.categoryId }
      : {
          raw,
          title: model.title,
          archetype: "private_message",
          target_recipients: model.targetRecipients.replace(/\s/g, ""),
        };
  }

  /** A topic as the forum's JSON gives it has only its category's id. */
  private known(topic: (ShownTopic & { category_id?: number }) | undefined) {
    if (!topic) {
      return null;
    }
    const { id, title } = topic;
    const category = topic.category ?? this.categories.find((one) => one.id === topic.category_id);
    return { id, title, category: category ?? null };
  }
}
