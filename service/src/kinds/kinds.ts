import type { SiteWords } from "@veille/shared/api/availability";
import type { Kind, KindFields } from "@veille/shared/api/kind";
import { knowsRegion, publicHolidays } from "@veille/shared/time/holidays";
import { type OpeningCalendar, openingCalendar } from "@veille/shared/time/openings";
import { localDateOf } from "@veille/shared/time/wall-time";
import { flagsOf } from "@veille/shared/time/windows";
import type { Context } from "../context.ts";
import { badField, HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import * as store from "./store.ts";

export type { KindRecord } from "./store.ts";
type KindRecord = store.KindRecord;

/** All kinds by id, shown or not. One read of Redis. */
export const listKinds = (ctx: Context): Promise<KindRecord[]> => store.loadKinds(ctx);
export const findKind = (ctx: Context, id: string): Promise<KindRecord | null> => store.loadKind(ctx, id);
/** What a co-op says beside its availability; version 0: nothing yet. */
export const findWords = (ctx: Context): Promise<SiteWords> => store.loadWords(ctx);
/** Another answer than before: kinds or words have changed, here or in another copy of the service. */
export const revisionOf = (ctx: Context): Promise<string> => store.readRevision(ctx);

const calendars = new WeakMap<KindRecord, OpeningCalendar>();

/** When the kind's team is there; compiled once for each wording of the kind. */
export function calendarOf(kind: KindRecord): OpeningCalendar {
  let calendar = calendars.get(kind);
  if (!calendar) {
    calendar = openingCalendar(kind);
    calendars.set(kind, calendar);
  }
  return calendar;
}

/** As coordinators see it. */
export const describe = (kind: KindRecord): Kind => ({ ...kind, flags: flagsOf(kind.hours ?? []) });

const conflict = (present: unknown) => new HttpProblem(409, "changed_meanwhile", { present });
const notFound = () => new HttpProblem(404, "not_found");
const by = (ctx: Context, person: Person): store.By => ({ person: person.id, now: ctx.clock.now() });

/** @throws HttpProblem 400 for a region without data */
export function mustKnowRegion({ region }: Pick<KindFields, "region">): void {
  if (region !== null && !knowsRegion(region)) throw badField("region", "unknown_region");
}

/**
 * Makes or changes a kind. The same again, with the version it was first asked with, changes nothing.
 * @throws HttpProblem 400 for a region without data or a category of another kind, 404, 409 with the present kind
 */
export async function putKind(ctx: Context, person: Person, id: string, version: number, asked: KindFields) {
  mustKnowRegion(asked);
  const fields = { ...asked, categoryIds: [...new Set(asked.categoryIds)] };
  const kept = await store.keepKind(ctx, id, version, fields, by(ctx, person));
  if (kept.outcome === "missing") throw notFound();
  if (kept.outcome === "taken") throw categoriesTaken(asked.categoryIds, fields.categoryIds, kept.places);
  if (kept.outcome === "conflict") throw conflict(describe(kept.record));
  if (kept.outcome !== "same") ctx.bus.emit("kind-changed", { kind: id });
  return { kind: describe(kept.record), made: kept.outcome === "made" };
}

function categoriesTaken(asked: number[], once: number[], places: number[]): HttpProblem {
  const at = places.map((place) => asked.indexOf(once[place]!)).sort((a, b) => a - b);
  const errors = at.map((place) => ({ path: `categoryIds.${place}`, code: "category_taken" }));
  return new HttpProblem(400, "bad_input", { errors });
}

/** @throws HttpProblem 404, or 409 with the present kind */
export async function deleteKind(ctx: Context, person: Person, id: string, version: number): Promise<void> {
  const removed = await store.dropKind(ctx, id, version, by(ctx, person));
  if (removed.outcome === "missing") throw notFound();
  if (removed.outcome === "conflict") throw conflict(describe(removed.record));
  if (removed.outcome === "done") ctx.bus.emit("kind-changed", { kind: id });
}

/** @throws HttpProblem 409 with the present words */
export async function putWords(ctx: Context, person: Person, asked: SiteWords): Promise<SiteWords> {
  const { outcome, words } = await store.keepWords(ctx, asked, by(ctx, person));
  if (outcome === "conflict") throw conflict(words);
  if (outcome === "changed") ctx.bus.emit("words-changed", {});
  return words;
}

/** Says in /readyz for which regions and years there is no data, this year and next: no day is a holiday there. */
export async function watchHolidays(ctx: Context): Promise<void> {
  const unknown = new Set<string>();
  for (const { region, zone } of await listKinds(ctx)) {
    if (region === null) continue;
    const year = Number(localDateOf(ctx.clock.now(), zone).slice(0, 4));
    for (const one of [year, year + 1]) if (!publicHolidays(region, one).known) unknown.add(`${region} ${one}`);
  }
  ctx.health.set(
    "holidays_unknown",
    unknown.size > 0 ? `no public holidays are known for ${[...unknown].join(", ")}` : null
  );
}
