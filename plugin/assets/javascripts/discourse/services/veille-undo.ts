import Service, { service } from "@ember/service";
import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type Toasts from "discourse/float-kit/services/toasts";
import { i18n } from "discourse-i18n";
import { holds } from "../lib/composer-text.ts";
import { letGo, reopen } from "../lib/composer-window.ts";
import type {
  AppEvents,
  Composer,
  CurrentUser,
  Store,
} from "../lib/core-types.ts";
import { postUrl } from "../lib/links.ts";
import { problemWords } from "../lib/veille-service.ts";
import type VeilleDeferred from "./veille-deferred.ts";

/** *Annuler*, right after deferring: the text is back on screen before the service forgets it. */
export default class VeilleUndo extends Service {
  @service declare appEvents: AppEvents;
  @service declare composer: Composer;
  @service declare currentUser: CurrentUser;
  @service declare store: Store;
  @service declare toasts: Toasts;
  @service("veille-deferred") declare deferred: VeilleDeferred;

  private offered: { id: string; close: () => void } | null = null;

  /** Says that a text is kept and when it appears, with *Annuler* for as long as nothing else was done with it. */
  offer(post: DeferredPost, when: string): void {
    const message = [
      i18n(`veille.will_appear.${post.target.type}`, { when }),
      this.currentUser.veille_reviewed && i18n("veille.will_appear.reviewed"),
    ]
      .filter(Boolean)
      .join(" ");
    const toast = this.toasts.success({
      duration: "long",
      data: {
        message,
        actions: [
          {
            label: i18n("veille.undo.label"),
            class: "btn-flat veille-undo",
            action: () => {
              this.withdraw(post.id);
              void this.undo(post);
            },
          },
        ],
      },
    });
    this.offered = { id: post.id, close: () => toast.close() };
  }

  /** After another act on that post there is nothing left to undo. */
  withdraw(id: string): void {
    if (this.offered?.id === id) {
      this.offered.close();
      this.offered = null;
    }
  }

  async undo(post: DeferredPost): Promise<void> {
    await reopen(this.composer, this.store, post);
    if (!holds(this.composer.model, post)) {
      this.tell(i18n("veille.undo.busy"));
      return;
    }
    try {
      await this.settle(await this.deferred.takeBack(post, false));
    } catch (error) {
      const now = await this.deferred.refresh(post.id).catch(() => null);
      if (now && now.state !== "waiting") {
        await this.settle(now);
      } else {
        this.tell(problemWords(error, "veille.undo.failed"));
      }
    }
  }

  /** Waits for the forum's word where an attempt to publish was running already. */
  private async settle(post: DeferredPost, rounds = 10): Promise<void> {
    if (post.state === "published") {
      if (holds(this.composer.model, post)) {
        await letGo(this.composer, this.appEvents);
      }
      this.tell(i18n("veille.undo.too_late"), post);
    } else if (post.state === "taken_back" || post.state === "given_back") {
      return;
    } else if (rounds === 0) {
      this.tell(i18n("veille.undo.requested"));
    } else {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const now = await this.deferred.refresh(post.id).catch(() => null);
      await this.settle(now ?? post, rounds - 1);
    }
  }

  private tell(message: string, published?: DeferredPost): void {
    const actions = published && [
      {
        label: i18n("veille.undo.see"),
        class: "btn-flat",
        action: () => window.location.assign(postUrl(published)),
      },
    ];
    this.toasts.default({
      duration: "long",
      data: { message, ...(actions && { actions }) },
    });
  }
}
