import { type ChainableCommander, Redis, type RedisOptions } from "ioredis";

export type { Redis };

type Options = Omit<RedisOptions, "replyMapping">;

const always = {
  retryStrategy: (tries: number) => Math.min(50 * tries, 1_000),
  // ms; its timer outlives a connection that the other side has closed, and keeps a process that is done
  disconnectTimeout: 500,
};

/** For what answers HTTP: it fails at once rather than queueing while Redis is away. */
export function connectForRequests(url: string, more: Options = {}): Redis {
  return new Redis(url, {
    enableOfflineQueue: false,
    // what is asked in one turn of the event loop goes out in one write, in the order asked
    enableAutoPipelining: true,
    maxRetriesPerRequest: 1,
    commandTimeout: 10_000,
    connectTimeout: 5_000,
    ...always,
    ...more,
  });
}

/** For BullMQ, which waits on its connection for as long as it takes. */
export function connectForWork(url: string): Redis {
  return new Redis(url, {
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    ...always,
  });
}

/** What the commands of a pipeline answered. @throws the first error among them: half an answer is none */
export async function answersOf(pipeline: ChainableCommander): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}

/** Resolves when the connection can be used; rejects after `timeout` ms. */
export async function untilReady(redis: Redis, timeout = 10_000): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Redis did not answer")), timeout);
    redis.once("ready", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Whether an error means that Redis is away, read-only, loading or cannot write: 503, not the client's fault. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === "MaxRetriesPerRequestError" ||
    /^(LOADING|READONLY|MISCONF|MASTERDOWN|BUSY|NOREPLICAS|CLUSTERDOWN)\b/.test(error.message) ||
    /Connection is closed|aborted due to connection close|Stream isn't writeable|Command timed out|ECONN|Socket closed/.test(
      error.message
    )
  );
}

/** Whether Redis refused a write because its memory is full. */
export const isRedisFull = (error: unknown): boolean =>
  error instanceof Error && /\bOOM command not allowed/.test(error.message);
