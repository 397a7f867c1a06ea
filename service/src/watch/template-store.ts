import { type ShiftTemplateFields, ShiftTemplateFields as Fields } from "@veille/shared/api/shift-template";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { applyPlan } from "./scripts/templates.ts";

export interface TemplateRecord extends ShiftTemplateFields {
  id: string;
  version: number;
}

const Wording = z.object({ version: z.int(), ...Fields.shape });
const templates = (ctx: Context): string => keyOf(ctx, "watch-templates");

const recordOf = (id: string, raw: string): TemplateRecord => ({ id, ...Wording.parse(JSON.parse(raw)) });

export async function loadTemplates(ctx: Context): Promise<TemplateRecord[]> {
  const all = await ctx.redis.hgetall(templates(ctx));
  return Object.keys(all)
    .sort()
    .map((id) => recordOf(id, all[id]!));
}

export async function loadTemplate(ctx: Context, id: string): Promise<TemplateRecord | null> {
  const raw = await ctx.redis.hget(templates(ctx), id);
  return raw === null ? null : recordOf(id, raw);
}

/** What becomes of a template's shifts, as the script reads it. */
export interface RawPlan {
  checks: Record<string, number>;
  make: { id: string; k: string; d: string; s: number; e: number; days: boolean; places: number }[];
  change: { id: string; d: string; s: number; e: number; days: boolean; places: number; leaving: number[] }[];
  cancel: string[];
}

export interface Applied {
  outcome: "changed" | "made" | "same" | "conflict" | "missing" | "used" | "stale";
  template: TemplateRecord | null;
  noticed: boolean;
  users: number[];
}

/** One atomic step. `wording`: the new one, null where it stays, "gone" where it goes. */
export async function apply(
  ctx: Context,
  id: string,
  asked: { plan: RawPlan; version: number; wording: ShiftTemplateFields | "gone" | null; by: number; away: string }
): Promise<Applied> {
  const { plan, version, wording, by, away } = asked;
  const written = wording === null ? "" : wording === "gone" ? wording : JSON.stringify(wording);
  const keys = [keyOf(ctx, "watch-revision")];
  const where = [`${ctx.config.prefix}:`, ctx.clock.now(), away, id] as const;
  const answer = await applyPlan(ctx.redis, keys, ...where, JSON.stringify(plan), version, written, by);
  const [outcome, raw, noticed, users] = answer as [Applied["outcome"], string, number, (number | string)[]];
  return { outcome, template: raw ? recordOf(id, raw) : null, noticed: noticed > 0, users: users.map(Number) };
}
