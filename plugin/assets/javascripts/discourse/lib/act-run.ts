import { tracked } from "@glimmer/tracking";
import { problemWords } from "./veille-service.ts";

/** One act at a time, and what came of the last one, in words. */
export class ActRun {
  @tracked busy = false;
  @tracked said: string | null = null;
  @tracked problem: string | null = null;

  /** `after`: when the screen shows what came of it */
  constructor(private readonly after?: () => void) {}

  clear(): void {
    this.said = null;
    this.problem = null;
  }

  /** `act` answers what to say of it. Answers whether it was done. */
  async run(act: () => Promise<string | null>): Promise<boolean> {
    this.busy = true;
    this.clear();
    try {
      this.said = await act();
      return true;
    } catch (error) {
      this.problem = problemWords(error, "veille.watch.failed");
      return false;
    } finally {
      this.busy = false;
      if (this.after) {
        setTimeout(this.after);
      }
    }
  }
}
