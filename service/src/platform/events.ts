import { EventEmitter } from "node:events";

/** What capabilities tell each other without knowing each other. Hints only: a sweep repeats the work. */
export interface Events {
  /** the rules of a kind changed, or it is gone */
  "kind-changed": { kind: string };
  /** what a co-op says beside its availability */
  "words-changed": Record<string, never>;
  /** something may be ready to leave: `dueAt` as an instant, or null */
  "posts-ready": { dueAt: string | null; state: string };
  /** when somebody may be alerted has changed */
  "hours-changed": { userId: number };
  /** places of shifts or a presence have changed; somebody may have to be told */
  "watch-changed": Record<string, never>;
  /** an account is suspended, back, renamed or gone */
  "person-changed": { userId: number };
  /** somebody entered a group of the forum */
  "group-joined": { userId: number; groupId: number };
  /** somebody left one; null: everybody, the group is gone */
  "group-left": { userId: number | null };
}

export interface Bus {
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void;
}

export function createBus(): Bus {
  const emitter = new EventEmitter();
  return {
    emit: (name, event) => void emitter.emit(name, event),
    on: (name, listener) => void emitter.on(name, listener as (event: unknown) => void),
  };
}
