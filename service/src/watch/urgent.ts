import { localDateOf } from "@veille/shared/time/wall-time";
import { type Context, keyOf } from "../context.ts";
import { findKind } from "../kinds/kinds.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import { script } from "../platform/scripts.ts";
import type { Person } from "../platform/tokens.ts";
import { hasPresence, inTeam } from "./rights.ts";
import { watchersOf } from "./watch.ts";

const twoDays = 2 * 86_400;

/**
 * KEYS: the member's day, notices. ARGV: seconds that the day is kept, now, then the notices. Answers 0 where that day
 * is used up: told and counted are one step.
 */
const tell = script(`
if not redis.call('SET', KEYS[1], ARGV[2], 'NX', 'EX', ARGV[1]) then return 0 end
for at = 3, #ARGV do redis.call('ZADD', KEYS[2], ARGV[2], ARGV[at]) end
return 1
`);

interface Asked {
  kind: string;
  case: number;
  topicId: number | null;
}

/**
 * "This can't wait": to whoever is on watch or present and ticked it, once a day and member. Where nobody is there the
 * day is not used up. Answers how many are told.
 * @throws HttpProblem 400, 404 where the kind has no such thing, 409 `urgent_today`
 */
export async function sayUrgent(ctx: Context, person: Person, asked: Asked): Promise<number> {
  const kind = await findKind(ctx, asked.kind);
  if (!kind || !hasPresence(kind) || kind.urgent === null || !(kind.shown || inTeam(kind, person)))
    throw new HttpProblem(404, "not_found");
  if (asked.case >= kind.urgent.length) throw badField("case", "invalid");
  const now = ctx.clock.now();
  const watchers = (await watchersOf(ctx, [kind], now)).get(kind.id)!;
  const there = watchers.filter(({ urgent, start, userId }) => urgent && start <= now && userId !== person.id);
  const reached = [...new Set(there.map(({ userId }) => userId))];
  if (reached.length === 0) return 0;
  const date = localDateOf(now, person.zone ?? kind.zone);
  const more = [asked.case, asked.topicId ?? "", person.id, date, person.username].join("~");
  const notices = reached.map((userId) => ["urgent", userId, kind.id, 0, more].join("|"));
  const keys = [keyOf(ctx, "urgent-day", person.id, date), keyOf(ctx, "watch-notices")];
  if ((await tell(ctx.redis, keys, twoDays, now, ...notices)) === 0) throw new HttpProblem(409, "urgent_today");
  ctx.bus.emit("watch-changed", {});
  return reached.length;
}
