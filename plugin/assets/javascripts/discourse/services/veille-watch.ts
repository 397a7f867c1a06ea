import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { KindAvailability } from "@veille/shared/api/availability";
import type { Presence, PutPresence } from "@veille/shared/api/watch";
import type { CurrentUser } from "../lib/core-types.ts";
import { inWords, language } from "../lib/format.ts";
import { inTeam } from "../lib/kind-of.ts";
import type Veille from "./veille.ts";

const path = "/v1/me/presence";

/** "I'm here": for members of a team whose kind has gone beyond its hours. */
export default class VeilleWatch extends Service {
  @service declare currentUser: CurrentUser | null;
  @service declare veille: Veille;

  /** null: not known, or not offered */
  @tracked presence: Presence | null = null;
  /** it was asked for in vain: nothing is offered */
  @tracked private away = false;
  /** ids of kinds, as last chosen in this browser; empty: all of mine */
  @tracked private chosen = localStorage.getItem(this.key)?.split(" ") ?? [];

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

  /** Also while it is being asked for, so that nothing moves when it is known. */
  get isOffered(): boolean {
    return Boolean(this.presence) || (!this.away && this.inTeamFrom(2));
  }

  /** Where this person may say so. */
  get kinds(): KindAvailability[] {
    const { presence } = this;
    return this.veille.kinds.filter(({ id }) => presence?.mayBeIn.includes(id));
  }

  /** For which of these the next tap says it. A choice of which nothing is left is none. */
  get hereFor(): KindAvailability[] {
    const chosen = this.kinds.filter(({ id }) => this.chosen.includes(id));
    return chosen.length > 0 ? chosen : this.kinds;
  }

  get isHereForAll(): boolean {
    return this.hereFor.length === this.kinds.length;
  }

  /** Of which of several kinds one said to be here; null: of all. */
  get hereOf(): KindAvailability[] | null {
    const here = this.kinds.filter(({ id }) =>
      this.presence?.kinds.includes(id)
    );
    return here.length < this.kinds.length ? here : null;
  }

  namesOf(kinds: KindAvailability[]): string {
    const names = kinds.map(({ name }) => inWords(name));
    return new Intl.ListFormat(language()).format(names);
  }

  /** One of them at least stays. */
  choose(id: string, wanted: boolean): void {
    const ids = this.hereFor.map((kind) => kind.id).filter((one) => one !== id);
    const chosen = wanted ? [...ids, id] : ids;
    if (chosen.length === 0) {
      return;
    }
    this.chosen = chosen.length === this.kinds.length ? [] : chosen;
    if (this.chosen.length > 0) {
      localStorage.setItem(this.key, this.chosen.join(" "));
    } else {
      localStorage.removeItem(this.key);
    }
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
  async comeFor(asked: Omit<PutPresence, "kinds">): Promise<void> {
    const kinds = this.hereFor.map(({ id }) => id);
    const body = this.isHereForAll ? asked : { ...asked, kinds };
    this.presence = await this.veille.api.call("POST", path, { body });
    this.veille.askAgain();
  }

  /** @throws ServiceError */
  async leave(): Promise<void> {
    this.presence = await this.veille.api.call("DELETE", path);
    this.veille.askAgain();
  }

  private get key(): string {
    return `veille-here-for-${this.currentUser?.username}`;
  }

  private async ask(): Promise<void> {
    const asked = this.veille.api.call<Presence>("GET", path);
    this.presence = await asked.catch(() => null);
    this.away = this.presence === null;
  }
}
