import type { Shift } from "@veille/shared/api/watch";
import { localMinute } from "./format.ts";
import { dayOf, lastDayOf } from "./shift-words.ts";

interface Cell {
  /** the weekday it begins at, 0 is Monday */
  at: number;
  /** how many days wide */
  span: number;
  shifts: Shift[];
}

export interface TableRow {
  key: string;
  first: Shift;
  /** together as wide as a week */
  cells: Cell[];
}

const day = 86_400_000;
const place = (date: string, monday: string): number =>
  Math.round((Date.parse(date) - Date.parse(monday)) / day);

/** Which columns of the week a shift takes: what runs over midnight stays on its day, days span. */
function columns(shift: Shift, monday: string, zone: string): [number, number] {
  const first = place(dayOf(shift, zone), monday);
  const last = shift.ofDays ? place(lastDayOf(shift, zone), monday) : first;
  return [Math.max(0, first), Math.min(6, Math.max(0, last))];
}

/** Shifts of a week, those of the same kind and hours in one row; of days that overlap, in several. */
export function tableRows(
  shifts: Shift[],
  monday: string,
  zone: string
): TableRow[] {
  const clock = (instant: string) => localMinute(instant, zone).slice(11);
  const groups = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const [from, until] = columns(shift, monday, zone);
    const what = [clock(shift.start), clock(shift.end), shift.kind].join(" ");
    const key = shift.ofDays ? `9 ${what} ${from} ${until}` : what;
    groups.set(key, [...(groups.get(key) ?? []), shift]);
  }
  return [...groups.keys()].sort().map((key) => {
    const all = groups.get(key)!;
    return { key, first: all[0]!, cells: cellsOf(all, monday, zone) };
  });
}

function cellsOf(shifts: Shift[], monday: string, zone: string): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at < 7; ) {
    const here = shifts.filter(
      (shift) => columns(shift, monday, zone)[0] === at
    );
    const ends = here.map((shift) => columns(shift, monday, zone)[1]);
    const span = Math.max(at, ...ends) - at + 1;
    cells.push({ at, span, shifts: here });
    at += span;
  }
  return cells;
}
