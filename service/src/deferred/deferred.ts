import type {
  AnswerQuestion,
  DeferAgain,
  DeferPost,
  DeferredPost,
  EditDeferredPost,
  Target,
} from "@veille/shared/api/deferred-post";
import { defaultSettings, type Context } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import { memoryInUse } from "../platform/durability.ts";
import { ms } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import type { DeferredRecord, Patch } from "./record.ts";
import * as store from "./store.ts";
import { contentHash, hashOf, openText, picturesOf, sealText, type Text, textOf } from "./text.ts";
import { noteSlip } from "./slip.ts";
import { type Known, targetOf, toDeferredPost } from "./view.ts";
import { resolveWhen } from "./when.ts";

const twoDays = 2 * 86_400_000;

export interface Done {
  status: 200 | 201 | 202;
  post: DeferredPost;
}

const settings = (ctx: Context) => ctx.site.get()?.settings ?? defaultSettings;

/** uuid v7 carries its making in its first 48 bits, ms since the epoch (RFC 9562 §5.7). */
const madeAt = (uuid: string): number => Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);

/** The forum's own lengths, where it has told us. @throws HttpProblem */
function checkLengths(ctx: Context, raw: string | undefined, target: Target | undefined): void {
  const site = ctx.site.get();
  if (!site) return;
  if (raw !== undefined && raw.length > site.maxPostLength) throw badField("raw", "too_long");
  if (!target || target.type === "reply") return;
  if (target.title.length > site.maxTopicTitleLength) throw badField("target.title", "too_long");
  if (target.type === "topic" && target.title.length < site.minTopicTitleLength)
    throw badField("target.title", "too_short");
}

/** New texts are refused while Redis is nearly full; everything that ends a text still works. @throws HttpProblem 507 */
async function checkRoom(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const known = room.get(ctx);
  const fresh = known && Math.abs(now - known.at) < 5_000 ? known : { at: now, used: await memoryInUse(ctx.redis) };
  room.set(ctx, fresh);
  if (fresh.used >= 0.8) throw new HttpProblem(507, "storage_full");
}
const room = new WeakMap<Context, { at: number; used: number }>();

const placeOf = (target: Target): Patch => ({
  at: null,
  ask: null,
  type: target.type,
  topic: target.type === "reply" ? target.topicId : null,
  replyTo: target.type === "reply" ? target.replyToPostId : null,
  category: target.type === "topic" ? target.categoryId : null,
});

const hashFor = (text: Text, target: Target): string =>
  contentHash(text, {
    type: target.type,
    topic: target.type === "reply" ? target.topicId : undefined,
    replyTo: target.type === "reply" ? (target.replyToPostId ?? undefined) : undefined,
    category: target.type === "topic" ? (target.categoryId ?? undefined) : undefined,
  });

async function newFields(ctx: Context, asked: DeferPost, text: Text, person: Person): Promise<Patch> {
  const home = asked.kind === undefined ? null : await findKind(ctx, asked.kind);
  if (asked.kind !== undefined && !home) throw badField("kind", "unknown_kind");
  const { late, movedOn } = home ?? settings(ctx);
  return {
    author: person.id,
    locale: person.locale,
    state: "waiting",
    version: 1,
    generation: 1,
    made: hashOf(asked),
    hash: hashFor(text, asked.target),
    sealed: 1,
    pics: picturesOf(text.raw).length || null,
    ...placeOf(asked.target),
    draftKey: asked.draftKey,
    home: home?.id ?? null,
    late: asked.late ?? late,
    movedOn: asked.movedOn ?? movedOn,
    deferredAt: ctx.clock.now(),
    ...(await resolveWhen(ctx, asked.when, asked.target, person)),
  };
}

/** A new record has no fields to remove. */
function withoutNull(patch: Patch): Patch {
  const fields: Patch = {};
  for (const name in patch) {
    const value = patch[name as keyof Patch];
    if (value !== null && value !== undefined) fields[name as keyof Patch] = value;
  }
  return fields;
}

