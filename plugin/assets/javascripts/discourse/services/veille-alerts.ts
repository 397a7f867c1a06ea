import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type {
  Absence,
  DeclaredHours,
  DeclaredHoursFields,
  DigestChoice,
  Leave,
} from "@veille/shared/api/declared-hours";
import type { CurrentUser } from "../lib/core-types.ts";
import { inTeam } from "../lib/kind-of.ts";
import { LookAgain } from "../lib/look-again.ts";
import { ServiceError } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";

const minute = 60_000;
const fresh = 5 * minute;
/** Growing pauses between looks whether the forum has what was chosen, s. */
const pauses = [1, 2, 3, 5, 10, 20, 30, 60];
const paths = {
  hours: "/v1/me/declared-hours",
  leave: "/v1/me/leave",
  digest: "/v1/me/digest",
};

/** ms, a second after what is said of now has changed */
const untilChange = ({ until }: DeclaredHours): number =>
  until ? Date.parse(until) - Date.now() + 1000 : Infinity;

/** What somebody chose, all of it. */
export interface Choices {
  hours: DeclaredHoursFields;
  absences: Absence[];
  rhythm: DigestChoice["rhythm"];
}

/** When one may be alerted: what a team member chose, and what it means now. */
export default class VeilleAlerts extends Service {
  @service declare currentUser: CurrentUser | null;
  @service declare veille: Veille;

  /** null: not known, or not offered: in no team, or a forum that cannot keep quiet */
  @tracked hours: DeclaredHours | null = null;
  @tracked leave: Leave | null = null;
  @tracked digest: DigestChoice | null = null;

  private askedAt = -Infinity;
  /** how many changes were taken over: an answer asked for before one says what was */
  private changes = 0;
  private asking: Promise<void> | null = null;
  /** soon while something is on its way to the forum, else when the silence begins or ends */
  private looking = new LookAgain({
    pause: (round) => {
      if (!this.hours || this.hours.forumHasIt) {
        return this.hours && untilChange(this.hours);
      }
      return pauses[Math.min(round, pauses.length - 1)]! * 1000;
    },
    look: async () => {
      await this.ask().catch(() => null);
      return this.hours?.forumHasIt ?? false;
    },
  });

  willDestroy(): void {
    super.willDestroy();
    this.looking.stop();
  }

  /** How often it was looked in vain whether the forum has it. */
  get round(): number {
    return this.looking.round;
  }

  /** By the groups that the page knows: nobody else is asked about. */
  get inTeam(): boolean {
    return this.veille.kinds.some((kind) => inTeam(kind, this.currentUser));
  }

  /** Asks for a team member's hours, where nothing recent is known; quiet about what goes wrong. */
  async know(): Promise<void> {
    await this.veille.firstKnown;
    const { hours } = this;
    const passed = hours?.until && Date.parse(hours.until) <= Date.now();
    if (!this.inTeam || (Date.now() - this.askedAt < fresh && !passed)) {
      return;
    }
    await this.askOnce().catch(() => null);
  }

  /** For the page. @throws ServiceError; 403 and 404 where there is nothing to choose */
  async load(): Promise<void> {
    const { api } = this.veille;
    await this.askOnce();
    [this.leave, this.digest] = await Promise.all([
      api.call<Leave>("GET", paths.leave),
      api.call<DigestChoice>("GET", paths.digest),
    ]);
  }

  async keepHours(asked: DeclaredHoursFields): Promise<void> {
    await this.put("hours", asked);
    this.looking.restart();
  }

  async keepLeave(absences: Absence[]): Promise<void> {
    await this.put("leave", { absences });
    // what it means is the service's to say
    await this.ask().catch(() => null);
    this.looking.restart();
  }

  async keepDigest(rhythm: DigestChoice["rhythm"]): Promise<void> {
    await this.put("digest", { rhythm });
  }

  get choices(): Choices {
    const { mode, kind, windows, zone, shiftsLoud } = this.hours!;
    return {
      hours: { mode, kind, windows, zone, shiftsLoud },
      absences: this.leave?.absences ?? [],
      rhythm: this.digest?.rhythm ?? "daily",
    };
  }

  /** Everything, the hours first: they alone decide whether anything is held. */
  async keepAll({ hours, absences, rhythm }: Choices): Promise<void> {
    await this.keepHours(hours);
    if (this.leave?.absences.length || absences.length) {
      await this.keepLeave(absences);
    }
    if (this.digest && this.digest.rhythm !== rhythm) {
      await this.keepDigest(rhythm);
    }
  }

  /** Keeps what is shown up to date while somebody looks; answers how to stop. */
  watch(): () => void {
    return this.looking.watch();
  }

  /** Tab and page ask at the same time. */
  private askOnce(): Promise<void> {
    return (this.asking ??= this.ask().finally(() => (this.asking = null)));
  }

  private async ask(): Promise<void> {
    this.askedAt = Date.now();
    const { changes } = this;
    try {
      const hours = await this.veille.api.call<DeclaredHours>(
        "GET",
        paths.hours
      );
      if (changes === this.changes) {
        this.hours = hours;
      }
    } catch (error) {
      if (error instanceof ServiceError && [403, 404].includes(error.status)) {
        this.hours = null;
      }
      throw error;
    }
  }

  /** Takes over what stands afterwards, also where somebody was faster: trying again then replaces that. */
  private async put(
    part: "hours" | "leave" | "digest",
    fields: object
  ): Promise<void> {
    const body = { version: this[part]!.version, ...fields };
    try {
      this.take(
        part,
        await this.veille.api.call<object>("PUT", paths[part], { body })
      );
    } catch (error) {
      const present = (error as ServiceError).problem?.present;
      if (present) {
        this.take(part, present);
      }
      throw error;
    }
  }

  private take(part: "hours" | "leave" | "digest", answer: unknown): void {
    this.changes += 1;
    switch (part) {
      case "hours":
        this.hours = answer as DeclaredHours;
        break;
      case "leave":
        this.leave = answer as Leave;
        break;
      case "digest":
        this.digest = answer as DigestChoice;
    }
  }
}
