import { tracked } from "@glimmer/tracking";
import { action } from "@ember/object";
import Service, { service } from "@ember/service";
import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { Openings, When } from "@veille/shared/api/when";
import { i18n } from "discourse-i18n";
import { canWait, collect } from "../lib/composer-text.ts";
import { letGo } from "../lib/composer-window.ts";
import type { AppEvents, Composer } from "../lib/core-types.ts";
import { kindOfText } from "../lib/kind-of.ts";
import { Sender } from "../lib/sender.ts";
import type { ServiceError } from "../lib/veille-service.ts";
import { problemWords } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";
import type VeilleAlerts from "./veille-alerts.ts";
import type VeilleDeferred from "./veille-deferred.ts";
import type VeillePreferences from "./veille-preferences.ts";
import type VeilleUndo from "./veille-undo.ts";

/** The composer's half of deferring: sends the text, and lets go of it only once it is kept. */
export default class VeilleComposer extends Service {
  @service declare appEvents: AppEvents;
  @service declare composer: Composer;
  @service declare veille: Veille;
  @service("veille-alerts") declare alerts: VeilleAlerts;
  @service("veille-preferences") declare preferences: VeillePreferences;
  @service("veille-deferred") declare deferred: VeilleDeferred;
  @service("veille-undo") declare undoing: VeilleUndo;

  @tracked sending = false;
  /** why the last attempt failed; the text is still in the composer */
  @tracked failure: string | null = null;
  @tracked openings: Openings | null = null;
  @tracked openingsFailed = false;
  /** the waiting post whose text the composer shows again, after a reload at the wrong moment */
  @tracked alreadyWaiting: DeferredPost | null = null;

  private sender: Sender;
  private lastWhen: When | null = null;
  private asked = { kind: "", at: -Infinity };

  constructor(...args: ConstructorParameters<typeof Service>) {
    super(...args);
    this.sender = new Sender(this.deferred);
  }

  /** For `composer:open`: nothing of an earlier text stays, and what the menu offers is asked for. */
  async begin(): Promise<void> {
    const { model } = this.composer;
    this.failure = null;
    this.alreadyWaiting = null;
    if (!canWait(this.composer, model)) {
      return;
    }
    void this.preferences.know();
    void this.alerts.know();
    await this.loadOpenings();
    const raw = model.reply?.trim();
    if (raw && this.openings?.waiting && !this.sending) {
      const same = await this.deferred.findText(raw).catch(() => null);
      this.alreadyWaiting = this.composer.model === model ? same : null;
    }
  }

  /** What the menu offers for what is being written; not asked again within five minutes. */
  @action
  async loadOpenings(): Promise<void> {
    const { model } = this.composer;
    const kind = (model && kindOfText(this.veille.kinds, model)?.id) ?? "";
    const now = performance.now();
    if (
      this.openings &&
      this.asked.kind === kind &&
      now - this.asked.at < 300_000
    ) {
      return;
    }
    this.asked = { kind, at: now };
    this.openings = null;
    this.openingsFailed = false;
    try {
      this.openings = await this.deferred.openings(kind);
      this.deferred.waiting = this.openings.waiting;
    } catch {
      this.openingsFailed = true;
    }
  }

  /** Defers what the composer holds. Answers what the service had against it; null: kept, or said by the composer. */
  async defer(when: When): Promise<ServiceError | null> {
    const { composer } = this;
    const { model } = composer;
    if (this.sending || !canWait(composer, model)) {
      return null;
    }
    this.failure = null;
    this.lastWhen = when;
    if (composer.disableSubmit) {
      this.failure = i18n("veille.defer.upload_runs");
      return null;
    }
    if (model.cantSubmitPost) {
      composer.set("lastValidatedAt", Date.now());
      this.appEvents.trigger("composer-service:last-validated-at-updated", {
        model,
      });
      return null;
    }
    this.sending = true;
    // "saving" hides the editor as core does while it posts; `loading` would not lock the rich editor
    model.setProperties({ disableDrafts: true, composeState: "saving" });
    try {
      const post = await this.sender.send(
        collect(model, when, kindOfText(this.veille.kinds, model)?.id)
      );
      await letGo(composer, this.appEvents);
      this.tellKept(post);
      return null;
    } catch (error) {
      model.setProperties({ disableDrafts: false, composeState: "open" });
      // what was typed while drafts were off is kept too
      composer._saveDraft();
      this.failure = problemWords(error, "veille.defer.failed");
      return error as ServiceError;
    } finally {
      this.sending = false;
    }
  }

  /** *Réessayer*: the same moment. */
  @action
  async retry(): Promise<void> {
    if (this.lastWhen) {
      await this.defer(this.lastWhen);
    }
  }

  /** For `composer:created-post`. */
  forgetDoubt(): void {
    this.sender.forget();
  }

  private tellKept(post: DeferredPost): void {
    const when = post.dueAt ? this.veille.when(post.dueAt) : "";
    this.undoing.offer(post, when);
    void this.preferences.know().then(() => {
      if (this.preferences.shows("later_is_new")) {
        void this.preferences.dismiss("later_is_new");
      }
    });
    document
      .querySelector<HTMLElement>(
        "#topic-footer-buttons .create, #create-topic"
      )
      ?.focus();
  }
}
