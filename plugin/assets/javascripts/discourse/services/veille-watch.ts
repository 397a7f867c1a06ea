import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { Presence, PutPresence } from "@veille/shared/api/watch";
import type { CurrentUser } from "../lib/core-types.ts";
import { inTeam } from "../lib/kind-of.ts";
import type Veille from "./veille.ts";

const path = "/v1/me/presence";

/** "I'm here": for members of a team whose kind has gone beyond its hours. */
export default class VeilleWatch extends Service {
  @service declare currentUser: CurrentUser | null;
  @service declare veille: Veille;

  /** null: not known, or not offered */
  @tracked presence: Presence | null = null;

  private asking: Promise<void> | null = null;

  /** Whether this person is in the team of a kind that has come that far, as far as the page knows. */
  inTeamFrom(step: number): boolean {
    return this.veille.kinds.some(
      (kind) => kind.step >= step && inTeam(kind, this.currentUser)
    );
  }

  /** Until when this person said to be here; an instant. null: they did not, or it is over. */
  get hereUntil(): string | null {
    const until = this.presence?.until;
    return until && Date.parse(until) > this.veille.now ? until : null;
  }

  /** Asks for it once a page, and quietly. */
  async know(): Promise<void> {
    await this.veille.firstKnown;
    if (!this.presence && this.inTeamFrom(2)) {
      this.asking ??= this.ask().finally(() => (this.asking = null));
      await this.asking;
    }
  }

  /** @throws ServiceError */
  async comeFor(asked: PutPresence): Promise<void> {
    this.presence = await this.veille.api.call("POST", path, { body: asked });
    this.veille.askAgain();
  }

  /** @throws ServiceError */
  async leave(): Promise<void> {
    this.presence = await this.veille.api.call("DELETE", path);
    this.veille.askAgain();
  }

  private async ask(): Promise<void> {
    const asked = this.veille.api.call<Presence>("GET", path);
    this.presence = await asked.catch(() => null);
  }
}
