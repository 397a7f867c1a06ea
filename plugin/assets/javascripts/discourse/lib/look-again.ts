import { tracked } from "@glimmer/tracking";

/** ms */
const soonest = 1000;
const latest = 600_000;

interface Looking {
  /** how long until the next look, ms, after so many in vain; null: nothing is expected */
  pause: (round: number) => number | null;
  /** what cannot be asked now is asked the next time. Answers whether it has come: the next look is a first one */
  look: () => Promise<boolean>;
}

/** Looks again when something may have changed, as long as somebody watches and the page is to be seen. */
export class LookAgain {
  /** how often it was looked in vain */
  @tracked round = 0;

  private watchers = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly looking: Looking) {}

  /** Answers how to stop. */
  watch(): () => void {
    this.watchers += 1;
    this.plan();
    return () => {
      this.watchers -= 1;
      this.plan();
    };
  }

  /** After an act, or an answer: a new first look. */
  restart(): void {
    this.round = 0;
    this.plan();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.watchers = 0;
  }

  private plan(): void {
    clearTimeout(this.timer);
    const pause = this.watchers > 0 ? this.looking.pause(this.round) : null;
    if (pause !== null) {
      this.timer = setTimeout(
        () => void this.follow(),
        Math.min(Math.max(pause, soonest), latest)
      );
    }
  }

  private async follow(): Promise<void> {
    const round = this.round + 1;
    const come = !document.hidden && (await this.looking.look());
    this.round = come ? 0 : round;
    this.plan();
  }
}
