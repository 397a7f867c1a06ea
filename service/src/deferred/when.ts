import type { Target } from "@veille/shared/api/deferred-post";
import type { When } from "@veille/shared/api/when";
import { resolveLocal, type Resolved } from "@veille/shared/time/wall-time";
import { defaultSettings, type Context } from "../context.ts";
import { calendarOf, findKind } from "../kinds/kinds.ts";
import { iso, ms } from "../platform/clock.ts";
import { badField } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import type { Patch } from "./record.ts";

const minute = 60_000;
const day = 86_400_000;

/** Nothing of an earlier choice survives a new one. */
const afresh: Patch = {
  wall: null,
  dis: null,
  due: null,
  kind: null,
  after: null,
  bound: null,
  slip: null,
  shown: null,
  notBeforeWish: null,
  reached: null,
  reachedAt: null,
  firstTry: null,
  notBefore: null,
  hops: null,
  code: null,
  errors: null,
};

/** How far ahead a post may wait, ms. */
export const farthest = (ctx: Context): number =>
  (ctx.site.get()?.settings.daysAhead ?? defaultSettings.daysAhead) * day;

type Moment = { local: string; zone: string; disambiguation?: "earlier" | "later" | undefined };

const resolvedLately = new Map<string, Resolved>();

/** Many people mean the same moment, such as tomorrow at nine. @throws RangeError */
function resolve({ local, zone, disambiguation }: Moment): Resolved {
  const name = `${local} ${zone} ${disambiguation ?? ""}`;
  const known = resolvedLately.get(name);
  if (known) return known;
  const resolved = resolveLocal(local, zone, disambiguation);
  if (resolvedLately.size >= 1_000) resolvedLately.clear();
  resolvedLately.set(name, resolved);
  return resolved;
}

function instantOf(moment: Moment): number {
  let resolved: Resolved;
  try {
    resolved = resolve(moment);
  } catch {
    throw badField("when.moment.local", "no_such_date");
  }
  if (resolved.ok) return resolved.at;
  const possibilities = resolved.possibilities.map((one) => ({ ...one, at: iso(one.at) }));
  throw badField("when.moment.local", resolved.code, { possibilities });
}

/** The record's fields for a chosen moment or opening. @throws HttpProblem 400 with the field and why */
export async function resolveWhen(ctx: Context, when: When, target: Target, person: Person): Promise<Patch> {
  const now = ctx.clock.now();
  if ("moment" in when) {
    const at = instantOf(when.moment);
    const path = "when.moment.local";
    if (at <= now) throw badField(path, "past");
    if (at < now + minute) throw badField(path, "too_near");
    if (at > now + farthest(ctx)) throw badField(path, "too_far");
    const { local, zone, disambiguation } = when.moment;
    return { ...afresh, wall: local, zone, dis: disambiguation ?? null, due: at };
  }
  const kind = await findKind(ctx, when.opening);
  if (!kind || !(kind.shown || person.coordinator)) throw badField("when.opening", "unknown_kind");
  const reachable =
    target.type !== "message" || (kind.groupName !== null && target.recipients.includes(kind.groupName));
  const calendar = calendarOf(kind);
  if (!reachable || !calendar.offersOpenings) throw badField("when.opening", "no_opening");
  const after = Math.max(now, when.notBefore ? ms(when.notBefore) : 0);
  if (after > now + farthest(ctx)) throw badField("when.notBefore", "too_far");
  const first = calendar.firstAfter(after);
  if (!first) throw badField("when.opening", "no_opening");
  return {
    ...afresh,
    zone: person.zone ?? kind.zone,
    kind: kind.id,
    after,
    shown: first.start,
    // the start of the second opening after the one first shown: never later than this
    bound: calendar.nthAfter(after, 3)?.start ?? null,
    notBeforeWish: when.notBefore ? ms(when.notBefore) : null,
  };
}
