import type { Person } from "@veille/shared/api/forum";
import type { LoudRules } from "@veille/shared/time/loud-intervals";
import type { Context } from "../context.ts";
import { rulesOf } from "../declared-hours/loud.ts";
import { changeAround, type Choices, loadChoices } from "../declared-hours/store.ts";
import { kindsOf } from "../declared-hours/team.ts";
import { type KindRecord, listKinds } from "../kinds/kinds.ts";
import { around, isBackFromLeave, isWanted } from "./due.ts";
import { digestLines } from "../watch/digest-lines.ts";
import { composeDigest, overlap, toldBy } from "./digest.ts";
import { gather, type Gathered } from "./gather.ts";
import { leave, type Leaving, recall } from "./leave.ts";
import * as store from "./store.ts";

const batch = 200;
const lease = 3 * 60_000;
const day = 86_400_000;
/** Somebody may give the old seal key. */
const lockedPause = 20 * 60_000;
/** Longer ago nothing is new. */
const newest = 31 * day;

/** Somebody whose hours have begun, and who wants to know what there was. */
interface Asking {
  choices: Choices;
  rules: LoudRules;
  standing: store.Standing;
  at: number;
}

interface Sorted {
  asking: Asking[];
  leaving: Leaving[];
  passed: Leaving[];
  /** looked at again then; null: not before something changes */
  next: Map<number, number | null>;
}

/** What is to be done for each, by the rules in force now. Who had nothing due at a beginning has that said. */
async function sort(ctx: Context, userIds: number[], kinds: KindRecord[]): Promise<Sorted> {
  const now = ctx.clock.now();
  const standings = await store.loadStandings(ctx, userIds);
  const sorted: Sorted = { asking: [], leaving: [], passed: [], next: new Map() };
  for (const choices of await loadChoices(ctx, userIds)) {
    const { userId } = choices;
    const standing = standings.get(userId)!;
    const rules = rulesOf(choices, kinds);
    const { begun, next } = rules ? around(rules, now) : { begun: null, next: null };
    const runs = begun !== null && now < begun.until;
    sorted.next.set(userId, rules ? (next?.at ?? now + day) : null);
    const { frozen } = standing;
    if (standing.locked) sorted.next.set(userId, now + lockedPause);
    else if (frozen) {
      const leaves = { userId, frozen };
      if (runs && frozen.at === begun.at) sorted.leaving.push(leaves);
      else if (standing.tried) sorted.passed.push(leaves);
      else await store.thaw(ctx, userId, frozen.at, false).then(() => sorted.next.set(userId, now));
    } else if (rules && begun && standing.spoken < begun.at) {
      const rhythm = choices.rhythm?.rhythm ?? "daily";
      if (runs && isWanted(rhythm, standing, begun, now, rules.zone))
        sorted.asking.push({ choices, rules, standing, at: begun.at });
      else await store.noteNone(ctx, userId, begun.at);
    }
  }
  return sorted;
}

const reads = (person: Person | undefined): person is Person =>
  person !== undefined && (person.state === "active" || person.state === "silenced") && person.username !== null;

/** Composes and freezes. Answers what leaves, and who was not reached. */
async function freezeAll(
  ctx: Context,
  asking: Asking[],
  kinds: KindRecord[],
  { people, held, requests }: Gathered
): Promise<{ leaving: Leaving[]; missed: number[] }> {
  const leaving: Leaving[] = [];
  const missed: number[] = [];
  const now = ctx.clock.now();
  const { forumOrigin: baseUrl } = ctx.config;
  const site = ctx.site.get();
  for (const { choices, rules, standing, at } of asking) {
    const { userId } = choices;
    const person = people.get(userId);
    const teams = kindsOf(kinds, person?.groups ?? []);
    if (!reads(person) || teams.length === 0) {
      // who cannot read gets nothing; whose silence it no longer is has it ended by the next push
      if (teams.length === 0) await changeAround(ctx, [userId]);
      await store.noteNone(ctx, userId, at);
      continue;
    }
    const theirs = held.get(userId);
    if (!theirs) {
      missed.push(userId);
      continue;
    }
    const absences = choices.leave?.absences ?? [];
    const frozen = composeDigest({
      ...{ person, standing, held: theirs, requests, at, now, baseUrl, zone: rules.zone },
      watch: await digestLines(ctx, userId, { teams, zone: rules.zone, sent: standing.sent }),
      categoryIds: teams.flatMap(({ categoryIds }) => categoryIds),
      afterLeave: isBackFromLeave(absences, standing.looked, at, rules.zone),
      contact: site?.settings.contact ?? null,
      maxPostLength: site?.maxPostLength ?? 32_000,
    });
    if (!frozen) await store.noteNone(ctx, userId, at, toldBy({ requests, now }));
    else if (await store.freeze(ctx, userId, frozen)) leaving.push({ userId, frozen });
  }
  return { leaving, missed };
}

/** Since when requests are to be asked for: the earliest that one of them was not told of, ms. */
function since(asking: Asking[], now: number): number {
  const times = asking.flatMap(({ standing }) => [standing.told.since, standing.before?.since ?? standing.told.since]);
  return Math.max(now - newest, Math.min(...times) - overlap);
}

/** One look at everybody whose moment has come, at most 200. Answers how many there were. */
export async function digestOnce(ctx: Context): Promise<number> {
  const claimed = await store.claimPoints(ctx, batch, lease);
  if (claimed.length === 0) return 0;
  const kinds = await listKinds(ctx);
  const { asking, leaving, passed, next } = await sort(ctx, claimed, kinds);
  const later = (waits: Map<number, number>) => {
    for (const [userId, wait] of waits) next.set(userId, ctx.clock.now() + wait);
  };
  later(await recall(ctx, passed));
  if (asking.length > 0) {
    const ids = asking.map(({ choices }) => choices.userId);
    const categories = [...new Set(kinds.flatMap(({ categoryIds }) => categoryIds))];
    const gathered = await gather(ctx, ids, categories, since(asking, ctx.clock.now()));
    if (gathered.ok) {
      const { leaving: more, missed } = await freezeAll(ctx, asking, kinds, gathered.answer);
      leaving.push(...more);
      later(new Map(missed.map((userId) => [userId, 1_000])));
    } else {
      const wait = Math.max(gathered.code === "budget" ? 1 : 30_000, (gathered.retryAfter ?? 0) * 1000);
      later(new Map(ids.map((userId) => [userId, wait])));
    }
  }
  later(await leave(ctx, leaving));
  await store.schedule(ctx, next);
  return claimed.length;
}
