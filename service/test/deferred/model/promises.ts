import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { Who } from "../../support/service.ts";
import type { World } from "./world.ts";

export const minute = 60_000;

/** A change that a person asked for and that was acknowledged. */
export interface Asked {
  method: string;
  path: string;
  body: unknown;
  as: Who;
  entry: Entry;
  /** the version that the answer gave; null: it gave none */
  gave: number | null;
}

/** What was promised about one text. */
export interface Entry {
  id: string;
  author: Who;
  /** who and where to: posts of one lane come out in order */
  lane: string;
  /** the wordings that may come out; every other one of this text must not */
  may: Set<string>;
  /** as the author last saw it */
  told: DeferredPost;
  /** its author asked for it to come out at once */
  hurried: boolean;
  deleted: boolean;
  /** how often it stood in the forum when it was erased */
  outWhenErased: number;
  /** its author acted on it in this step */
  touched: boolean;
  last: Asked | null;
}

export interface Model {
  entries: Entry[];
  /** every wording ever sent; null: it was never acknowledged */
  owners: Map<string, Entry | null>;
  /** posts of the forum that were looked at */
  seen: Set<number>;
  asked: Asked[];
  /** the latest instant that the clock has shown */
  latest: number;
  /** hours have changed in this step: what was shown before may come earlier */
  hoursChanged: boolean;
  wentBack: boolean;
}

export const createModel = (): Model => ({
  entries: [],
  owners: new Map(),
  seen: new Set(),
  asked: [],
  latest: 0,
  hoursChanged: false,
  wentBack: false,
});

export const hasEnded = ({ state }: DeferredPost): boolean =>
  state === "published" || state === "given_back" || state === "taken_back";
const isBack = ({ state }: DeferredPost): boolean => state === "given_back" || state === "taken_back";

export const alive = (model: Model): Entry[] => model.entries.filter(({ deleted }) => !deleted);

export function broken(promise: string, ...about: unknown[]): never {
  const lines = about.map((one) => JSON.stringify(one, (key, value: unknown) => (key === "entry" ? undefined : value)));
  throw new Error(`Broken: ${promise}\n${lines.join("\n")}`);
}

/** A person's whole list, as the person gets it. */
async function listOf(world: World, as: Who): Promise<Map<string, DeferredPost>> {
  const { status, body } = await world.call(0, "GET", "/v1/deferred-posts?limit=100", as);
  if (status !== 200) broken("the list is always answered", status, body);
  return new Map((body.posts as DeferredPost[]).map((post) => [post.id, post]));
}

interface Written {
  id: number;
  raw: string;
  userId: number;
  topicId: number;
}

/** What stands in the forum of our texts, deleted or not, in the order in which it was written. */
function written(world: World, model: Model): Written[] {
  const posts = world.chain.forum.store.all("posts").filter(({ raw }) => model.owners.has(raw));
  return posts.sort((a, b) => a.id - b.id);
}

export const writtenOf = (world: World, model: Model, entry: Entry): Written[] =>
  written(world, model).filter(({ raw }) => model.owners.get(raw) === entry);

const due = ({ dueAt }: DeferredPost): number | null => (dueAt === null ? null : Date.parse(dueAt));

/** A text that has just come out: was it allowed to, then, there, in that wording? */
function mayComeOut(model: Model, entry: Entry, post: Written): void {
  const { told, may, author } = entry;
  if (!may.has(post.raw)) broken("only the acknowledged wording comes out", post, [...may], told);
  if (post.userId !== author.id) broken("it comes out under its author's name", post, told);
  if (isBack(told)) broken("nothing comes out that is back with its author", post, told);
  if (told.target.type === "reply" && told.target.topicId !== post.topicId)
    broken("it comes out where it was meant to", post, told);
  const planned = due(told);
  const followsHours = model.hoursChanged && "opening" in told.when;
  if (planned !== null && planned > model.latest && !entry.hurried && !followsHours)
    broken("nothing comes out before its time", post, told);
}

