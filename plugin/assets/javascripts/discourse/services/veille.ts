import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type {
  Availability,
  KindAvailability,
} from "@veille/shared/api/availability";
import type { Openings } from "@veille/shared/api/when";
import { i18n } from "discourse-i18n";
import { AsMember } from "../lib/as-member.ts";
import { nextAsk, saysPeople } from "../lib/ask-again.ts";
import type { CurrentUser, SiteSettings } from "../lib/core-types.ts";
import {
  browserZone,
  endWords,
  fullWords,
  localMinute,
  shortWords,
  zoneWords,
} from "../lib/format.ts";
import { LineRoom } from "../lib/line-room.ts";
import { type ServiceError, VeilleService } from "../lib/veille-service.ts";

type Choice = Openings["choices"][number];

const minute = 60_000;
/** Until somebody is told that nothing is known. */
const silence = 10 * minute;

/** Who is there and when: asked once, and again when the service said that it would change. */
export default class Veille extends Service {
  @service declare siteSettings: SiteSettings;
  @service declare currentUser: CurrentUser | null;

  /** ms since the epoch; moves once a minute while the page is looked at */
  @tracked now = Date.now();
  @tracked private known: Availability | null = null;
  @tracked private downSince: number | null = null;
  /** the service has said so */
  @tracked membersOnly = false;
  readonly api: VeilleService;
  readonly lineRoom = new LineRoom();
  /** resolves when availability is known for the first time */
  readonly firstKnown: Promise<void>;

  private tellKnown!: () => void;
  private asking = false;
  private askAgainAt = 0;
  private started = false;
  /** members are told names, and whom what can't wait would reach */
  private asMember: AsMember;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private look = (): void => {
    clearTimeout(this.timer);
    if (document.hidden) {
      return;
    }
    this.now = Date.now();
    if (this.now >= this.askAgainAt) {
      void this.ask();
    }
    const pause = Math.min(minute, Math.max(this.askAgainAt - this.now, 1000));
    this.timer = setTimeout(this.look, pause);
  };

  constructor(...args: ConstructorParameters<typeof Service>) {
    super(...args);
    this.api = new VeilleService(this.siteSettings.veille_service_url);
    this.asMember = new AsMember(Boolean(this.currentUser));
    this.firstKnown = new Promise((resolve) => (this.tellKnown = resolve));
  }

  willDestroy(): void {
    super.willDestroy();
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
  }

  /** Components that show availability call it; the first one makes the one request. */
  start(): void {
    if (!this.started) {
      this.started = true;
      document.addEventListener("visibilitychange", this.look);
      this.look();
    }
  }

  /** What is true now; null where it is not known. */
  get availability(): Availability | null {
    const { known, now } = this;
    const over =
      known?.nextChangeAt && Date.parse(known.nextChangeAt) + minute < now;
    return over ? null : known;
  }

  get kinds(): KindAvailability[] {
    return this.availability?.kinds ?? [];
  }

  get unavailable(): boolean {
    return (
      !this.availability &&
      this.downSince !== null &&
      this.now - this.downSince >= silence
    );
  }

  get zone(): string {
    return this.currentUser?.user_option?.timezone || browserZone();
  }

  /** An instant in short, with the zone's name where the browser lives by another clock. */
  when(instant: string): string {
    return this.withZone(
      shortWords(instant, this.zone, this.now),
      this.zone,
      instant
    );
  }

  until(instant: string, zone = this.zone): string {
    return this.withZone(endWords(instant, zone, this.now), zone, instant);
  }

  /** A reading of the clock in `zone`, in full. */
  full(local: string, zone: string): string {
    const now = new Date(this.now).toISOString();
    return this.withZone(fullWords(local, localMinute(now, zone)), zone, now);
  }

  /** A choice of the composer's menu with its date: « Au retour de l’équipe — lundi 9 h ». */
  choice({ id, at }: Choice): string {
    return i18n(`veille.choice.${id}`, { when: this.when(at) });
  }

  /** With the zone's name where another clock of the reader's, the browser's or the forum's, differs at that instant. */
  withZone(words: string, zone: string, instant: string): string {
    const local = localMinute(instant, zone);
    const same = [browserZone(), this.zone].every(
      (other) => localMinute(instant, other) === local
    );
    return same ? words : `${words} (${zoneWords(zone)})`;
  }

  /** Somebody here has just changed what everybody is told. */
  askAgain(): void {
    this.askAgainAt = 0;
    this.look();
  }

  private async ask(): Promise<void> {
    if (this.asking) {
      return;
    }
    this.asking = true;
    this.askAgainAt = Infinity;
    try {
      const signed =
        this.siteSettings.login_required ||
        this.membersOnly ||
        this.asMember.asks;
      const fresh = this.known !== null || this.asMember.asks;
      this.known = await this.api.call<Availability>(
        "GET",
        "/v1/availability",
        { signed, fresh }
      );
      this.downSince = null;
      this.lineRoom.keep(this.known.kinds);
      this.tellKnown();
      this.askAgainAt = nextAsk(this.known, fresh, Date.now());
      this.asMember.told(saysPeople(this.known));
    } catch (error) {
      const { status, code } = error as ServiceError;
      if ((code === "no_token" || status === 401) && this.asMember.refused()) {
        // what everybody may read is better than nothing
        this.askAgainAt = 0;
        return;
      }
      if (status === 401 && !this.membersOnly) {
        // the co-op shows it to members only: they ask as themselves, visitors have nothing to ask for
        this.membersOnly = true;
        this.known = null;
        this.lineRoom.keep([]);
        this.askAgainAt = this.currentUser ? 0 : Infinity;
        return;
      }
      this.downSince ??= Date.now();
      this.askAgainAt =
        Date.now() +
        (Date.now() - this.downSince < silence ? 2 * minute : silence);
    } finally {
      this.asking = false;
      this.look();
    }
  }
}
