import { localDateOf } from "@veille/shared/time/wall-time";
import { defaultSettings, type Context, keyOf } from "../context.ts";
import { findKind, type KindRecord } from "../kinds/kinds.ts";
import { send } from "../messages/outbox.ts";
import { slipMessage } from "../messages/slip.ts";
import { dueAt } from "./due.ts";
import * as queue from "./queue.ts";
import * as store from "./store.ts";
import { showText } from "./text.ts";

/** One message a post and local day, and only where the day is another one; within the day a line in the list is enough. */
async function tell(ctx: Context, { record, sealed }: store.Stored, kind: KindRecord): Promise<void> {
  const due = dueAt(record, kind);
  const { shown, zone, locale, type } = record;
  if (due === null || shown === undefined || due === shown) return;
  if (localDateOf(due, zone) !== localDateOf(shown, zone)) {
    const text = showText(ctx, record, sealed);
    const { forumOrigin } = ctx.config;
    const message = slipMessage({
      locale,
      type,
      title: type === "reply" ? text.topicTitle : text.title,
      before: shown,
      now: due,
      zone,
      baseUrl: forumOrigin,
      pageUrl: `${forumOrigin}/veille/differes?post=${record.id}`,
      contact: ctx.site.get()?.settings.contact ?? defaultSettings.contact,
    });
    const today = localDateOf(ctx.clock.now(), zone);
    await send(ctx, { key: `slip-${record.id}-${today}`, userId: record.author, ...message });
  }
  await queue.showOther(ctx, record.id, shown, due);
}

const toldOf = (ctx: Context, kind: string): string => keyOf(ctx, "told", kind);

/**
 * A text kept by rules that changed in the same instant was not there when everybody was told: they are gone through
 * once more. `due`: when it comes by the rules in force, instant in ms.
 */
export async function noteSlip(ctx: Context, { record }: store.Stored, due: number | null): Promise<void> {
  const { state, kind, shown, reached } = record;
  if (state !== "waiting" || kind === undefined || reached !== undefined || due === shown) return;
  await ctx.redis.del(toldOf(ctx, kind));
}

/** After a change of a kind's rules: whoever waits for it is told of the new hour, once a version of the rules. */
export async function tellSlips(ctx: Context): Promise<void> {
  for (const id of await queue.kindsAwaited(ctx)) {
    const kind = await findKind(ctx, id);
    const told = toldOf(ctx, id);
    if (!kind || (await ctx.redis.get(told)) === String(kind.version)) continue;
    const ids = await queue.awaiting(ctx, id);
    for (let at = 0; at < ids.length; at += 100) {
      for (const stored of await store.load(ctx, ids.slice(at, at + 100))) await tell(ctx, stored, kind);
    }
    await ctx.redis.set(told, kind.version);
  }
}
