import { createHash, randomBytes } from "node:crypto";
import type { CalendarFeed } from "@veille/shared/api/watch";
import type { Locale } from "@veille/shared/api/common";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Context } from "../context.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import * as store from "./calendar-store.ts";
import { hasTable, inTeam } from "./rights.ts";
import { HttpProblem } from "../platform/errors.ts";
import { type Held, heldBy, holds, loadShifts, type ShiftRecord } from "./shift-store.ts";
import { loadTemplates, type TemplateRecord } from "./template-store.ts";

const day = 86_400_000;
/** A cancelled shift stays so long after its end, that every calendar has heard of it. */
const cancelledFor = 30 * day;
const pastFor = 90 * day;
const hourInSeconds = 3_600;

const words = {
  fr: {
    name: "Mes permanences",
    title: (kind: string, name: string | undefined) => `Permanence — ${name ? `${kind}, ${name}` : kind}`,
    usual: "Jeter un œil au forum, dire bonjour, orienter. Pas besoin de savoir résoudre.",
  },
  en: {
    name: "My watch shifts",
    title: (kind: string, name: string | undefined) => `On watch — ${name ? `${kind}, ${name}` : kind}`,
    usual: "Look at the forum, say hello, point people somewhere. No need to know how to solve things.",
  },
};

interface Source {
  locale: Locale;
  origin: string;
  /** instant, ms */
  now: number;
  held: Held[];
  shifts: ShiftRecord[];
  kinds: KindRecord[];
  templates: TemplateRecord[];
  userId: number;
}

/**
 * Somebody's shifts in iCalendar (RFC 5545): UTC, an UID that stays with the shift, a SEQUENCE that grows whenever it
 * is moved, given up or retaken, and what was given up as cancelled.
 */
export function calendarOf({ locale, origin, now, held, shifts, kinds, templates, userId }: Source): string {
  const said = words[locale];
  const calendar = ical({ name: said.name, prodId: "//Veille//Veille//FR", ttl: hourInSeconds });
  calendar.method(ICalCalendarMethod.PUBLISH);
  const lines = new Map(held.map((one) => [one.shift, one]));
  for (const shift of [...shifts].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))) {
    const line = lines.get(shift.id);
    if (!line) continue;
    const mine = line.mine && !shift.gone && holds(shift, userId);
    if (shift.end < now - (mine ? pastFor : cancelledFor)) continue;
    const kind = kinds.find(({ id }) => id === shift.kind);
    const template = templates.find(({ id }) => id === shift.template);
    calendar.createEvent({
      id: `${shift.id}@${new URL(origin).hostname}`,
      ...{ start: new Date(shift.start), end: new Date(shift.end) },
      ...{ stamp: new Date(line.at), lastModified: new Date(line.at), sequence: line.sequence },
      status: mine ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
      summary: said.title(kind?.name[locale] ?? "Veille", template?.name?.[locale]),
      description: template?.about?.[locale] ?? said.usual,
      url: `${origin}/veille/permanences?shift=${encodeURIComponent(shift.id)}`,
    });
  }
  return calendar.toString();
}

/** The feed that a secret opens, and its tag; null: none. */
export async function feedOf(ctx: Context, secret: string): Promise<{ body: string; etag: string } | null> {
  const owner = await store.ownerOf(ctx, secret);
  if (!owner) return null;
  const held = await heldBy(ctx, owner.userId);
  const [shifts, kinds, templates] = await Promise.all([
    loadShifts(
      ctx,
      held.map(({ shift }) => shift)
    ),
    listKinds(ctx),
    loadTemplates(ctx),
  ]);
  const body = calendarOf({
    ...owner,
    origin: ctx.config.forumOrigin,
    now: ctx.clock.now(),
    held,
    shifts,
    kinds,
    templates,
  });
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}

/** @throws HttpProblem 403 for who is in no team that has a table */
async function mustHaveTable(ctx: Context, person: Person): Promise<void> {
  const kinds = await listKinds(ctx);
  if (!kinds.some((kind) => hasTable(kind) && inTeam(kind, person))) throw new HttpProblem(403, "not_allowed");
}

export async function readFeedOf(ctx: Context, person: Person): Promise<CalendarFeed> {
  await mustHaveTable(ctx, person);
  const madeAt = await store.secretMadeAt(ctx, person.id);
  return { madeAt: madeAt === null ? null : iso(madeAt), path: null };
}

/** Makes the secret, or replaces it: the old address ends at once. */
export async function makeFeed(ctx: Context, person: Person): Promise<CalendarFeed> {
  await mustHaveTable(ctx, person);
  const secret = randomBytes(32).toString("base64url");
  await store.keepSecret(ctx, person.id, secret, person.locale);
  return { madeAt: iso(ctx.clock.now()), path: `/calendar/${secret}.ics` };
}

export const endFeed = (ctx: Context, userId: number): Promise<void> => store.keepSecret(ctx, userId, null, "fr");