/** The present state where this very creation came before; null where it did not. @throws HttpProblem 404, 409 */
async function sameAsBefore(ctx: Context, id: string, asked: DeferPost, person: Person): Promise<Done | null> {
  const [there] = await store.load(ctx, [id]);
  if (!there) return null;
  if (there.record.author !== person.id) throw new HttpProblem(404, "not_found");
  const post = await toDeferredPost(ctx, there);
  if (there.record.made !== hashOf(asked)) throw new HttpProblem(409, "other_content", { present: post });
  return { status: 200, post };
}

/** Keeps a text until its moment. The same creation again answers how it stands, also after an edit. @throws HttpProblem */
export async function defer(ctx: Context, id: string, asked: DeferPost, person: Person): Promise<Done> {
  const text = textOf(asked.raw, asked.target, asked.topicTitle ?? null);
  let fields: Patch;
  try {
    if (Math.abs(madeAt(id) - ctx.clock.now()) > twoDays) throw badField("id", "uuid_time");
    checkLengths(ctx, asked.raw, asked.target);
    fields = withoutNull(await newFields(ctx, asked, text, person));
    await checkRoom(ctx);
  } catch (problem) {
    // a retry that comes late, when the moment has passed, is still the same text
    const before = problem instanceof HttpProblem ? await sameAsBefore(ctx, id, asked, person) : null;
    if (before) return before;
    throw problem;
  }
  const sealed = sealText(ctx.sealer, id, 1, text);
  const made = await store.make(ctx, id, settings(ctx).waitingPerPerson, fields, sealed);
  if (made === "limit") throw new HttpProblem(409, "too_many_waiting");
  if (made === "gone") throw new HttpProblem(410, "gone");
  if (made === "there") {
    const before = await sameAsBefore(ctx, id, asked, person);
    if (!before) throw new HttpProblem(410, "gone");
    return before;
  }
  // every field was made above, of the type that reading it back would give
  const record = { id, ...fields } as DeferredRecord;
  const first = { at: new Date(record.deferredAt).toISOString(), event: "deferred", code: null } as const;
  // whether moderators pause its topic is told with the list: one more question to Redis for every deferral is too much
  return { status: 201, post: await told(ctx, { record, sealed, history: [first] }, { paused: null, text }) };
}

/** What its author is told right after a change. */
async function told(ctx: Context, stored: store.Stored, known: Known = {}): Promise<DeferredPost> {
  const post = await toDeferredPost(ctx, stored, known);
  await noteSlip(ctx, stored, post.dueAt === null ? null : ms(post.dueAt));
  return post;
}

/** @throws HttpProblem 404 */
async function own(ctx: Context, id: string, person: Person): Promise<store.Stored> {
  const stored = await store.loadOwn(ctx, person.id, id);
  if (!stored) throw new HttpProblem(404, "not_found");
  return stored;
}

export const readOne = async (ctx: Context, id: string, person: Person): Promise<DeferredPost> =>
  toDeferredPost(ctx, await own(ctx, id, person));

/** What became of an act, with the state as it is now. @throws HttpProblem 404, 409 */
async function answer(ctx: Context, changed: store.Changed, id: string, person: Person): Promise<Done> {
  if (changed === "missing") throw new HttpProblem(404, "not_found");
  if (changed === "limit") throw new HttpProblem(409, "too_many_waiting");
  const post = await told(ctx, await own(ctx, id, person));
  if (changed === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present: post });
  return { status: changed === "requested" || post.requested !== null ? 202 : 200, post };
}

type Rewrite = Pick<EditDeferredPost, "raw" | "target" | "when" | "late" | "movedOn" | "topicTitle">;

