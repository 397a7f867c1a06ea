/** The middle one; of an even number the lower of the two. */
export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/** The value below which that share of the figures lies; `share` 0 to 1. */
export function quantile(figures: number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const rounded = (figure: number, digits = 2): number => Number(figure.toFixed(digits));

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a part three times; answers the median of each of its figures. */
export async function thrice<Name extends string>(
  once: (round: number) => Promise<Record<Name, number>>
): Promise<Record<Name, number>> {
  const rounds: Record<Name, number>[] = [];
  for (let round = 1; round <= 3; round++) {
    rounds.push(await once(round));
    console.error(`  round ${round}: ${JSON.stringify(rounds.at(-1))}`);
  }
  const names = Object.keys(rounds[0] as object) as Name[];
  return Object.fromEntries(names.map((name) => [name, rounded(median(rounds.map((one) => one[name])))])) as Record<
    Name,
    number
  >;
}
