import type { Logger } from "./log.ts";

/** Work that is done when asked, once at a time in this process. */
export interface Runner {
  /** does all that is due now; a call while it runs makes it look once more. Never rejects. */
  kick(): Promise<void>;
  /** no new round; resolves when the running one has ended */
  stop(): Promise<void>;
}

/**
 * `round` answers how much was done, and is asked again until that is nothing; not while `blocked`. `after` arms what
 * comes next.
 */
export function createRunner(
  round: () => Promise<number>,
  { log, blocked, after }: { log: Logger; blocked: () => boolean; after?: () => Promise<void> }
): Runner {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        while (!stopped && !blocked() && (await round()) > 0);
        if (!stopped) await after?.();
      } catch (error) {
        log.warn({ err: error }, "a round was cut short");
      }
    } while (again && !stopped);
  };
  return {
    kick() {
      if (stopped) return Promise.resolve();
      again = true;
      running ??= run().finally(() => (running = null));
      return running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