/** Whoever was due before in the same lane has come out before, unless something that is said takes it out of the lane. */
async function inOrder(world: World, model: Model, entry: Entry, post: Written, all: Written[]): Promise<void> {
  const now = world.chain.clock.now();
  const mine = Math.min(due(entry.told) ?? now, entry.hurried ? now : Infinity);
  if (entry.told.state === "in_review" || model.hoursChanged) return;
  // an attempt that runs since before the clock went back owes nothing to what was deferred meanwhile
  if (model.wentBack && entry.told.history.some(({ event }) => event === "doubt")) return;
  for (const other of model.entries) {
    const { told, lane } = other;
    if (other === entry || lane !== entry.lane || other.deleted || other.touched) continue;
    const theirs = due(told);
    const inLane = ["waiting", "publishing", "unsure"].includes(told.state) && told.requested === null;
    if (!inLane || theirs === null || theirs > now) continue;
    const before = [theirs - mine, Date.parse(told.deferredAt) - Date.parse(entry.told.deferredAt)].find(Boolean) ?? 0;
    if (before > 0 || (before === 0 && other.id > entry.id)) continue;
    const wait = told.notBefore === null ? 0 : Date.parse(told.notBefore) - now;
    if (wait > 15 * minute || all.some((one) => other.may.has(one.raw) && one.id < post.id)) continue;
    const fresh = (await listOf(world, other.author)).get(other.id);
    if (!fresh) broken("nothing is lost", told);
    const waits = fresh.notBefore !== null && Date.parse(fresh.notBefore) - now > 15 * minute;
    const left = fresh.requested !== null || waits || (due(fresh) ?? 0) > now;
    if (left || isBack(fresh) || fresh.state === "in_review" || fresh.state === "giving_back") continue;
    broken("one author's posts in one topic come out in order", { passed: post.raw, mine }, entry.told, fresh, {
      theirs,
    });
  }
}

/** What a person sees of one text must agree with what was seen before, and with the forum. */
function agrees(entry: Entry, now: DeferredPost, posts: Written[]): void {
  const before = entry.told;
  const ours = posts.filter(({ raw }) => entry.may.has(raw));
  if (now.version < before.version) broken("versions only grow", before, now);
  if (before.state === "published" && now.state !== "published") broken("what is published stays so", before, now);
  if (now.state === "published") {
    const [post] = ours;
    if (!post || post.id !== now.published?.postId) broken("what is called published stands in the forum", now, ours);
    if (now.raw !== "") broken("what is out is not in hand as well", now);
    return;
  }
  if (!entry.may.has(now.raw)) broken("a text in hand is the acknowledged one", now, [...entry.may]);
  if (isBack(now) && ours.length > 0) broken("a text that is back is not in the forum", now, ours);
  if (now.requested === null && (now.state === "waiting" || isBack(now))) entry.may = new Set([now.raw]);
}

/** Holds every promise against what the people and the forum see now. */
export async function look(world: World, model: Model): Promise<void> {
  model.latest = Math.max(model.latest, world.chain.clock.now());
  const lists = new Map<number, Map<string, DeferredPost>>();
  for (const person of world.people) lists.set(person.id, await listOf(world, person));
  const all = written(world, model);
  for (const post of all) {
    if (model.seen.has(post.id)) continue;
    const entry = model.owners.get(post.raw);
    if (!entry) broken("what was never acknowledged never comes out", post);
    mayComeOut(model, entry, post);
    await inOrder(world, model, entry, post, all);
    model.seen.add(post.id);
  }
  for (const entry of model.entries) {
    const posts = all.filter(({ raw }) => model.owners.get(raw) === entry);
    if (posts.length > 1) broken("a text comes out once", posts, entry.told);
    if (entry.deleted) {
      if (posts.length > entry.outWhenErased) broken("nothing erased comes out", posts, entry.told);
      continue;
    }
    const now = lists.get(entry.author.id)?.get(entry.id);
    if (!now) broken("nothing is lost", entry.told);
    agrees(entry, now, posts);
    entry.told = now;
    entry.touched = false;
    if (now.state === "waiting" && due(now) !== null && (due(now) as number) > model.latest) entry.hurried = false;
  }
  model.hoursChanged = false;
}
