import type { AnswerQuestion, DeferAgain, EditDeferredPost } from "@veille/shared/api/deferred-post";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { checkLengths, checkRoom, hashFor, placeOf, settings } from "./fields.ts";
import type { Patch } from "./record.ts";
import * as store from "./store.ts";
import { hashOf, openText, picturesOf, sealText, textOf } from "./text.ts";
import { answer, type Done, own, readOne } from "./told.ts";
import { targetOf } from "./view.ts";
import { resolveWhen } from "./when.ts";

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
