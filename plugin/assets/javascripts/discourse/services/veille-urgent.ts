import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type Toasts from "discourse/float-kit/services/toasts";
import { i18n } from "discourse-i18n";
import type { ComposerModel } from "../lib/core-types.ts";
import { kindOfText } from "../lib/kind-of.ts";
import { problemWords } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";

interface Wish {
  kind: string;
  /** place in the kind's list */
  case: number;
  model: ComposerModel;
}

/** "This can't wait": to whoever is on watch and accepts it, at once or together with what is being written. */
export default class VeilleUrgent extends Service {
  @service declare toasts: Toasts;
  @service declare veille: Veille;

  @tracked private wish: Wish | null = null;

  /** For `composer:open`: what was wanted with an earlier text is not wanted with this one. */
  begin(): void {
    this.wish = null;
  }

  /** What is to be said with this text; null: nothing. */
  chosen(kind: string, model: ComposerModel): number | null {
    const { wish } = this;
    return wish?.kind === kind && wish.model === model ? wish.case : null;
  }

  choose(kind: string, model: ComposerModel, chosen: number | null): void {
    this.wish = chosen === null ? null : { kind, model, case: chosen };
  }

  /** Once the text is there, or with moderators: a deferred one leaves before, and nothing is said with it. */
  async sent(topicId: number | null): Promise<void> {
    const { wish } = this;
    this.wish = null;
    // the category may have changed since
    const kind = wish && kindOfText(this.veille.kinds, wish.model);
    if (kind?.id === wish?.kind && wish) {
      const message = await this.say(wish.kind, wish.case, topicId);
      this.toasts.default({ duration: "long", data: { message } });
    }
  }

  /** Answers what came of it, in words. */
  async say(kind: string, at: number, topicId: number | null): Promise<string> {
    const body = { kind, case: at, topicId };
    try {
      const { reached } = await this.veille.api.call<{ reached: number }>(
        "POST",
        "/v1/urgent",
        { body }
      );
      return i18n(
        reached > 0
          ? "veille.watch.urgent.said"
          : "veille.watch.urgent.not_said"
      );
    } catch (error) {
      return problemWords(error, "veille.watch.urgent.failed");
    }
  }
}
