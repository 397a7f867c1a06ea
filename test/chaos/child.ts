import { spawn } from "node:child_process";
import { openSync, closeSync } from "node:fs";
import type { Readable, Writable } from "node:stream";

/** A program that may be killed at any time, and never lives longer than we do. */
export interface Child {
  readonly pid: number;
  /** resolves when it is dead, whoever killed it */
  readonly dead: Promise<void>;
  alive(): boolean;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
}

// The shell lives by our end of its input: a word says that the program is dead, the pipe's end that we are.
// Descriptor 3 is held open by the program alone, so that its end is the program's.
const keeper = `"$@" </dev/null & child=$!
echo "$child" >&3
exec 3>&-
read -r word || kill -KILL "$child"
wait`;

/** Starts a program, its output at the end of `log`. Resolves when it has a process id. */
export async function startChild(command: string[], env: Record<string, string>, log: string): Promise<Child> {
  const out = openSync(log, "a");
  const shell = spawn("sh", ["-c", keeper, "keeper", ...command], {
    detached: true,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", out, out, "pipe"],
  });
  closeSync(out);
  const life = shell.stdio[3] as Readable;
  const leash = shell.stdin as unknown as Writable;
  leash.on("error", () => undefined);
  let alive = true;
  const dead = new Promise<void>((resolve) => {
    life.once("close", () => {
      alive = false;
      leash.end("dead\n");
      resolve();
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    life.once("data", (line: Buffer) => resolve(Number(line.toString())));
    shell.once("error", reject);
    void dead.then(() => reject(new Error(`${command[0]} did not start`)));
  });
  return {
    pid,
    dead,
    alive: () => alive,
    signal(name) {
      if (alive) process.kill(pid, name);
    },
  };
}
