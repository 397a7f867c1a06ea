import { SiteWords } from "@veille/shared/api/availability";
import { KindFields } from "@veille/shared/api/kind";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { changeKind, changeWords, removeKind } from "./scripts.ts";

/** A kind as it is kept: everything that can be said of it, and which wording of it this is. */
export interface KindRecord extends KindFields {
  id: string;
  version: number;
}

const Wording = z.object({ version: z.int(), ...KindFields.shape });

// one object for one wording, so that whatever hangs on a record (its calendar) is made once
const read = new Map<string, KindRecord>();

/** @throws where Redis holds what is no kind */
function recordOf(id: string, raw: string): KindRecord {
  const known = `${id} ${raw}`;
  let record = read.get(known);
  if (!record) {
    record = { id, ...Wording.parse(JSON.parse(raw)) };
    if (read.size >= 500) read.clear();
    read.set(known, record);
  }
  return record;
}

const kinds = (ctx: Context): string => keyOf(ctx, "kinds");
/** Counts every change of kinds and words, of all copies of the service. */
const revision = (ctx: Context): string => keyOf(ctx, "kinds-revision");
const history = (ctx: Context): string => keyOf(ctx, "kinds-history");
const words = (ctx: Context): string => keyOf(ctx, "words");

export async function loadKinds(ctx: Context): Promise<KindRecord[]> {
  const all = await ctx.redis.hgetall(kinds(ctx));
  return Object.keys(all)
    .sort()
    .map((id) => recordOf(id, all[id]!));
}

export async function loadKind(ctx: Context, id: string): Promise<KindRecord | null> {
  const raw = await ctx.redis.hget(kinds(ctx), id);
  return raw === null ? null : recordOf(id, raw);
}

/** Who did it (the forum's user id), and when (instant, ms). */
export interface By {
  person: number;
  now: number;
}

export type Kept =
  | { outcome: "made" | "changed" | "same" | "conflict"; record: KindRecord }
  | { outcome: "missing" }
  /** places in `categoryIds` that belong to other kinds */
  | { outcome: "taken"; places: number[] };

/** One atomic step: version, categories, the new wording, a line of history. */
export async function keepKind(ctx: Context, id: string, version: number, fields: KindFields, by: By): Promise<Kept> {
  const keys = [kinds(ctx), keyOf(ctx, "kinds-gone"), revision(ctx), history(ctx)];
  const answer = await changeKind(ctx.redis, keys, id, version, JSON.stringify(fields), by.now, by.person);
  const [outcome, ...rest] = answer as [Kept["outcome"], ...(string | number)[]];
  if (outcome === "missing") return { outcome };
  if (outcome === "taken") return { outcome, places: rest.map(Number) };
  return { outcome, record: recordOf(id, String(rest[0])) };
}

export type Removed = { outcome: "done" | "same" | "missing" } | { outcome: "conflict"; record: KindRecord };

/** The kind goes; its number of versions stays, so that a later kind of that name goes on counting. */
export async function dropKind(ctx: Context, id: string, version: number, by: By): Promise<Removed> {
  const keys = [kinds(ctx), keyOf(ctx, "kinds-gone"), revision(ctx), history(ctx)];
  const answer = await removeKind(ctx.redis, keys, id, version, by.now, by.person);
  const [outcome, raw] = answer as [Removed["outcome"], string?];
  return outcome === "conflict" ? { outcome, record: recordOf(id, String(raw)) } : { outcome };
}

const noWords: SiteWords = { version: 0, notice: null, calm: null, links: [], visitors: true };
const wordsOf = (raw: string | null): SiteWords => (raw === null ? noWords : SiteWords.parse(JSON.parse(raw)));

/** Version 0: nobody has written any. */
export const loadWords = async (ctx: Context): Promise<SiteWords> => wordsOf(await ctx.redis.get(words(ctx)));

export async function keepWords(ctx: Context, { version, ...said }: SiteWords, by: By) {
  const keys = [words(ctx), revision(ctx), history(ctx)];
  const answer = await changeWords(ctx.redis, keys, version, JSON.stringify(said), by.now, by.person);
  const [outcome, raw] = answer as ["changed" | "same" | "conflict", string];
  return { outcome, words: wordsOf(raw || null) };
}

/** Another number than before: kinds or words have changed. */
export const readRevision = async (ctx: Context): Promise<string> => (await ctx.redis.get(revision(ctx))) ?? "0";
