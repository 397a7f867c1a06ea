import type { Openings } from "@veille/shared/api/when";
import { addDays, localDateOf, localOf, resolveLocal } from "@veille/shared/time/wall-time";
import type { Context } from "../context.ts";
import { calendarOf, findKind } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { badField } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { countActive } from "./store.ts";
import { farthest } from "./when.ts";

type Choice = Openings["choices"][number];

/** What the composer offers this person: the kind's next opening, tomorrow at nine; equal instants once. */
export async function openingsFor(ctx: Context, kindId: string | undefined, person: Person): Promise<Openings> {
  const now = ctx.clock.now();
  const kind = kindId === undefined ? null : await findKind(ctx, kindId);
  if (kindId !== undefined && !kind) throw badField("kind", "unknown_kind");
  const zone = person.zone ?? kind?.zone ?? "Europe/Paris";
  const choices: Choice[] = [];
  const opening = kind ? calendarOf(kind).firstAfter(now) : null;
  if (kind && opening) {
    choices.push({
      id: "opening",
      when: { opening: kind.id },
      at: iso(opening.start),
      local: localOf(opening.start, zone),
      zone,
    });
  }
  const local = `${addDays(localDateOf(now, zone), 1)}T09:00`;
  const tomorrow = resolveLocal(local, zone, "earlier");
  if (tomorrow.ok && tomorrow.at !== opening?.start) {
    choices.push({ id: "tomorrow", when: { moment: { local, zone } }, at: iso(tomorrow.at), local, zone });
  }
  return {
    choices,
    farAway: opening !== null && opening.start - now > 7 * 86_400_000,
    waiting: await countActive(ctx, person.id),
    zone,
    earliest: iso(now + 60_000),
    latest: iso(now + farthest(ctx)),
    serverTime: iso(now),
  };
}
