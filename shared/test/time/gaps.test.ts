import fc from "fast-check";
import { gapsOf, type StaffedShift } from "../../src/time/gaps.ts";

const shift = (start: number, end: number, places: number, held: number): StaffedShift => ({
  start,
  end,
  places,
  held,
});

test("a gap is a shift that lacks people, soonest first", () => {
  const late = shift(30, 40, 2, 1);
  const soon = shift(10, 20, 1, 0);
  expect(gapsOf([late, shift(0, 5, 1, 1), soon])).toEqual([
    { shift: soon, missing: 1, nobody: [{ start: 10, end: 20 }] },
    { shift: late, missing: 1, nobody: [] },
  ]);
});

test("nobody is there only where no other shift has somebody either", () => {
  const [gap] = gapsOf([shift(0, 100, 2, 0), shift(20, 40, 1, 1), shift(90, 120, 3, 3)]);
  expect(gap?.nobody).toEqual([
    { start: 0, end: 20 },
    { start: 40, end: 90 },
  ]);
});

test("without a template there is no gap, however long nobody is there", () => {
  expect(gapsOf([])).toEqual([]);
});

test("who is there more than there are places makes no gap, and nobody is never outside the shift", () => {
  const shifts = fc.array(
    fc
      .tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 4 }), fc.nat(5))
      .map(([start, length, places, held]) => shift(start, start + length, places, held)),
    { maxLength: 12 }
  );
  fc.assert(
    fc.property(shifts, (all) => {
      const gaps = gapsOf(all);
      expect(gaps.length).toBe(all.filter(({ places, held }) => held < places).length);
      for (const { shift: one, missing, nobody } of gaps) {
        expect(missing).toBe(one.places - one.held);
        for (const { start, end } of nobody) {
          expect([start >= one.start, end <= one.end]).toEqual([true, true]);
          expect(all.some((other) => other.held > 0 && other.start < end && other.end > start)).toBe(false);
        }
      }
    })
  );
});
