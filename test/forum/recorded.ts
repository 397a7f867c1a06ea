import { readFileSync } from "node:fs";
import { join } from "node:path";
import { here } from "./here.ts";

/** One exchange with a real Discourse 3.5, in French. */
export interface Recording {
  name: string;
  request: { method: string; path: string; headers: Record<string, string>; body: Record<string, unknown> | null };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

export const recorded = (name: string): Recording =>
  JSON.parse(readFileSync(join(here, "recorded", `${name}.json`), "utf8")) as Recording;
