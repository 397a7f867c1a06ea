import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { Context } from "../context.ts";
import { ms } from "../platform/clock.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { noteSlip } from "./slip.ts";
import * as store from "./store.ts";
import { type Known, toDeferredPost } from "./view.ts";

export interface Done {
  status: 200 | 201 | 202;
  post: DeferredPost;
}

/** What its author is told right after a change. */
export async function told(ctx: Context, stored: store.Stored, known: Known = {}): Promise<DeferredPost> {
  const post = await toDeferredPost(ctx, stored, known);
  await noteSlip(ctx, stored, post.dueAt === null ? null : ms(post.dueAt));
  return post;
}

/** One's own; everybody else's is hidden. @throws HttpProblem 404 */
export async function own(ctx: Context, id: string, person: Person): Promise<store.Stored> {
  const stored = await store.loadOwn(ctx, person.id, id);
  if (!stored) throw new HttpProblem(404, "not_found");
  return stored;
}

export const readOne = async (ctx: Context, id: string, person: Person): Promise<DeferredPost> =>
  toDeferredPost(ctx, await own(ctx, id, person));

/** What became of an act, with the state as it is now. @throws HttpProblem 404, 409 */
export async function answer(ctx: Context, changed: store.Changed, id: string, person: Person): Promise<Done> {
  if (changed === "missing") throw new HttpProblem(404, "not_found");
  if (changed === "limit") throw new HttpProblem(409, "too_many_waiting");
  const post = await told(ctx, await own(ctx, id, person));
  if (changed === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present: post });
  return { status: changed === "requested" || post.requested !== null ? 202 : 200, post };
}
