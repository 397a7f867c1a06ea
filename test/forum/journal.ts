import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import type { Table } from "./rows.ts";

/** One row put, or (null) removed. */
export type Change = [table: Table, id: string | number, row: object | null];

/** Where commits go, one JSON line each. */
export interface Journal {
  read(): Change[][];
  /** On the disk when this returns. */
  append(changes: Change[]): void;
  close(): void;
}

/** Nothing survives: the default. */
export const forgetful: Journal = { read: () => [], append: () => undefined, close: () => undefined };

/** A line that a kill cut short was never acknowledged: it is taken off, as a database would. */
export function openJournal(path: string): Journal {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const file = openSync(path, "a");
  return {
    read: () =>
      whole
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Change[]),
    append(changes) {
      writeSync(file, `${JSON.stringify(changes)}\n`);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
