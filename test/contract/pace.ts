/** The forum takes 60 calls a minute from all keys together: the suite keeps under it, and leaves some to the service. */
export class Pace {
  calls = 0;
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #pause: (ms: number) => Promise<void>;
  #recent: number[] = [];

  constructor(perMinute: number, now: () => number, pause: (ms: number) => Promise<void>) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#pause = pause;
  }

  /** Resolves when so many calls may be made at once. */
  async take(count = 1): Promise<void> {
    for (;;) {
      const now = this.#now();
      this.#recent = this.#recent.filter((at) => at > now - 60_000 && at <= now);
      if (this.#recent.length + count <= this.#perMinute) break;
      const frees = this.#recent[this.#recent.length + count - this.#perMinute - 1]!;
      await this.#pause(Math.max(100, frees + 60_100 - now));
    }
    this.calls += count;
    for (let i = 0; i < count; i++) this.#recent.push(this.#now());
  }
}
