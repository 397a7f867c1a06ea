import type { Forum as ForumDoor, NoAnswer } from "../../../src/forum/client.ts";
import { type Chain, startChain } from "../../support/chain.ts";
import { type Called, coordinator, startTestService, type TestService, type Who } from "../../support/service.ts";

/** How long (ms, by the machine's clock) a call of the service to the stand-in may take, and an attempt as a whole. */
const forumTimeout = 120;
export const lease = 300;

export type Door = "publish" | "outcomes" | "cancel" | "giveBack";
/** What befalls a copy's next call: its process stops before or after it, or the answer is lost on the way. */
export type Mishap = "stops before" | "stops after" | "answer lost";

export interface Copy {
  service: TestService;
  mishaps: Partial<Record<Door, Mishap>>;
  /** set while the process is stopped: lets it go on */
  wake: (() => void) | null;
}

/** Two copies of the service on one Redis, the stand-in, one clock; people, topics. */
export interface World {
  chain: Chain;
  copies: [Copy, Copy];
  people: Who[];
  topics: number[];
  /** of the kind `team`; 0: there is none */
  kindVersion: number;
  /** what was done and answered, for whoever reads a failure */
  trace: string[];
  call(copy: number, method: string, path: string, as: Who, body?: unknown): Promise<Called>;
  /** Both copies do all that is due now, as far as they are awake. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const lost: NoAnswer = { ok: false, sent: "maybe", code: "timeout", retryAfter: null };

/** Only the second copy ever stops: somebody must go on. */
function mishapsFor(copy: Copy, asleep: () => void): void {
  const door = copy.service.ctx.forum as unknown as Record<Door, (items: never) => Promise<unknown>>;
  const pause = () =>
    new Promise<void>((resolve) => {
      copy.wake = () => {
        copy.wake = null;
        resolve();
      };
      asleep();
    });
  for (const name of ["publish", "outcomes", "cancel", "giveBack"] satisfies (Door & keyof ForumDoor)[]) {
    const real = door[name].bind(door);
    door[name] = async (items) => {
      const mishap = copy.mishaps[name];
      delete copy.mishaps[name];
      if (mishap === "stops before") await pause();
      const answer = await real(items);
      if (mishap === "stops after") await pause();
      return mishap === "answer lost" ? lost : answer;
    };
  }
}

export async function startWorld(start: string): Promise<World> {
  const chain = await startChain({ start, config: { forumTimeout, lease } });
  const { prefix, forumUrl, forumKey } = chain.ctx.config;
  const second = await startTestService({
    clock: chain.clock,
    config: { prefix, forumUrl, forumKey, forumTimeout, lease },
  });
  const copies: [Copy, Copy] = [
    { service: chain, mishaps: {}, wake: null },
    { service: second, mishaps: {}, wake: null },
  ];
  let fellAsleep: () => void = () => undefined;
  for (const copy of copies) mishapsFor(copy, () => fellAsleep());
  const person = (name: string): Who => ({ id: chain.forum.user(name).id, username: name });
  const other = await fetch(`${chain.forum.url}/posts.json`, {
    method: "POST",
    headers: { "Api-Key": chain.forum.keys.admin, "Api-Username": "lea", "Content-Type": "application/json" },
    body: JSON.stringify({
      title: "Un deuxième sujet pour le modèle",
      raw: "Un premier message, tout à fait ordinaire.",
    }),
  });
  const trace: string[] = [];
  return {
    chain,
    copies,
    people: [chain.paul, chain.lea, person("marie")],
    topics: [chain.topicId, ((await other.json()) as { topic_id: number }).topic_id],
    kindVersion: 1,
    trace,
    async call(copy, method, path, as, body) {
      const { service } = copies[copy % 2] as Copy;
      const answer = await service.call(method, path, { as, ...(body !== undefined && { body }) });
      if (method !== "GET") {
        const { state, code, version, requested } = (answer.body ?? {}) as Record<string, unknown>;
        const said = [answer.status, state, version && `v${String(version)}`, requested, code]
          .filter(Boolean)
          .join(" ");
        trace.push(`    ${method} ${path.slice(-24)} → ${said}`);
      }
      return answer;
    },
    async settle() {
      const awake = copies.filter(({ wake }) => wake === null);
      const stopped = new Promise<void>((resolve) => (fellAsleep = resolve));
      const all = Promise.all(awake.map(({ service }) => service.pump.kick()));
      await Promise.race([all, stopped]);
      if (copies.some(({ wake }) => wake !== null)) await copies[0].service.pump.kick();
    },
    async stop() {
      chain.forum.misbehaviour.reset();
      for (const copy of copies) copy.wake?.();
      await second.destroy();
      await chain.stop();
    },
  };
}

/** The kind's hours, changed as coordinators do; null: the kind is removed. */
export async function changeHours(world: World, fields: object | null): Promise<void> {
  const { chain, kindVersion } = world;
  const path = "/v1/kinds/team";
  if (fields === null) {
    if (kindVersion > 0) await chain.call("DELETE", `${path}?version=${kindVersion}`, { as: coordinator });
    world.kindVersion = 0;
    return;
  }
  const { status, body } = await chain.call("PUT", path, {
    as: coordinator,
    body: { version: kindVersion, ...fields },
  });
  if (status >= 300) throw new Error(`the hours were not changed: ${JSON.stringify(body)}`);
  world.kindVersion = body.version as number;
}
