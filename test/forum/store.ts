import { type Change, forgetful, type Journal } from "./journal.ts";
import type { Rows, Table } from "./rows.ts";

type Id<T extends Table> = Rows[T]["id"];

type Listener = (table: Table, before: object | undefined, after: object | undefined) => void;

/** A transaction that runs: what it changed, and what was there before. */
interface Open {
  changes: Change[];
  before: [Table, string | number, object | undefined][];
}

/** All rows in memory; whatever `transaction` does happens whole (and, with a journal, for good) or not at all. */
export class Store {
  readonly #tables = new Map<Table, Map<string | number, object>>();
  readonly #highest = new Map<Table, number>();
  readonly #journal: Journal;
  #open: Open | null = null;
  #listener: Listener = () => undefined;

  constructor(journal: Journal = forgetful) {
    this.#journal = journal;
    for (const changes of journal.read())
      for (const [table, id, row] of changes) this.#set(table, id, row ?? undefined);
  }

  get<T extends Table>(table: T, id: Id<T>): Rows[T] | undefined {
    return this.#rows(table).get(id) as Rows[T] | undefined;
  }

  all<T extends Table>(table: T): Rows[T][] {
    return [...this.#rows(table).values()] as Rows[T][];
  }

  /** The next number of a table; like a sequence it is not given back. */
  nextId(table: Table): number {
    const next = (this.#highest.get(table) ?? 0) + 1;
    this.#highest.set(table, next);
    return next;
  }

  put<T extends Table>(table: T, row: Rows[T]): Rows[T] {
    this.#write(table, row.id, row);
    return row;
  }

  update<T extends Table>(table: T, id: Id<T>, change: Partial<Rows[T]>): Rows[T] {
    const row = this.get(table, id);
    if (!row) throw new Error(`no ${table} ${id}`);
    return this.put(table, { ...row, ...change });
  }

  remove<T extends Table>(table: T, id: Id<T>): void {
    this.#write(table, id, null);
  }

  /** Synchronous, so nobody sees it half done; a throw undoes everything. One inside another is part of it. */
  transaction<T>(work: () => T): T {
    if (this.#open) return work();
    const open: Open = (this.#open = { changes: [], before: [] });
    try {
      const result = work();
      if (open.changes.length > 0) this.#journal.append(open.changes);
      return result;
    } catch (error) {
      for (const [table, id, row] of open.before.reverse()) this.#set(table, id, row);
      throw error;
    } finally {
      this.#open = null;
    }
  }

  /** `listener` hears every write within its transaction, as a trigger does, and may write too. */
  watch(listener: Listener): void {
    this.#listener = listener;
  }

  close(): void {
    this.#journal.close();
  }

  #write(table: Table, id: string | number, row: object | null): void {
    if (!this.#open) return this.transaction(() => this.#write(table, id, row));
    const before = this.#rows(table).get(id);
    this.#open.before.push([table, id, before]);
    this.#open.changes.push([table, id, row]);
    this.#set(table, id, row ?? undefined);
    this.#listener(table, before, row ?? undefined);
  }

  #set(table: Table, id: string | number, row: object | undefined): void {
    if (row) this.#rows(table).set(id, row);
    else this.#rows(table).delete(id);
    if (typeof id === "number") this.#highest.set(table, Math.max(this.#highest.get(table) ?? 0, id));
  }

  #rows(table: Table): Map<string | number, object> {
    let rows = this.#tables.get(table);
    if (!rows) this.#tables.set(table, (rows = new Map()));
    return rows;
  }
}
