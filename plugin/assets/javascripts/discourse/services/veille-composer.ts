import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { DeferPost, DeferredPost } from "@veille/shared/api/deferred-post";
import type { Openings, When } from "@veille/shared/api/when";
import type Toasts from "discourse/float-kit/services/toasts";
import { i18n } from "discourse-i18n";
import { canWait, collect, holds } from "../lib/composer-text.ts";
import type {
  AppEvents,
  Composer,
  ComposerModel,
  CurrentUser,
  Store,
} from "../lib/core-types.ts";
import { postUrl } from "../lib/links.ts";
import { problemWords } from "../lib/problem-words.ts";
import { reopen } from "../lib/reopen.ts";
import { uuidV7 } from "../lib/uuid.ts";
import { ServiceError } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";
import type VeilleDeferred from "./veille-deferred.ts";

/** How an attempt to defer ended: kept, refused for the moment chosen (nothing else is wrong), or failed. */
export type Ending =
  | { kept: true }
  | { kept: false; error: ServiceError | null };

/** A sending that nobody answered: perhaps the service keeps the text. The same uuid finds out. */
interface Doubt {
  id: string;
  draftKey: string;
}

/** The composer's half of deferring: sends the text, lets go of it only once it is kept, brings it back on *undo*. */
export default class VeilleComposer extends Service {
  @service declare appEvents: AppEvents;
  @service declare composer: Composer;
  @service declare currentUser: CurrentUser;
  @service declare store: Store;
  @service declare toasts: Toasts;
  @service declare veille: Veille;
  @service("veille-deferred") declare deferred: VeilleDeferred;

  @tracked sending = false;
  /** why the last attempt failed; the text is still in the composer */
  @tracked failure: string | null = null;
  @tracked openings: Openings | null = null;
  @tracked openingsFailed = false;
  /** the waiting post whose text the composer shows again, after a reload at the wrong moment */
  @tracked alreadyWaiting: DeferredPost | null = null;
  @tracked lineDismissed = localStorage.getItem(this.lineKey) !== null;

  private doubt: Doubt | null = null;
  private lastWhen: When | null = null;
  private asked = { kind: "", at: -Infinity };

  private get lineKey(): string {
    return `veille-line-dismissed-${this.currentUser?.username}`;
  }

  private get model(): ComposerModel | null {
    return this.composer.model;
  }

  /** Kept in this browser only, which the button says. */
  dismissLine(): void {
    localStorage.setItem(this.lineKey, "1");
    this.lineDismissed = true;
  }

  /** For `composer:open`: nothing of an earlier text stays, and what the menu offers is asked for. */
  async begin(): Promise<void> {
    this.failure = null;
    this.alreadyWaiting = null;
    const { model } = this;
    if (!canWait(this.composer, model)) {
      return;
    }
    await this.loadOpenings();
    const raw = model.reply?.trim();
    if (raw && this.openings?.waiting && !this.sending) {
      const same = await this.deferred.findText(raw).catch(() => null);
      this.alreadyWaiting = this.model === model ? same : null;
    }
  }

  /** What the menu offers for what is being written; not asked again within five minutes. */
  async loadOpenings(): Promise<void> {
    const kind = this.model
      ? this.veille.kindOfText(this.model)?.id
      : undefined;
    const now = performance.now();
    if (
      this.openings &&
      this.asked.kind === (kind ?? "") &&
      now - this.asked.at < 300_000
    ) {
      return;
    }
    this.asked = { kind: kind ?? "", at: now };
    this.openings = null;
    this.openingsFailed = false;
    try {
      this.openings = await this.deferred.openings(kind);
      this.deferred.waiting = this.openings.waiting;
    } catch {
      this.openingsFailed = true;
    }
  }

  /** Defers what the composer holds. `quietly`: whoever asks shows itself what is wrong with the moment. */
  async defer(when: When, quietly = false): Promise<Ending> {
    const { composer, model } = this;
    if (this.sending || !canWait(composer, model)) {
      return { kept: false, error: null };
    }
    this.failure = null;
    this.lastWhen = when;
    if (composer.disableSubmit) {
      this.failure = i18n("veille.defer.upload_runs");
      return { kept: false, error: null };
    }
    if (model.cantSubmitPost) {
      composer.set("lastValidatedAt", Date.now());
      this.appEvents.trigger("composer-service:last-validated-at-updated", {
        model,
      });
      return { kept: false, error: null };
    }
    this.sending = true;
    // "saving" hides the editor as core does while it posts; `loading` would not lock the rich editor
    model.setProperties({ disableDrafts: true, composeState: "saving" });
    try {
      const post = await this.send(
        collect(model, when, this.veille.kindOfText(model)?.id)
      );
      this.doubt = null;
      await this.letGo(model);
      this.tellKept(post);
      return { kept: true };
    } catch (error) {
      model.setProperties({ disableDrafts: false, composeState: "open" });
      // what was typed while drafts were off is kept too
      composer._saveDraft();
      return this.fail(error, quietly);
    } finally {
      this.sending = false;
    }
  }

