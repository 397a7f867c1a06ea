import type { Preferences } from "@veille/shared/api/preferences";
import type { Context } from "../context.ts";
import { HttpProblem } from "../platform/errors.ts";
import * as store from "./store.ts";

const usual: Preferences = { version: 0, dismissed: [] };

export const readPreferences = async (ctx: Context, userId: number): Promise<Preferences> =>
  (await store.loadPreferences(ctx, userId)) ?? usual;

/** @throws HttpProblem 409 with what stands */
export async function putPreferences(ctx: Context, userId: number, asked: Preferences): Promise<Preferences> {
  const dismissed = [...new Set(asked.dismissed)].sort();
  const { outcome, preferences } = await store.keepPreferences(ctx, userId, { ...asked, dismissed });
  const present = preferences ?? usual;
  if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present });
  return present;
}
