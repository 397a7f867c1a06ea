import { Queue, Worker } from "bullmq";
import { type Clock, systemClock } from "./clock.ts";
import type { Logger } from "./log.ts";
import { connectForWork, type Redis } from "./redis.ts";

export type Rings = (id: string) => Promise<void>;

/** An alarm clock that may be lost: the records are the truth, sweeps repeat whatever it forgot. */
export interface Alarms {
  /** what to do when `name` rings; before `start` */
  on(name: string, rings: Rings): void;
  /** ring once at `due` (instant, ms); the same name, id and due again is the same alarm */
  at(name: string, id: string, due: number): Promise<void>;
  /** the same for many instants at once, each its own id */
  atEach(name: string, dues: number[]): Promise<void>;
  /** ring each `every` ms, on one of the copies of the service */
  every(name: string, every: number): Promise<void>;
  /** arms again what Redis has lost of `every` */
  rearm(): Promise<void>;
  start(): Promise<void>;
  /** waits for what runs, at most `grace` ms; then every connection is cut */
  stop(grace: number): Promise<void>;
}

/** How long an alarm may keep one of the worker's places, ms. */
const longestRing = 5_000;

/** Whether it is done within so many ms. */
async function within(most: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), most)));
  const done = work.then(
    () => true,
    () => false
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** BullMQ under the prefix, one queue. Job data hold ids only. */
export function createAlarms(redisUrl: string, prefix: string, clock: Clock, log: Logger): Alarms {
  const handlers = new Map<string, Rings>();
  const connections: Redis[] = [];
  const keep = (connection: Redis): Redis => {
    connection.on("error", () => undefined);
    connections.push(connection);
    return connection;
  };
  const connect = (): Redis => {
    const connection = connectForWork(redisUrl);
    // the worker makes itself another one to block on: it has to be found again when stopping
    const another = connection.duplicate.bind(connection);
    connection.duplicate = (...more: Parameters<typeof another>) => keep(another(...more));
    return keep(connection);
  };
  // never `skipVersionCheck`: BullMQ then takes Redis for an old one and rounds every alarm up to whole seconds
  const shared = { prefix: `${prefix}:bull` };
  const gone = { removeOnComplete: true, removeOnFail: true };
  const forQueue = connect();
  const queue = new Queue("alarms", { ...shared, connection: forQueue, defaultJobOptions: gone });
  queue.on("error", (error) => log.warn({ code: error.name }, "alarms"));
  let worker: Worker | undefined;
  const repeated = new Map<string, number>();
  const repeat = async (name: string, every: number) => {
    await queue.upsertJobScheduler(`every-${name}`, { every }, { name, data: { id: name }, opts: gone });
  };
  const job = (name: string, id: string, due: number) => ({
    name,
    data: { id },
    opts: { jobId: `${name}-${id}-${due}`, delay: Math.max(0, due - clock.now()), ...gone },
  });
  return {
    on: (name, rings) => void handlers.set(name, rings),
    async at(name, id, due) {
      const { data, opts } = job(name, id, due);
      await queue.add(name, data, opts);
    },
    async atEach(name, dues) {
      if (dues.length > 0) await queue.addBulk(dues.map((due) => job(name, String(due), due)));
    },
    every(name, every) {
      repeated.set(name, every);
      return repeat(name, every);
    },
    async rearm() {
      for (const [name, every] of repeated) {
        const { next = 0 } = (await queue.getJobScheduler(`every-${name}`)) ?? {};
        // BullMQ rings by the machine's clock, whatever ours says
        if (next < systemClock.now() - 2 * every) await repeat(name, every);
      }
    },
    async start() {
      worker = new Worker(
        "alarms",
        async (job) => {
          const { id } = job.data as { id: string };
          const work = (handlers.get(job.name)?.(id) ?? Promise.resolve()).catch((error: unknown) => {
            log.warn({ job: job.name, err: error }, "an alarm failed");
          });
          // what takes longer goes on by itself: while a forum is slow for hours, the other alarms must still ring
          await within(longestRing, work);
        },
        {
          ...shared,
          connection: connect(),
          concurrency: 20,
          lockDuration: 30_000,
          stalledInterval: 30_000,
          runRetryDelay: 1_000,
        }
      );
      worker.on("error", (error) => log.warn({ code: error.name }, "alarms"));
      worker.on("failed", (job, error) => log.warn({ job: job?.name, code: error.name }, "an alarm failed"));
      await worker.waitUntilReady();
    },
    async stop(grace) {
      // closing waits for Redis without end where that is away, and forcing it later does nothing more: ask before
      const there = await within(1_000, forQueue.ping());
      await within(grace, Promise.allSettled([worker?.close(!there), queue.close()]));
      for (const connection of connections) connection.disconnect();
    },
  };
}
