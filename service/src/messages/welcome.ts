import type { Person } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { loadChoices } from "../declared-hours/store.ts";
import { isTeam, keepsQuiet, kindsOf } from "../declared-hours/team.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { localeOf } from "../platform/tokens.ts";
import { send } from "./outbox.ts";
import { welcomeMembers } from "./welcome-members.ts";
import * as store from "./welcome-store.ts";
import { welcomeMessage } from "./welcome-words.ts";

const batch = 100;
const fortnight = 14 * 86_400_000;
const lease = 60_000;
const hour = 3_600_000;

/** Keeps that somebody entered a group, where it is a team. */
async function noteEntry(ctx: Context, userId: number, groupId: number): Promise<void> {
  const kinds = await listKinds(ctx);
  if (!isTeam(groupId) || !kinds.some((kind) => kind.groupId === groupId)) return;
  await store.noteMembers(ctx, [userId]);
}

async function tell(ctx: Context, person: Person, kinds: KindRecord[], reminder: boolean): Promise<void> {
  const locale = localeOf(person.locale);
  const [kind] = kindsOf(kinds, person.groups);
  if (!kind) return;
  const message = welcomeMessage({
    locale,
    kind: kind.name[locale],
    reminder,
    baseUrl: ctx.config.forumOrigin,
    contact: ctx.site.get()?.settings.contact ?? null,
  });
  const key = `${reminder ? "welcome-again" : "welcome"}-${person.userId}`;
  await send(ctx, { key, userId: person.userId, ...message });
}

const reads = (person: Person | undefined): person is Person =>
  person !== undefined && (person.state === "active" || person.state === "silenced");

/** Somebody who is in a team, and was told of it never or 14 days ago. Who has chosen is asked no more. */
async function lookAt(ctx: Context, userId: number, person: Person | undefined, chose: boolean, kinds: KindRecord[]) {
  const times = await store.timesTold(ctx, userId);
  if (chose) return store.noteLook(ctx, userId, { told: times, next: null });
  if (!reads(person)) return store.noteLook(ctx, userId, { told: null, next: null });
  const now = ctx.clock.now();
  // a kind that is still being set up says nothing to anybody
  const shown = kinds.filter((kind) => kind.shown);
  if (kindsOf(shown, person.groups).length === 0) {
    const waits = kindsOf(kinds, person.groups).length > 0;
    return store.noteLook(ctx, userId, { told: null, next: waits ? now + hour : null });
  }
  await tell(ctx, person, shown, times > 0);
  return store.noteLook(ctx, userId, { told: times + 1, next: times === 0 ? now + fortnight : null });
}

/** One look at who is due. Answers how many were looked at. */
export async function welcomeOnce(ctx: Context): Promise<number> {
  const ids = await store.takeDue(ctx, batch, lease);
  if (ids.length === 0) return 0;
  const people = await ctx.forum.people(ids);
  if (!people.ok) return 0;
  const known = new Map(people.answer.map((person) => [person.userId, person]));
  const kinds = await listKinds(ctx);
  for (const { userId, hours } of await loadChoices(ctx, ids))
    await lookAt(ctx, userId, known.get(userId), hours !== null, kinds);
  return ids.length;
}

/** One message to who is in a team, one reminder after 14 days; no answer changes nothing. */
export async function startWelcoming(ctx: Context): Promise<void> {
  ctx.bus.on("group-joined", ({ userId, groupId }) => {
    if (!keepsQuiet(ctx)) return;
    noteEntry(ctx, userId, groupId).catch((error: unknown) => ctx.log.warn({ err: error }, "welcome"));
  });
  ctx.alarms.on("welcome", async () => {
    if (ctx.health.blocked() || !keepsQuiet(ctx)) return;
    await welcomeMembers(ctx);
    while ((await welcomeOnce(ctx)) > 0);
  });
  await ctx.alarms.every("welcome", ctx.config.sweep);
}
