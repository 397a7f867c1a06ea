import type { OutcomeItem } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { type Asked, bury, outcome, outcomeOf } from "./rows.ts";

/** The fence: after `cancelled` nothing ever comes out under this key. `busy`: an attempt holds it right now. */
export function cancel(forum: Context, asked: Asked): OutcomeItem {
  if (forum.busy.keys.has(asked.key)) return outcome(asked.key, { outcome: "busy", retryAfter: 2 });
  return forum.store.transaction(() => {
    const known = outcomeOf(forum, asked);
    if (known?.outcome === "existing" || known?.outcome === "key_conflict") return known;
    bury(forum, asked);
    return outcome(asked.key, { outcome: "cancelled" });
  });
}
