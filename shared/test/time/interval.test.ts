import fc from "fast-check";
import { type Interval, mergeIntervals, subtractIntervals, unionIntervals } from "../../src/time/interval.ts";

const of = (...pairs: [number, number][]): Interval[] => pairs.map(([start, end]) => ({ start, end }));

describe("merging", () => {
  it.each([
    ["nothing", [], []],
    ["sorts", of([5, 6], [1, 2]), of([1, 2], [5, 6])],
    ["overlapping ones", of([1, 3], [2, 5]), of([1, 5])],
    ["touching ones", of([1, 3], [3, 5]), of([1, 5])],
    ["one within another, and a third that only the wider one touches", of([1, 9], [2, 3], [9, 10]), of([1, 10])],
    ["drops empty ones, also where they would bridge", of([1, 3], [3, 3], [4, 5], [7, 6]), of([1, 3], [4, 5])],
    ["the same twice", of([1, 2], [1, 2]), of([1, 2])],
  ])("%s", (_why, list, merged) => expect(mergeIntervals(list)).toEqual(merged));

  it("leaves what it was given alone", () => {
    const list = of([4, 6], [1, 5]);
    mergeIntervals(list);
    expect(list).toEqual(of([4, 6], [1, 5]));
  });
});

describe("subtracting", () => {
  it.each([
    ["a hole in the middle", of([0, 10]), of([3, 4]), of([0, 3], [4, 10])],
    ["the beginning", of([0, 10]), of([-1, 4]), of([4, 10])],
    ["the end", of([0, 10]), of([8, 20]), of([0, 8])],
    ["everything", of([0, 10]), of([0, 10]), []],
    ["one hole over two stretches", of([0, 4], [6, 10]), of([3, 7]), of([0, 3], [7, 10])],
    ["a neighbour takes nothing", of([4, 6]), of([0, 4], [6, 9]), of([4, 6])],
    ["an empty hole doesn't cut", of([4, 6]), of([5, 5]), of([4, 6])],
  ])("%s", (_why, from, less, left) => expect(subtractIntervals(from, less)).toEqual(left));
});

// a list of intervals means a set of instants: 40 of them are few enough to write each down
const SIZE = 40;
const lists = fc.array(
  fc.record({ start: fc.integer({ min: 0, max: SIZE }), end: fc.integer({ min: 0, max: SIZE }) }),
  { maxLength: 12 }
);
const instants = (list: Interval[]) =>
  Array.from({ length: SIZE }, (_, at) => list.some(({ start, end }) => start <= at && at < end));

describe("whatever the intervals", () => {
  const expectMerged = (list: Interval[]) => {
    list.forEach(({ start, end }, i) => {
      expect(start).toBeLessThan(end);
      if (i > 0) expect(start).toBeGreaterThan(list[i - 1]!.end);
    });
  };

  it("a merged list is sorted, has room between its stretches and means the same instants", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const merged = mergeIntervals(list);
        expectMerged(merged);
        expect(instants(merged)).toEqual(instants(list));
        expect(mergeIntervals(merged)).toEqual(merged);
        expect(mergeIntervals([...list].reverse())).toEqual(merged);
      })
    );
  });

  it("a difference means what is in the one and not in the other", () => {
    fc.assert(
      fc.property(lists, lists, (from, less) => {
        const left = subtractIntervals(from, less);
        expectMerged(left);
        const holes = instants(less);
        expect(instants(left)).toEqual(instants(from).map((there, at) => there && !holes[at]));
        expect(unionIntervals(left, less)).toEqual(unionIntervals(from, less));
        expect(subtractIntervals(left, less)).toEqual(left);
      })
    );
  });

  it("a union means what is in any, whatever the order", () => {
    fc.assert(
      fc.property(lists, lists, lists, (a, b, c) => {
        const union = unionIntervals(a, b, c);
        expectMerged(union);
        expect(instants(union)).toEqual(instants([...a, ...b, ...c]));
        expect(unionIntervals(c, unionIntervals(b, a))).toEqual(union);
      })
    );
  });
});
