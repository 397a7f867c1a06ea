import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { between } from "./chance.ts";
import { type Child, startChild } from "./child.ts";
import { createForumWire, type ForumWire, type Weather } from "./forum-wire.ts";
import type { Points } from "./points.ts";
import { answers, commandOf, environmentOf, type Part, parts } from "./programs.ts";
import { listenForRedis } from "./redis-wire.ts";
import type { Run } from "./run.ts";

const copies = ["a", "b"] as const;

/** Redis, the forum and two copies of the service. Each stands up again whatever befalls it, until the house closes. */
export class House {
  readonly #run: Run;
  readonly #children = new Map<Part, Child>();
  readonly #stopped = new Set<Part>();
  readonly #killed = new WeakSet<Child>();
  readonly #standing = new Set<Part>();
  readonly #wires: ForumWire[];
  #closing = false;
  /** how often a process ended that nobody had killed */
  fallen = 0;

  constructor(run: Run, points: Points, weather: Weather) {
    this.#run = run;
    const { ports, folder } = run;
    for (const name of ["redis", "log"]) mkdirSync(join(folder, name), { recursive: true });
    for (const copy of copies) listenForRedis(ports[`${copy}Redis`], ports.redis, copy, points);
    this.#wires = copies.map((copy) => createForumWire(ports[`${copy}Forum`], ports.forum, copy, points, weather));
  }

  /** Starts one and keeps it standing. */
  async start(part: Part): Promise<void> {
    const log = join(this.#run.folder, "log", `${part}.log`);
    const child = await startChild(commandOf(part, this.#run), environmentOf(part, this.#run), log);
    this.#children.set(part, child);
    void child.dead.then(async () => {
      this.#standing.delete(part);
      if (!this.#killed.has(child)) this.fallen += 1;
      if (part === "forum") for (const wire of this.#wires) wire.shut();
      await pause(between(0, 300));
      if (!this.#closing) await this.start(part);
    });
    void this.#stands(part, child);
  }

  async #stands(part: Part, child: Child): Promise<void> {
    while (child.alive() && !(await answers(part, this.#run))) await pause(50);
    if (!child.alive()) return;
    this.#standing.add(part);
    // the service is refused connections for as long as the forum would refuse them
    if (part === "forum") for (const wire of this.#wires) wire.open();
  }

  /** Resolves when all these do their work. */
  async ready(...some: Part[]): Promise<void> {
    for (const part of some) while (!(await answers(part, this.#run))) await pause(100);
  }

  /** Those that may be killed now, also while they are still waking up. */
  get running(): Part[] {
    return parts.filter((part) => this.#children.get(part)?.alive() && !this.#stopped.has(part));
  }

  /** Those that do their work, or did a moment ago. */
  get working(): Part[] {
    return this.running.filter((part) => this.#standing.has(part));
  }

  /** kill -9. Resolves when it is dead; false where there was nobody to kill. */
  async kill(part: Part): Promise<boolean> {
    const child = this.#children.get(part);
    if (!child?.alive() || this.#stopped.has(part)) return false;
    this.#killed.add(child);
    child.signal("SIGKILL");
    await child.dead;
    return true;
  }

  /** Stands still for so many ms, and wakes. Resolves then; begins when it is not held already. */
  async hold(part: Part, ms: number): Promise<void> {
    while (this.#stopped.has(part)) await pause(50);
    const child = this.#children.get(part);
    this.#stopped.add(part);
    child?.signal("SIGSTOP");
    await pause(ms);
    child?.signal("SIGCONT");
    this.#stopped.delete(part);
  }

  /** Kills all; nothing stands up again. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const part of parts) await this.kill(part);
  }
}
