import { z } from "zod";
import type { DeferredState, Wish } from "@veille/shared/api/deferred-post";

const number = z.coerce.number();
const maybe = number.optional();

/** A deferred post as it lies in Redis, less its text. Instants in ms since the epoch. */
const Fields = z.object({
  author: number,
  locale: z.enum(["fr", "en"]),
  state: z.string().transform((state) => state as DeferredState),
  version: number,
  generation: number,
  /** SHA-256 of the creation: an honest retry is told from another text */
  made: z.string(),
  /** contentHash of the text as it is sent to the forum */
  hash: z.string(),
  /** hash of the last change that a person made, to know the same again */
  change: z.string().optional(),
  /** version at which the text was sealed */
  sealed: number,
  type: z.enum(["reply", "topic", "message"]),
  topic: maybe,
  /** the topic where its target is now, where that is another one */
  at: maybe,
  replyTo: maybe,
  category: maybe,
  draftKey: z.string(),
  /** the chosen wall time, its zone and, where needed, which of two */
  wall: z.string().optional(),
  zone: z.string(),
  dis: z.enum(["earlier", "later"]).optional(),
  due: maybe,
  /** an opening of this kind that starts after `after`, at the latest `bound` */
  kind: z.string().optional(),
  after: maybe,
  bound: maybe,
  /** the opening that its author was last shown */
  shown: maybe,
  /** the rules have changed since: now the bound counts, and stands in an index of its own */
  slip: maybe,
  notBeforeWish: maybe,
  /** the kind in whose topics it was written */
  home: z.string().optional(),
  late: z.enum(["publish", "next_opening", "give_back"]),
  movedOn: z.enum(["give_back", "publish"]),
  deferredAt: number,
  /** due by the rules in force when it came */
  reached: maybe,
  /** when we noticed */
  reachedAt: maybe,
  firstTry: maybe,
  attempt: z.string().optional(),
  attempts: maybe,
  notBefore: maybe,
  hops: maybe,
  fenced: z.string().optional(),
  wish: z
    .string()
    // late: ours, to wait for another opening once the forum has let go of the key
    .transform((wish) => wish as Wish | "late")
    .optional(),
  code: z.string().optional(),
  errors: z.string().optional(),
  review: maybe,
  /** since when it is in the forum's approval queue */
  reviewSince: maybe,
  /** how many pictures stand in the text */
  pics: maybe,
  draftDue: z.string().optional(),
  /** a topic that took part of its own: where its author may send it */
  ask: maybe,
  /** the last such topic that its author was asked about */
  asked: maybe,
  /** the post it answered when its author was told that it is deleted */
  gone: maybe,
  post: maybe,
  postTopic: maybe,
  postNumber: maybe,
  publishedAt: maybe,
  /** a message of ours is no longer wanted: core sent the text back itself */
  quiet: z.string().optional(),
});

export type Fields = z.infer<typeof Fields>;
export interface DeferredRecord extends Fields {
  id: string;
}

/** From HGETALL's flat answer, or the object that ioredis makes of it; null where there is no such record. */
export function readRecord(id: string, raw: string[] | Record<string, string>): DeferredRecord | null {
  const entries = Array.isArray(raw)
    ? Object.fromEntries(raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1]]] : [])))
    : raw;
  if (Object.keys(entries).length === 0) return null;
  return { id, ...Fields.parse(entries) };
}

/** The forum's key: one generation of one text. */
export const forumKey = (record: Pick<DeferredRecord, "id" | "generation">): string =>
  `${record.id}-${record.generation}`;

/** Fields to write: all as strings; null removes. */
export type Patch = Partial<Record<keyof Fields, string | number | null>>;
