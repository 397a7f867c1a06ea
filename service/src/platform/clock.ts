/** Where the service's time comes from; tests hand in one they can move. */
export interface Clock {
  /** the present instant, ms since the epoch, UTC */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The instant as ISO 8601 with `Z`; `at` in ms since the epoch. */
export const iso = (at: number): string => new Date(at).toISOString();

/** The instant in ms since the epoch; `text` is ISO 8601 with `Z`. */
export const ms = (text: string): number => Date.parse(text);
