// One way out: whatever ends us (our own work, Ctrl-C, a signal, npm's death), what we started is ended first.
import { constants } from "node:os";

const hooks = new Set();
let leaving = null;

/** `hook` runs, and is waited for, before this process ends; the last added first. Answers how to take it back. */
export function onStop(hook) {
  hooks.add(hook);
  return () => hooks.delete(hook);
}

/** Ends everything that was started, then this process. Asking again changes nothing. */
export function stop(code) {
  leaving ??= (async () => {
    for (const hook of [...hooks].reverse()) await hook();
    process.exit(code);
  })();
  return leaving;
}

export const stopping = () => leaving !== null;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => void stop(128 + constants.signals[signal]));
}

// npm forwards SIGINT and SIGTERM to us and dies alone of the others: then our parent changes
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(1), 500).unref();
}
