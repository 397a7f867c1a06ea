import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { isActive, isMoving, nextLook } from "./deferred-state.ts";

/** Growing pauses between looks at what is moving, s. */
const pauses = [3, 3, 5, 5, 10, 10, 20];

/** Looks again at posts when something may have happened to them, as long as somebody watches. */
export class Follower {
  private watchers = 0;
  private round = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly posts: () => DeferredPost[],
    private readonly look: (moving: DeferredPost[]) => Promise<unknown>
  ) {}

  /** Answers how to stop. */
  watch(): () => void {
    this.watchers += 1;
    this.plan();
    return () => (this.watchers -= 1);
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

  private get moving(): DeferredPost[] {
    return this.posts().filter((post) => isMoving(post, Date.now()));
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (this.watchers > 0 && this.posts().some(isActive)) {
      const pause =
        this.moving.length > 0
          ? pauses[Math.min(this.round, 6)]! * 1000
          : nextLook(this.posts()) - Date.now();
      this.timer = setTimeout(
        () => void this.follow(),
        Math.min(Math.max(pause, 1000), 600_000)
      );
    }
  }

  private async follow(): Promise<void> {
    const round = this.round + 1;
    if (!document.hidden) {
      // what cannot be asked now is asked the next time
      await this.look(this.moving).catch(() => null);
    }
    this.round = round;
    this.plan();
  }
}