  /** *Réessayer*: the same moment. */
  async retry(): Promise<void> {
    if (this.lastWhen) {
      await this.defer(this.lastWhen);
    }
  }

  /** For `composer:created-post`: what was published by hand after a sending in doubt is not kept as well. */
  forgetDoubt(): void {
    const { doubt } = this;
    this.doubt = null;
    if (doubt) {
      // never kept at all: 404, and all is well
      void this.deferred
        .takeBack({ id: doubt.id, version: 1 }, false)
        .catch(() => {});
    }
  }

  /** The text is back on screen before the service forgets it. */
  async undo(post: DeferredPost): Promise<void> {
    await reopen(this.composer, this.store, post);
    if (!holds(this.model, post)) {
      this.toasts.error({
        duration: "long",
        data: { message: i18n("veille.undo.busy") },
      });
      return;
    }
    try {
      await this.undone(await this.deferred.takeBack(post, false));
    } catch (error) {
      const now = await this.deferred.refresh(post.id).catch(() => null);
      if (now && now.state !== "waiting") {
        await this.undone(now);
        return;
      }
      const message = problemWords(error, "veille.undo.failed");
      this.toasts.error({ duration: "long", data: { message } });
    }
  }

  /** Waits for the forum's word where an attempt to publish was running already. */
  private async undone(post: DeferredPost, rounds = 10): Promise<void> {
    if (post.state === "taken_back" || post.state === "given_back") {
      return;
    }
    if (post.state === "published") {
      if (this.model && holds(this.model, post)) {
        await this.letGo(this.model);
      }
      this.toasts.default({
        duration: "long",
        data: {
          message: i18n("veille.undo.too_late"),
          actions: [
            {
              label: i18n("veille.undo.see"),
              class: "btn-flat",
              action: () => window.location.assign(postUrl(post)),
            },
          ],
        },
      });
      return;
    }
    if (rounds === 0) {
      this.toasts.default({
        duration: "long",
        data: { message: i18n("veille.undo.requested") },
      });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const now = await this.deferred.refresh(post.id).catch(() => null);
    await this.undone(now ?? post, rounds - 1);
  }

  private async send(body: DeferPost): Promise<DeferredPost> {
    const { draftKey, raw, target, when } = body;
    const id = this.doubt?.draftKey === draftKey ? this.doubt.id : uuidV7();
    try {
      return await this.deferred.defer(id, body);
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
      const there = error.problem.present as DeferredPost | undefined;
      if (error.code === "other_content" && there) {
        // an earlier sending arrived after all, with what was written then
        return this.deferred.edit(id, {
          version: there.version,
          raw,
          target,
          when,
        });
      }
      if (!error.inDoubt) {
        throw error;
      }
      this.doubt = { id, draftKey };
      const kept = await this.deferred.refresh(id).catch(() => null);
      if (kept?.raw === raw) {
        return kept;
      }
      throw error;
    }
  }

  private async letGo(model: ComposerModel): Promise<void> {
    const { composer } = this;
    composer.skipAutoSave = true;
    try {
      // a draft that stays is no failed deferral
      await composer.destroyDraft().catch(() => {});
      model.clearState();
      composer.close();
      this.appEvents.trigger("composer:cancelled");
    } finally {
      composer.skipAutoSave = false;
    }
  }

  private fail(error: unknown, quietly: boolean): Ending {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
    if (quietly && error.errors.some(({ path }) => path.startsWith("when"))) {
      return { kept: false, error };
    }
    this.failure = problemWords(error, "veille.defer.failed");
    return { kept: false, error };
  }

  private tellKept(post: DeferredPost): void {
    const when = post.dueAt ? this.veille.when(post.dueAt) : "";
    this.toasts.success({
      duration: "long",
      data: {
        message: i18n(`veille.will_appear.${post.target.type}`, { when }),
        actions: [
          {
            label: i18n("veille.undo.label"),
            class: "btn-flat veille-undo",
            action: ({ close }) => {
              close?.();
              void this.undo(post);
            },
          },
        ],
      },
    });
    document
      .querySelector<HTMLElement>(
        "#topic-footer-buttons .create, #create-topic"
      )
      ?.focus();
  }
}
