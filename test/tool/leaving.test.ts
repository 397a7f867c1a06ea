import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "veille-leaving-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !what(); tries++) await pause(25);
}

describe("a program that is kept", () => {
  const keeping = (then: string) => `
    import { keep } from ${JSON.stringify(`${root}/tool/keep.mjs`)};
    const kept = keep(process.execPath, ["-e", "console.log(process.pid); setInterval(() => {}, 1000)"], {
      out: 1, forget: ${JSON.stringify(folder)} });
    ${then}`;

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "ends, and its folder goes, when who keeps it dies of %s",
    async (signal) => {
      const keeper = spawn(process.execPath, ["--input-type=module", "-e", keeping("await kept.ended")], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = (await once(keeper.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      expect(isAlive(pid)).toBe(true);
      keeper.kill(signal);
      await until(() => !isAlive(pid) && !existsSync(folder));
      expect(isAlive(pid)).toBe(false);
      expect(existsSync(folder)).toBe(false);
    }
  );

  it("ends when it is stopped, and says with what code", () => {
    const then = "await new Promise((r) => setTimeout(r, 300)); await kept.stop(); process.exit(kept.code())";
    const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", keeping(then)]);
    expect(status).toBe(128 + 15);
    expect(isAlive(Number(stdout.toString()))).toBe(false);
  });
});

describe("the closing line", () => {
  /** jest, with our reporter and Redis, on one test of its own. */
  function jest(test: string): { status: number | null; last: string | undefined } {
    writeFileSync(join(folder, "one.test.js"), test);
    const config = {
      rootDir: folder,
      reporters: [join(root, "test/jest/closing-line.mjs")],
      globalSetup: join(root, "test/jest/redis-up.mjs"),
      globalTeardown: join(root, "test/jest/redis-down.mjs"),
      transform: {},
    };
    writeFileSync(join(folder, "jest.config.json"), JSON.stringify(config));
    const args = [
      "--experimental-vm-modules",
      join(root, "node_modules/jest/bin/jest.js"),
      "--config",
      "jest.config.json",
    ];
    const { VEILLE_TALLY: _, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env });
    return { status, last: stdout.toString().trimEnd().split("\n").at(-1) };
  }

  it("is good where all passed", () => {
    expect(jest("it('passes', () => {}); it('passes too', () => {});")).toEqual({
      status: 0,
      last: "2 passed, 0 failed",
    });
  });

  it("is bad, with the exit code, where one failed", () => {
    const run = jest("it('passes', () => {}); it('fails', () => { throw new Error('as it should'); });");
    expect(run).toEqual({ status: 1, last: "1 passed, 1 failed" });
  });

  it("is bad where a file could not be read", () => {
    expect(jest("it('passes', () => {")).toEqual({ status: 1, last: "0 passed, 1 failed" });
  });
});
