/** The stand-in's time: the machine's, until a test moves it. Instants in ms since the epoch, UTC. */
export interface Clock {
  now(): number;
  /** Goes forward (or, with a negative number, back) by so many ms; goes on running from there. */
  advance(ms: number): void;
  /** Jumps to an instant and goes on running from there. */
  set(at: number): void;
  /** Stands still at an instant until `advance` or `set`. */
  freeze(at?: number): void;
}

/** A clock that may be moved without anybody having to sleep. */
export function createClock(machine: () => number = Date.now): Clock {
  let offset = 0;
  let frozen: number | null = null;
  const now = () => frozen ?? machine() + offset;
  return {
    now,
    advance(ms) {
      if (frozen === null) offset += ms;
      else frozen += ms;
    },
    set(at) {
      if (frozen === null) offset = at - machine();
      else frozen = at;
    },
    freeze(at = now()) {
      frozen = at;
    },
  };
}

/** ISO 8601 with `Z`, as every answer writes instants. */
export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