/** Fields and sealed text that a change makes of a record; an unchanged `when` is not judged again. */
async function rewritten(
  ctx: Context,
  { record, sealed }: store.Stored,
  asked: Rewrite,
  person: Person,
  version: number
) {
  checkLengths(ctx, asked.raw, asked.target);
  const before = openText(ctx.sealer, record, sealed);
  const target = asked.target ?? targetOf(record, before);
  const text = textOf(asked.raw ?? before.raw, target, asked.topicTitle ?? (asked.target ? null : before.topicTitle));
  const changesText = asked.raw !== undefined || asked.target !== undefined || asked.topicTitle !== undefined;
  const fields: Patch = {
    ...(changesText && {
      ...placeOf(target),
      hash: hashFor(text, target),
      sealed: version + 1,
      pics: picturesOf(text.raw).length || null,
    }),
    ...(asked.when && (await resolveWhen(ctx, asked.when, target, person))),
    ...(asked.late && { late: asked.late }),
    ...(asked.movedOn && { movedOn: asked.movedOn }),
  };
  return { fields, sealed: changesText ? sealText(ctx.sealer, record.id, version + 1, text) : "" };
}

/** The same change again, asked with the version it was first asked with: not judged anew, its moment may have come. */
const isRepeated = ({ record }: store.Stored, { version, hash }: store.Change): boolean =>
  record.version === version + 1 && record.change === hash;

export async function edit(ctx: Context, id: string, asked: EditDeferredPost, person: Person): Promise<Done> {
  const stored = await own(ctx, id, person);
  const change = { id, author: person.id, version: asked.version, hash: hashOf(asked) };
  if (isRepeated(stored, change)) return answer(ctx, "same", id, person);
  const { fields, sealed } = await rewritten(ctx, stored, asked, person, asked.version);
  const event = asked.raw === undefined && asked.target === undefined && asked.when ? "moved" : "edited";
  return answer(ctx, await store.edit(ctx, change, fields, sealed, event), id, person);
}

export async function deferAgain(ctx: Context, id: string, asked: DeferAgain, person: Person): Promise<Done> {
  const stored = await own(ctx, id, person);
  const change = { id, author: person.id, version: asked.version, hash: hashOf(asked) };
  if (isRepeated(stored, change)) return answer(ctx, "same", id, person);
  await checkRoom(ctx);
  const { fields, sealed } = await rewritten(ctx, stored, asked, person, asked.version);
  const again: Patch = { ...fields, deferredAt: ctx.clock.now() };
  return answer(ctx, await store.deferAgain(ctx, change, again, sealed, settings(ctx).waitingPerPerson), id, person);
}

/** Where a reply to a whole topic goes after a split: it stays, or follows what was split off. @throws HttpProblem */
export async function answerQuestion(ctx: Context, id: string, asked: AnswerQuestion, person: Person): Promise<Done> {
  const { record } = await own(ctx, id, person);
  if (record.ask === undefined)
    throw new HttpProblem(409, "changed_meanwhile", { present: await readOne(ctx, id, person) });
  const { version, go } = asked;
  if (go === "follow") {
    return edit(ctx, id, { version, target: { type: "reply", topicId: record.ask, replyToPostId: null } }, person);
  }
  const change = { id, author: person.id, version, hash: hashOf(asked) };
  return answer(ctx, await store.edit(ctx, change, { ask: null }, "", "answered"), id, person);
}

type Acts = "publishNow" | "takeBack" | "remove";

/** Publish now, take back, delete. `draft` false: the text is back in the composer, no draft is wanted. */
export async function act(
  ctx: Context,
  name: Acts,
  id: string,
  version: number,
  person: Person,
  draft = true
): Promise<Done | null> {
  const change = { id, author: person.id, version, hash: hashOf([name, version]) };
  const changed = await (name === "takeBack" ? store.takeBack(ctx, change, draft) : store[name](ctx, change));
  if (name !== "remove") return answer(ctx, changed, id, person);
  if (changed === "conflict") throw new HttpProblem(409, "not_ended", { present: await readOne(ctx, id, person) });
  if (changed === "missing") throw new HttpProblem(404, "not_found");
  return null;
}
