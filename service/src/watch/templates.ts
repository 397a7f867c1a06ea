import type { PutShiftTemplate, ShiftTemplateFields, TemplatePreview } from "@veille/shared/api/shift-template";
import type { ShiftTemplate } from "@veille/shared/api/shift-template";
import { addDays, localDateOf } from "@veille/shared/time/wall-time";
import { flagsOf } from "@veille/shared/time/windows";
import type { Context } from "../context.ts";
import { findKind, type KindRecord } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { type Away, awayIn } from "./away.ts";
import { afterChange } from "./changed.ts";
import { rememberPerson } from "./people.ts";
import { concernsPeople, digestOf, isEmpty, type Plan, planOf, rawPlan, wanted } from "./plan.ts";
import { shiftsOfTemplate, type ShiftRecord } from "./shift-store.ts";
import * as store from "./template-store.ts";

type Fields = ShiftTemplateFields;

/** As coordinators see it. */
export const describeTemplate = (template: store.TemplateRecord): ShiftTemplate => {
  const { weekday, start, length } = template;
  return { ...template, flags: flagsOf([{ weekday, start, end: "end" in length ? length.end : start }]) };
};

interface Draft {
  plan: Plan;
  standing: ShiftRecord[];
  away: Away;
}

/** Names stay taken for as long as a shift is kept, so that those of the past are looked at too. */
const allTime = 0;

async function draft(ctx: Context, id: string, fields: Fields | null, kind: KindRecord | null): Promise<Draft> {
  const standing = await shiftsOfTemplate(ctx, id, allTime);
  const away = await awayIn(ctx, standing);
  return { plan: planOf(fields, kind, standing, ctx.clock.now(), away.of), standing, away };
}

async function kindFor(ctx: Context, fields: Fields, before: store.TemplateRecord | null): Promise<KindRecord> {
  const kind = await findKind(ctx, fields.kind);
  if (!kind) throw badField("kind", "unknown_kind");
  // people signed up with one team: for another there is another template
  if (before && before.kind !== fields.kind) throw badField("kind", "fixed");
  return kind;
}

const weeksShown = 28;

function previewOf(
  ctx: Context,
  id: string,
  fields: Fields | null,
  kind: KindRecord | null,
  plan: Plan
): TemplatePreview {
  const now = ctx.clock.now();
  const touched = (shift: ShiftRecord) => ({
    ...{ shift: shift.id, date: shift.date, start: iso(shift.start) },
    ...{ people: shift.people.length, listed: shift.list.length },
  });
  const until = kind && addDays(localDateOf(now, kind.zone), weeksShown);
  const next = fields && kind ? wanted(fields, kind, now).filter(({ date }) => date <= until!) : [];
  return {
    digest: digestOf(id, fields, plan),
    concerns: concernsPeople(plan),
    next: next.map(({ date, start, end }) => ({ date, start: iso(start), end: iso(end) })),
    made: plan.make.length,
    kept: plan.kept,
    moved: plan.change.flatMap(({ shift, to, moved }) =>
      moved ? [{ ...touched(shift), toDate: to.date, toStart: iso(to.start) }] : []
    ),
    freed: plan.cancel.map(touched),
    fewer: plan.change.flatMap(({ shift, leaving }) =>
      leaving.length > 0 ? [{ ...touched(shift), leaving: leaving.length }] : []
    ),
  };
}

/** What a change would do, or deleting (`fields` null). @throws HttpProblem 400, 404 */
export async function preview(ctx: Context, id: string, fields: Fields | null): Promise<TemplatePreview> {
  const before = await store.loadTemplate(ctx, id);
  if (!fields && !before) throw new HttpProblem(404, "not_found");
  const kind = fields ? await kindFor(ctx, fields, before) : null;
  return previewOf(ctx, id, fields, kind, (await draft(ctx, id, fields, kind)).plan);
}

const tries = 8;

interface Change {
  id: string;
  version: number;
  fields: Fields | null;
  confirm: string | null;
  by: number;
}

/** Plans and applies until nobody acts in between. @throws HttpProblem 409 where it is to be confirmed first */
async function change(ctx: Context, { id, version, fields, confirm, by }: Change): Promise<store.Applied> {
  const before = await store.loadTemplate(ctx, id);
  const kind = fields ? await kindFor(ctx, fields, before) : null;
  for (let at = 0; at < tries; at += 1) {
    const { plan, standing, away } = await draft(ctx, id, fields, kind);
    if (before?.version === version && concernsPeople(plan) && confirm !== digestOf(id, fields, plan)) {
      const present = previewOf(ctx, id, fields, kind, plan);
      throw new HttpProblem(409, "confirm_first", { present });
    }
    const raw = rawPlan(id, fields, plan, standing);
    const asked = { plan: raw, version, wording: fields ?? ("gone" as const), by, away: away.json() };
    const applied = await store.apply(ctx, id, asked);
    if (applied.outcome !== "stale") return applied;
  }
  throw new HttpProblem(503, "storage_away", { retryAfter: 1 });
}

/**
 * Makes or changes a template, and what stands of its shifts. The same again, with the version it was first asked with,
 * changes nothing. @throws HttpProblem 400, 404, 409
 */
export async function putTemplate(ctx: Context, person: Person, id: string, asked: PutShiftTemplate) {
  const { version, confirm, ...fields } = asked;
  await rememberPerson(ctx, person);
  const applied = await change(ctx, { id, version, fields, confirm, by: person.id });
  const { outcome, template } = applied;
  if (outcome === "missing") throw new HttpProblem(404, "not_found");
  if (outcome === "used") throw new HttpProblem(409, "id_used");
  if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present: describeTemplate(template!) });
  if (outcome !== "same") await afterChange(ctx, applied);
  return { template: describeTemplate(template!), made: outcome === "made" };
}

/** @throws HttpProblem 404, 409 */
export async function deleteTemplate(
  ctx: Context,
  person: Person,
  id: string,
  version: number,
  confirm: string | null
): Promise<void> {
  await rememberPerson(ctx, person);
  const applied = await change(ctx, { id, version, fields: null, confirm, by: person.id });
  if (applied.outcome === "missing") throw new HttpProblem(404, "not_found");
  if (applied.outcome === "conflict")
    throw new HttpProblem(409, "changed_meanwhile", { present: describeTemplate(applied.template!) });
  if (applied.outcome === "changed") await afterChange(ctx, applied);
}

/**
 * Makes shifts true to their templates and kinds: each night the new ones, at once where a kind's dates changed. The
 * same again does nothing. What a kind's closed date takes away, its people are told. Answers how many templates changed.
 */
export async function syncTemplates(ctx: Context): Promise<number> {
  let changed = 0;
  for (const template of await store.loadTemplates(ctx)) {
    const { id, version, ...fields } = template;
    const kind = await findKind(ctx, template.kind);
    for (let at = 0; at < tries; at += 1) {
      const { plan, standing, away } = await draft(ctx, id, kind ? fields : null, kind);
      if (isEmpty(plan)) break;
      const raw = rawPlan(id, kind ? fields : null, plan, standing);
      const applied = await store.apply(ctx, id, { plan: raw, version, wording: null, by: 0, away: away.json() });
      if (applied.outcome === "stale") continue;
      if (applied.outcome === "changed") {
        changed += 1;
        await afterChange(ctx, applied);
      }
      break;
    }
  }
  return changed;
}
