import type { Context } from "../context.ts";
import { mergeHours } from "../declared-hours/merge.ts";
import { handOverAll } from "../deferred/account.ts";
import { mergeMessages } from "../messages/outbox.ts";
import { mergeWelcome } from "../messages/welcome-store.ts";
import { mergePreferences } from "../preferences/store.ts";
import { mergeWatch } from "../watch/merge.ts";

/**
 * Two accounts of the forum became one: everything of the first is the second's. Each step may be done again, so that
 * whoever dies between two of them begins anew. Hours come before shifts: a leave decides who is counted.
 */
export async function mergeAccounts(ctx: Context, userId: number, into: number): Promise<void> {
  await handOverAll(ctx, userId, into);
  await mergeHours(ctx, userId, into);
  await mergeWatch(ctx, userId, into);
  await mergeWelcome(ctx, userId, into);
  await mergePreferences(ctx, userId, into);
  await mergeMessages(ctx, userId, into);
}
