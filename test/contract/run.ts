import { type Check, Skip } from "./check.ts";
import type { World } from "./world.ts";

export interface Result {
  target: string;
  checks: number;
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs the checks one after another; one line each. */
export async function runChecks(checks: Check[], world: World, say: (line: string) => void): Promise<Result> {
  const result: Result = { target: world.url, checks: checks.length, passed: 0, failed: 0, skipped: 0 };
  for (const [at, { name, run }] of checks.entries()) {
    const mark = `[${at + 1}/${checks.length}, ${world.calls} calls]`;
    try {
      await run(world);
      result.passed += 1;
      say(`${mark} ok       ${name}`);
    } catch (error) {
      if (error instanceof Skip) {
        result.skipped += 1;
        say(`${mark} skipped  ${name}: ${error.message}`);
      } else {
        result.failed += 1;
        say(`${mark} FAILED   ${name}\n${(error as Error).stack ?? String(error)}`);
      }
    }
  }
  return result;
}
