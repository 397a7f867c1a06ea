import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whole } from "./chance.ts";
import type { World } from "./world.ts";

export interface Secrets {
  token: string;
  forumKey: string;
  adminKey: string;
  seal: string;
}

/** What a run that was itself stopped needs to go on. */
export interface Saved {
  secrets: Secrets;
  /** null: not made yet */
  world: World | null;
  kills: number;
  /** how many processes were stopped for a while and woken */
  stops: number;
}

const names = ["redis", "forum", "a", "b", "aRedis", "aForum", "aInternal", "bRedis", "bForum", "bInternal"] as const;
export type Ports = Record<(typeof names)[number], number>;

/** Where a run keeps everything: Redis' data, the forum's rows, what the authors know, logs. */
export class Run {
  readonly folder: string;
  readonly saved: Saved;
  readonly ports: Ports;
  /** issuer of the tokens; nobody connects to it */
  readonly origin = "http://chaos.test";

  private constructor(folder: string, saved: Saved, ports: Ports) {
    this.folder = folder;
    this.saved = saved;
    this.ports = ports;
  }

  /** @throws where the folder holds another run and it was not said to resume it, or the other way round */
  static async open(given: string | undefined, resume: boolean): Promise<Run> {
    const folder = given ?? mkdtempSync(join(tmpdir(), "veille-chaos-"));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "run.json");
    const there = existsSync(file);
    if (there && !resume) throw new Error(`${folder} holds a run already: --resume goes on with it`);
    if (!there && resume) throw new Error(`${folder} holds no run to resume`);
    const saved = there ? (JSON.parse(readFileSync(file, "utf8")) as Saved) : newRun();
    const run = new Run(folder, saved, await freePorts());
    run.save();
    return run;
  }

  save(): void {
    const file = join(this.folder, "run.json");
    writeFileSync(`${file}.new`, JSON.stringify(this.saved), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

const random = () => randomBytes(24).toString("hex");

const newRun = (): Saved => ({
  secrets: { token: random(), forumKey: random(), adminKey: random(), seal: randomBytes(32).toString("base64") },
  world: null,
  kills: 0,
  stops: 0,
});

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/** Below the range from which outgoing connections take theirs: a port must stay ours between a death and a restart. */
async function freePorts(): Promise<Ports> {
  const ports: number[] = [];
  while (ports.length < names.length) {
    const port = whole(21_000, 31_999);
    if (!ports.includes(port) && (await isFree(port))) ports.push(port);
  }
  return Object.fromEntries(names.map((name, at) => [name, ports[at]])) as Ports;
}
