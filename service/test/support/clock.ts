import type { Clock } from "../../src/platform/clock.ts";

export interface TestClock extends Clock {
  /** to an instant: ISO 8601 with `Z`, or ms since the epoch */
  set: (at: string | number) => void;
  /** ms; negative: back */
  forward: (by: number) => void;
}

/** Time that stands still until the test moves it. */
export function createTestClock(start: string | number): TestClock {
  const instant = (at: string | number) => (typeof at === "number" ? at : Date.parse(at));
  let now = instant(start);
  return {
    now: () => now,
    set: (at) => void (now = instant(at)),
    forward: (by) => void (now += by),
  };
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
