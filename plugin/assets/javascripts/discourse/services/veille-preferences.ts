import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { ComposerLine, Preferences } from "@veille/shared/api/preferences";
import type { CurrentUser } from "../lib/core-types.ts";
import type { ServiceError } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";

const path = "/v1/me/preferences";

/** Lines that somebody dismissed, for ever and on all their devices. */
export default class VeillePreferences extends Service {
  @service declare currentUser: CurrentUser | null;
  @service declare veille: Veille;

  /** null while nobody has asked: no line is shown that may have been dismissed elsewhere */
  @tracked private dismissed: ComposerLine[] | null = null;

  private version = 0;
  private asking: Promise<void> | null = null;

  /** Asked for once a page. */
  know(): Promise<void> {
    this.asking ??= this.ask();
    return this.asking;
  }

  shows(line: ComposerLine): boolean {
    return Boolean(this.dismissed && !this.dismissed.includes(line));
  }

  /** Gone at once; where the service does not hear of it, this browser remembers. */
  async dismiss(line: ComposerLine): Promise<void> {
    this.dismissed = [...(this.dismissed ?? []), line];
    this.here = this.dismissed;
    await this.keep(this.dismissed).catch(() => null);
  }

  private get key(): string {
    return `veille-dismissed-${this.currentUser?.username}`;
  }

  private get here(): ComposerLine[] {
    return (localStorage.getItem(this.key) ?? "")
      .split(" ")
      .filter(Boolean) as ComposerLine[];
  }

  private set here(lines: ComposerLine[]) {
    localStorage.setItem(this.key, lines.join(" "));
  }

  private async ask(): Promise<void> {
    const { here } = this;
    try {
      const kept = await this.veille.api.call<Preferences>("GET", path);
      this.version = kept.version;
      const both = [...new Set([...kept.dismissed, ...here])];
      this.dismissed = both;
      // what was dismissed while the service did not hear it
      if (both.length > kept.dismissed.length) {
        await this.keep(both).catch(() => null);
      }
    } catch {
      this.asking = null;
      this.dismissed ??= here;
    }
  }

  private async keep(dismissed: ComposerLine[], again = true): Promise<void> {
    const body = { version: this.version, dismissed };
    try {
      const kept = await this.veille.api.call<Preferences>("PUT", path, {
        body,
      });
      this.version = kept.version;
    } catch (error) {
      const present = (error as ServiceError).problem?.present as
        | Preferences
        | undefined;
      if (!present || !again) {
        throw error;
      }
      // another device dismissed another line: both stay away
      this.version = present.version;
      this.dismissed = [...new Set([...present.dismissed, ...dismissed])];
      await this.keep(this.dismissed, false);
    }
  }
}
