import type { Order } from "@veille/shared/api/watch";
import { localDateOf } from "@veille/shared/time/wall-time";
import { addMonths } from "@veille/shared/time/local-date";
import { type Context, keyOf } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import { answersOf } from "../platform/redis.ts";
import type { Person } from "../platform/tokens.ts";
import { awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { overlapsOf } from "./overlaps.ts";
import { rememberPerson } from "./people.ts";
import { actingKind, orderMonths } from "./rights.ts";
import * as scripts from "./scripts/orders.ts";
import { loadShifts, run, shiftsOfTemplate } from "./shift-store.ts";
import { loadTemplate, loadTemplates } from "./template-store.ts";

const longest = 24;

async function template(ctx: Context, person: Person, id: string) {
  const found = await loadTemplate(ctx, id);
  if (!found) throw new HttpProblem(404, "not_found");
  return { found, kind: await actingKind(ctx, found.kind, person) };
}

const awayFor = async (ctx: Context, id: string): Promise<string> =>
  (await awayIn(ctx, await shiftsOfTemplate(ctx, id, ctx.clock.now()))).json();

/**
 * A place on every occurrence until a date, or on its waiting list where it is full; one full date fails nothing. Asked
 * again with a later date it takes what comes after the earlier one; the same again does nothing.
 * @throws HttpProblem 400, 403, 404
 */
export async function putOrder(
  ctx: Context,
  person: Person,
  id: string,
  asked: { until?: string | undefined; automatic?: boolean | undefined }
): Promise<Order> {
  const { kind } = await template(ctx, person, id);
  const today = localDateOf(ctx.clock.now(), kind.zone);
  const until = asked.until ?? addMonths(today, orderMonths(ctx));
  if (until < today) throw badField("until", "past");
  if (until > addMonths(today, longest)) throw badField("until", "too_far");
  const automatic = asked.automatic ?? false;
  await rememberPerson(ctx, person);
  const done = await run(ctx, scripts.keepOrder, await awayFor(ctx, id), id, person.id, until, automatic ? 1 : 0);
  if (done.outcome === "missing") throw new HttpProblem(404, "not_found");
  if (done.outcome === "changed") await afterChange(ctx, done);
  const [taken = [], listed = []] = done.lists;
  const overlaps = await overlapsOf(ctx, person.id, await loadShifts(ctx, taken));
  return { template: id, until, automatic, taken, listed, overlaps };
}

/** The order ends, and what it took from now on is free. @throws HttpProblem 403, 404 */
export async function endOrder(ctx: Context, person: Person, id: string): Promise<string[]> {
  await template(ctx, person, id);
  const done = await run(ctx, scripts.endOrder, await awayFor(ctx, id), id, person.id);
  if (done.outcome === "changed") await afterChange(ctx, done);
  return done.lists[0] ?? [];
}

/** The standing orders that somebody has and that have not run out. */
export async function ordersOf(ctx: Context, userId: number): Promise<Order[]> {
  const templates = await loadTemplates(ctx);
  if (templates.length === 0) return [];
  const pipeline = ctx.redis.pipeline();
  for (const { id } of templates) pipeline.hget(keyOf(ctx, "watch-orders", id), String(userId));
  const texts = (await answersOf(pipeline)) as (string | null)[];
  const orders: Order[] = [];
  for (const [at, { id, kind }] of templates.entries()) {
    const [until = "", automatic] = texts[at]?.split("|") ?? [];
    const zone = (await findKind(ctx, kind))?.zone;
    if (until !== "" && zone && until >= localDateOf(ctx.clock.now(), zone))
      orders.push({ template: id, until, automatic: automatic === "1", taken: [], listed: [], overlaps: [] });
  }
  return orders;
}
