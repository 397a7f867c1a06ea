/** Instants, ms since the epoch, UTC; half-open: `start` belongs to it, `end` does not. */
export interface Interval {
  start: number;
  end: number;
}

/** The same time as sorted stretches with room between them: overlapping and touching ones are one, empty ones gone. */
export function mergeIntervals(list: Interval[]): Interval[] {
  const sorted = list.filter((one) => one.start < one.end).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of sorted) {
    if (last && start <= last.end) {
      if (end > last.end) last.end = end;
    } else {
      last = { start, end };
      merged.push(last);
    }
  }
  return merged;
}

/** What of `from` lies outside `less`, merged. */
export function subtractIntervals(from: Interval[], less: Interval[]): Interval[] {
  const holes = mergeIntervals(less);
  const left: Interval[] = [];
  let passed = 0;
  for (const { start, end } of mergeIntervals(from)) {
    while (passed < holes.length && holes[passed]!.end <= start) passed += 1;
    let at = start;
    for (let next = passed; next < holes.length && holes[next]!.start < end; next += 1) {
      const hole = holes[next]!;
      if (hole.start > at) left.push({ start: at, end: hole.start });
      at = hole.end;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}

/** What lies in any of the lists, merged. */
export function unionIntervals(...lists: Interval[][]): Interval[] {
  return mergeIntervals(lists.flat());
}

/** What of the merged stretches lies in `frame`, cut at its ends. */
export function withinIntervals(merged: Interval[], frame: Interval): Interval[] {
  return merged.flatMap(({ start, end }) =>
    start < frame.end && end > frame.start
      ? [{ start: Math.max(start, frame.start), end: Math.min(end, frame.end) }]
      : []
  );
}
