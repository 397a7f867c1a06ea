import type { Readyz } from "@veille/shared/api/about";

interface Wrong {
  detail: string;
  /** nothing is claimed and /readyz fails while it stands */
  blocks: boolean;
}

/** What is wrong now, each thing by a closed code. */
export interface Health {
  /** `detail` null: it is right again */
  set(code: string, detail: string | null, blocks?: boolean): void;
  has(code: string): boolean;
  blocked(): boolean;
  report(): Readyz;
}

export function createHealth(): Health {
  const wrong = new Map<string, Wrong>();
  const blocked = () => [...wrong.values()].some((one) => one.blocks);
  return {
    set(code, detail, blocks = false) {
      if (detail === null) wrong.delete(code);
      else wrong.set(code, { detail, blocks });
    },
    has: (code) => wrong.has(code),
    blocked,
    report: () => ({
      ready: !blocked(),
      wrong: [...wrong].map(([code, { detail, blocks }]) => ({ code, loud: blocks, detail })),
    }),
  };
}
