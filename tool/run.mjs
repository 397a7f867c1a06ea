// Commands that come to an end.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { onStop, stopping } from "./stop.mjs";

export const root = join(import.meta.dirname, "..");
export const inRoot = (path) => join(root, path);
export const bin = (name, of = ".") => inRoot(join(of, "node_modules/.bin", name));

/**
 * Runs a command to its end. Never throws: a command that cannot start is 127.
 * @param {{env?: object, cwd?: string, read?: boolean}} more `read`: what it says is answered and not shown
 * @returns {Promise<{code: number, said: string}>}
 */
export function run(command, args, { env, cwd = root, read = false } = {}) {
  const said = [];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", read ? "pipe" : "inherit", read ? "pipe" : "inherit"],
    });
    const ended = new Promise((gone) => child.once("close", gone).once("error", gone));
    const forget = onStop(() => (child.kill("SIGTERM"), ended));
    child.stdout?.on("data", (data) => said.push(data));
    child.stderr?.on("data", (data) => said.push(data));
    const done = (code) => {
      forget();
      if (!stopping()) resolve({ code, said: Buffer.concat(said).toString() });
    };
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.once("close", (code) => done(code ?? 1));
  });
}

/** A script of ours. Answers its exit code. */
export const node = async (args, more) => (await run(process.execPath, args, more)).code;
