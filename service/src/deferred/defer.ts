import type { DeferPost } from "@veille/shared/api/deferred-post";
import type { Context } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { checkLengths, checkRoom, hashFor, placeOf, settings } from "./fields.ts";
import type { DeferredRecord, Patch } from "./record.ts";
import * as store from "./store.ts";
import { hashOf, picturesOf, sealText, type Text, textOf } from "./text.ts";
import { type Done, told } from "./told.ts";
import { toDeferredPost } from "./view.ts";
import { resolveWhen } from "./when.ts";

const twoDays = 2 * 86_400_000;

/** uuid v7 carries its making in its first 48 bits, ms since the epoch (RFC 9562 §5.7). */
const madeAt = (uuid: string): number => Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);

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
