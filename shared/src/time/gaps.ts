import { type Interval, subtractIntervals, unionIntervals } from "./interval.ts";

/** A shift and how many people hold it, those on leave not counted. */
export interface StaffedShift extends Interval {
  places: number;
  held: number;
}

export interface Gap<Shift extends StaffedShift> {
  shift: Shift;
  missing: number;
  /** when nobody at all is there, in none of the shifts; instants, ms, UTC */
  nobody: Interval[];
}

/**
 * Where shifts lack people, soonest first. There is a gap only where there is a shift: time without a template is
 * nobody's. All shifts given are taken for those of one kind.
 */
export function gapsOf<Shift extends StaffedShift>(shifts: Shift[]): Gap<Shift>[] {
  const there = unionIntervals(shifts.filter(({ held }) => held > 0));
  return shifts
    .filter(({ places, held }) => held < places)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((shift) => ({ shift, missing: shift.places - shift.held, nobody: subtractIntervals([shift], there) }));
}
