import { z } from "zod";

/** 32 bytes in base64, as `openssl rand -base64 32` prints. */
const SealKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64 (openssl rand -base64 32)");
const Milliseconds = z.coerce.number().int().min(100);
const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const Environment = z.object({
  VEILLE_FORUM_URL: z.url({ protocol: /^https?$/ }),
  VEILLE_FORUM_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  VEILLE_FORUM_KEY: z.string().min(16),
  VEILLE_TOKEN_SECRETS: z
    .string()
    .transform(list)
    .pipe(z.array(z.string().min(32)).min(1)),
  VEILLE_SEAL_KEY: SealKey,
  VEILLE_SEAL_KEYS_OLD: z.string().default("").transform(list).pipe(z.array(SealKey)),
  VEILLE_REDIS: z.string().regex(/^rediss?:\/\//, "must be a redis:// address"),
  VEILLE_NAME: z
    .string()
    .regex(/^[a-z0-9.-]{1,60}$/)
    .optional(),
  VEILLE_HOST: z.string().default("127.0.0.1"),
  VEILLE_PORT: z.coerce.number().int().min(0).max(65535).default(8070),
  VEILLE_INTERNAL_PORT: z.coerce.number().int().min(0).max(65535).default(8071),
  VEILLE_LOG: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  // for tests of failure, in processes of their own: ms; the time-out must stay shorter than the lease
  VEILLE_TEST_LEASE_MS: Milliseconds.default(30_000),
  VEILLE_TEST_FORUM_TIMEOUT_MS: Milliseconds.default(25_000),
  VEILLE_TEST_LOOK_AHEAD_MS: Milliseconds.default(20_000),
  VEILLE_TEST_SWEEP_MS: Milliseconds.default(60_000),
  // for benchmarks: both sides without
  VEILLE_TEST_EDGE_LIMITS: z.enum(["on", "off"]).default("on"),
});

/** What one running service is told. Durations in ms; tests shorten them. */
export interface Config {
  forumUrl: string;
  /** the forum's public base URL: issuer of tokens, the origin that may call us */
  forumOrigin: string;
  forumKey: string;
  tokenSecrets: string[];
  sealKeys: string[];
  redisUrl: string;
  /** every key in Redis starts with `{veille:<name>}:` */
  prefix: string;
  host: string;
  port: number;
  internalPort: number;
  logLevel: string;
  /** how long an attempt may run before it counts as unanswered; longer than the time-out of a call */
  lease: number;
  /** a call to the forum */
  forumTimeout: number;
  lookAhead: number;
  sweep: number;
  /** requests a minute are counted and limited */
  edgeLimits: boolean;
  siteRefresh: number;
  /** how often the forum's feed of changes is read */
  feed: number;
  /** how far our clock and Redis' may be apart; Infinity: not watched (tests that move the clock) */
  clockApart: number;
}

/** Reads the environment once. @throws with one line per wrong variable, never with its value */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(env);
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The service's environment is not right:\n${lines.join("\n")}`);
  }
  const { data } = read;
  const origin = (data.VEILLE_FORUM_ORIGIN ?? data.VEILLE_FORUM_URL).replace(/\/+$/, "");
  return {
    forumUrl: data.VEILLE_FORUM_URL.replace(/\/+$/, ""),
    forumOrigin: origin,
    forumKey: data.VEILLE_FORUM_KEY,
    tokenSecrets: data.VEILLE_TOKEN_SECRETS,
    sealKeys: [data.VEILLE_SEAL_KEY, ...data.VEILLE_SEAL_KEYS_OLD],
    redisUrl: data.VEILLE_REDIS,
    prefix: `{veille:${data.VEILLE_NAME ?? new URL(origin).host.replace(":", "-")}}`,
    host: data.VEILLE_HOST,
    port: data.VEILLE_PORT,
    internalPort: data.VEILLE_INTERNAL_PORT,
    logLevel: data.VEILLE_LOG,
    lease: data.VEILLE_TEST_LEASE_MS,
    forumTimeout: data.VEILLE_TEST_FORUM_TIMEOUT_MS,
    lookAhead: data.VEILLE_TEST_LOOK_AHEAD_MS,
    sweep: data.VEILLE_TEST_SWEEP_MS,
    edgeLimits: data.VEILLE_TEST_EDGE_LIMITS === "on",
    siteRefresh: 60_000,
    feed: 30_000,
    clockApart: 2_000,
  };
}
