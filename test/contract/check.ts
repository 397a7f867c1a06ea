import type { World } from "./world.ts";

/** One thing that every forum with our plugin does. The name is the sentence that a failure contradicts. */
export interface Check {
  name: string;
  run: (world: World) => Promise<void>;
}

/** Thrown where this forum can't be brought into the state that a check needs. */
export class Skip extends Error {}

export const check = (name: string, run: Check["run"]): Check => ({ name, run });
