// Programs that run until we stop them, and never longer than we live, however we end.
import { spawn } from "node:child_process";

// The guard reads our end of the pipe: when it closes, by us or by our death, the program is told to end.
const keeper = `exec 3<&0 </dev/null
"$@" 3<&- & child=$!
(read -r _ <&3; kill "$child") 2>/dev/null & guard=$!
wait "$child"; code=$?
kill "$guard" 2>/dev/null
if [ -n "$VEILLE_FORGET" ]; then rm -rf "$VEILLE_FORGET"; fi
exit "$code"`;

/**
 * Starts a program in a session of its own, so that Ctrl-C reaches only us and we decide the order.
 * @param {{env?: object, cwd?: string, out?: number, forget?: string}} more `out`: where it writes (a file descriptor);
 *   `forget`: a folder to remove when it has ended
 */
export function keep(command, args, { env, cwd, out = "ignore", forget = "" } = {}) {
  const child = spawn("sh", ["-c", keeper, "keeper", command, ...args.map(String)], {
    cwd,
    detached: true,
    env: { ...process.env, ...env, VEILLE_FORGET: forget },
    stdio: ["pipe", out, out],
  });
  child.stdin.on("error", () => undefined);
  let code = null;
  const ended = new Promise((resolve) => {
    child.once("error", () => resolve((code = 127)));
    child.once("exit", (status) => resolve((code = status ?? 1)));
  });
  return {
    ended,
    /** null while it runs */
    code: () => code,
    /** For what is left running while Node may be idle, such as between jest's set-up and tear-down. */
    unref() {
      child.unref();
      child.stdin.unref();
    },
    /** SIGTERM; SIGKILL after so many ms. Resolves when it has ended. */
    async stop(patience = 10_000) {
      if (code !== null) return;
      child.ref(); // else Node may leave, with a good exit code, before the wait is over
      child.stdin.end();
      const hard = setTimeout(() => process.kill(-child.pid, "SIGKILL"), patience);
      await ended;
      clearTimeout(hard);
    },
  };
}
