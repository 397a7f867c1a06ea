import { randomBytes } from "node:crypto";
import { readConfig } from "@veille/service/config";
import { type Context, createContext } from "@veille/service/context";
import { noticeKinds, pushOnce } from "@veille/service/declared-hours/push";
import { keepPart } from "@veille/service/declared-hours/store";
import { beat } from "@veille/service/digest/beat";
import { digestOnce } from "@veille/service/digest/run";
import { putKind } from "@veille/service/kinds/kinds";
import type { RequestedTopic } from "@veille/shared/api/forum";
import { KindFields } from "@veille/shared/api/kind";
import { addDays } from "@veille/shared/time/wall-time";
import { Chance } from "./chance.ts";
import { mayRing } from "./oracle.ts";
import { type Chosen, chooseAnew } from "./people.ts";
import { type Alert, isStale, Plugin } from "./plugin.ts";
import { Killed, wire } from "./wire.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const step = 5 * minute;
const days = 17;
const team = 41;
const words = { fr: "Entraide", en: "Help" };

export interface Count {
  events: number;
  outside: number;
  missed: number;
  doubled: number;
  emptyDigests: number;
}

/** A question that the forum asks when it queues an alert, and again when it leaves. */
interface Question {
  at: number;
  userId: number;
  alert: Alert;
  leaves: boolean;
}

export interface Chapter {
  seed: number;
  /** the first local date of 17 days */
  first: string;
  people: number;
  events: number;
  redisUrl: string;
  say: (line: string) => void;
}

/** Seventeen days around a clock change, with the service's own code on a Redis, and the plugin's rule. */
export class Play {
  readonly #chapter: Chapter;
  readonly #chance: Chance;
  readonly #plugin = new Plugin();
  readonly #chosen = new Map<number, Chosen>();
  /** what the forum has of it: a push may fail for a while */
  readonly #inForce = new Map<number, Chosen>();
  readonly #versions = new Map<number, { hours: number; leave: number; digest: number }>();
  readonly #alerts = new Map<number, Alert[]>();
  readonly #requests: RequestedTopic[] = [];
  readonly #count: Count = { events: 0, outside: 0, missed: 0, doubled: 0, emptyDigests: 0 };
  readonly #ctx: Context;
  readonly #start: number;
  #now: number;
  /** until when the service is dead, and when it last was; ms */
  #deadUntil = 0;
  #lately = 0;
  readonly #kind: KindFields;

  constructor(chapter: Chapter) {
    this.#chapter = chapter;
    this.#chance = new Chance(chapter.seed);
    this.#start = this.#now = Date.parse(`${chapter.first}T00:00:00Z`);
    this.#kind = KindFields.parse({
      ...{ name: words, sentence: null, groupId: team, groupName: "equipe", categoryIds: [3] },
      ...{ zone: "Europe/Paris", region: null, holidays: { add: [], remove: [] } },
      hours: [1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, start: "20:00", end: "08:00" }]),
      closures: [{ from: addDays(chapter.first, 5), until: addDays(chapter.first, 5), reason: null }],
      ...{ usualDelay: null, step: 1, late: "next_opening", movedOn: "give_back", offHoursLine: true, shown: true },
    });
    const config = readConfig({
      VEILLE_FORUM_URL: "http://127.0.0.1:9",
      VEILLE_FORUM_KEY: "nobody is asked here",
      VEILLE_TOKEN_SECRETS: randomBytes(24).toString("hex"),
      VEILLE_SEAL_KEY: randomBytes(32).toString("base64"),
      VEILLE_REDIS: chapter.redisUrl,
      VEILLE_NAME: `calm-${chapter.seed}`,
      VEILLE_LOG: "silent",
    });
    this.#ctx = createContext(config, { now: () => this.#now });
    this.#ctx.forum = wire(this.#plugin, this.#requests, team, {
      chance: this.#chance,
      now: () => this.#now,
      rarely: 60,
      stored: (userId) => void this.#inForce.set(userId, this.#chosen.get(userId)!),
    });
  }

  async run(): Promise<Count> {
    await this.#raise();
    const questions = this.#questions();
    let next = 0;
    const end = this.#start + days * day;
    for (let at = this.#start; at < end; at += step) {
      for (; next < questions.length && questions[next]!.at < at; next += 1) this.#ask(questions[next]!);
      this.#now = at;
      this.#live();
      await this.#serve();
      if ((at - this.#start) % day === 0)
        this.#chapter.say(`${new Date(at).toISOString().slice(0, 10)}: ${next} asked`);
    }
    for (; next < questions.length; next += 1) this.#ask(questions[next]!);
    await this.#rest(end);
    this.#judge();
    await this.#ctx.alarms.stop(1_000);
    this.#ctx.redis.disconnect();
    return this.#count;
  }

  async #raise(): Promise<void> {
    while (this.#ctx.redis.status !== "ready") await new Promise((resolve) => setTimeout(resolve, 20));
    const coordinator = { id: 1 } as Parameters<typeof putKind>[1];
    await putKind(this.#ctx, coordinator, "team", 0, this.#kind);
    for (let userId = 1; userId <= this.#chapter.people; userId += 1) {
      this.#alerts.set(userId, []);
      await this.#choose(userId, chooseAnew(this.#chance, this.#chapter.first));
    }
  }

  async #choose(userId: number, chosen: Chosen): Promise<void> {
    const at = this.#versions.get(userId) ?? { hours: 0, leave: 0, digest: 0 };
    const keep = async (part: keyof typeof at, fields: object) => {
      const { part: kept } = await keepPart(this.#ctx, userId, part, { ...fields, version: at[part] });
      at[part] = kept?.version ?? 0;
    };
    await keep("hours", chosen.hours);
    await keep("leave", { absences: chosen.absences });
    await keep("digest", { rhythm: chosen.rhythm });
    this.#versions.set(userId, at);
    this.#chosen.set(userId, chosen);
  }

  /** Everything that is asked, in order; also asked again by a job that ran twice. */
  #questions(): Question[] {
    const chance = this.#chance;
    const { people, events } = this.#chapter;
    const list: Question[] = [];
    for (let id = 1; id <= events; id += 1) {
      const userId = chance.whole(1, people);
      const mine = this.#alerts.get(userId)!;
      const other = chance.happens(0.1) ? mine.at(-1) : undefined;
      const place = { topicId: other?.topicId ?? id, postId: other?.postId ?? id, type: other ? 1 : 2 };
      const alert: Alert = { id, ...place, rang: 0, held: false, read: false, digest: null };
      mine.push(alert);
      const at = this.#start + hour + Math.floor(chance.next() * (days * day - 5 * hour));
      const delay = chance.happens(0.3) ? 0 : Math.floor(chance.next() * 2 * hour);
      list.push({ at, userId, alert, leaves: false }, { at: at + delay, userId, alert, leaves: true });
      if (chance.happens(0.05)) list.push({ at: at + delay + minute, userId, alert, leaves: true });
    }
    const first = events + 1;
    for (let id = first; id < first + 300; id += 1) {
      const createdAt = new Date(this.#start + Math.floor(chance.next() * days * day)).toISOString();
      const about = { topicId: id, categoryId: 3, title: `Demande ${id}`, userId: 0, readableBy: null };
      this.#requests.push({ ...about, createdAt });
    }
    this.#requests.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    this.#count.events = events;
    return list.sort((a, b) => a.at - b.at);
  }

  #ask({ at, userId, alert, leaves }: Question): void {
    // a job that runs again after its mail has gone asks nothing: the forum keeps a log of mails
    if (alert.rang > 0) return;
    const held = this.#plugin.ask(userId, alert, at);
    const chosen = this.#inForce.get(userId) ?? this.#chosen.get(userId)!;
    const silence = this.#plugin.of(userId);
    const keeps = silence.intervals !== null && this.#plugin.leaseUntil > at && !isStale(silence, at);
    if (leaves && !held) {
      alert.rang += 1;
      if (keeps && !mayRing(chosen, this.#kind, at)) this.#wrong("outside", `${alert.id} of ${userId} at ${iso(at)}`);
      // the service answers within minutes where it lives: only its death ends somebody's silence
      if (silence.intervals !== null && !keeps && this.#lately + 2 * hour < at && !mayRing(chosen, this.#kind, at))
        this.#wrong("outside", `${alert.id} of ${userId} at ${iso(at)}, their silence had ended`);
    } else if (
      held &&
      alert.digest === null &&
      silence.unmarked.at(-1) === alert &&
      mayRing(chosen, this.#kind, at) &&
      !leaves
    )
      this.#wrong("missed", `${alert.id} of ${userId} was held at ${iso(at)}, in their hours`);
  }

  #wrong(what: "outside" | "missed" | "doubled" | "emptyDigests", why: string): void {
    this.#count[what] += 1;
    if (this.#count[what] <= 10) this.#chapter.say(`${what}: ${why}`);
  }

  /** People read on the site, and open digests. */
  #live(): void {
    const chance = this.#chance;
    for (let times = this.#chapter.people / 50; times > 0; times -= 1) {
      const userId = chance.whole(1, this.#chapter.people);
      const silence = this.#plugin.of(userId);
      const digest = silence.digests.at(-1);
      if (digest && chance.happens(0.3)) digest.opened = true;
      for (const alert of [...silence.unmarked, ...(digest ? (silence.marked.get(digest.key) ?? []) : [])])
        if (chance.happens(0.05)) alert.read = true;
    }
  }

  /** One look of the service, by one copy or two; killed now and then, and sometimes dead for hours. */
  async #serve(): Promise<void> {
    const chance = this.#chance;
    if (this.#now < this.#deadUntil) return void (this.#lately = this.#now);
    if (chance.happens(1 / 600)) this.#deadUntil = this.#now + chance.whole(5, 600) * minute;
    if (chance.happens(0.05)) {
      const userId = chance.whole(1, this.#chapter.people);
      await this.#choose(userId, chooseAnew(chance, this.#chapter.first));
    }
    await this.#look();
    if (chance.happens(0.02)) await Promise.all([this.#look(), this.#look()]);
  }

  async #look(): Promise<void> {
    const ctx = this.#ctx;
    const work = [
      async () => {
        await noticeKinds(ctx);
        while ((await pushOnce(ctx)) > 0);
      },
      async () => {
        while ((await digestOnce(ctx)) > 0);
      },
      () => beat(ctx),
    ];
    for (const one of work) {
      try {
        await one();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }

  /** Ten quiet days in which everybody wants a digest, so that nothing may be left over. */
  async #rest(end: number): Promise<void> {
    for (const [userId, chosen] of this.#chosen) {
      await this.#choose(userId, { ...chosen, absences: [], rhythm: "each" });
    }
    for (this.#now = end; this.#now < end + 10 * day; this.#now += 2 * step) await this.#look();
  }

  #judge(): void {
    for (const [userId, silence] of this.#plugin.people) {
      for (const { id, read } of silence.unmarked)
        if (!read) this.#wrong("missed", `${id} of ${userId} is held, and no digest told of it`);
      const standing = silence.digests.filter(({ deleted }) => !deleted);
      const times = new Map<number, number>();
      for (const { topics, lists, key } of standing) {
        if (!lists) this.#wrong("emptyDigests", key);
        for (const topic of topics) times.set(topic, (times.get(topic) ?? 0) + 1);
      }
      for (const alert of this.#alerts.get(userId) ?? []) {
        if (alert.rang > 1 || (alert.rang > 0 && alert.held))
          this.#wrong("doubled", `${alert.id} of ${userId} rang, and was held`);
        if (alert.rang === 0 && !alert.held)
          this.#wrong("missed", `${alert.id} of ${userId} neither rang nor was held`);
        if (alert.held && alert.digest !== null && !silence.digests.some(({ key }) => key === alert.digest))
          this.#wrong("missed", `${alert.id} of ${userId} is marked by a digest that is not there`);
      }
      const twice = new Set<number>();
      for (const alert of this.#alerts.get(userId) ?? []) {
        // one post may cause two things, held on different days
        if (
          (times.get(alert.topicId) ?? 0) > 1 &&
          new Set(this.#digestsOf(userId, alert.topicId)).size < times.get(alert.topicId)!
        )
          twice.add(alert.topicId);
      }
      for (const request of this.#requests) if ((times.get(request.topicId) ?? 0) > 1) twice.add(request.topicId);
      for (const topic of twice) this.#wrong("doubled", `topic ${topic} is told twice to ${userId}`);
    }
  }

  /** The digests that marked something of that topic. */
  #digestsOf(userId: number, topicId: number): string[] {
    return this.#alerts.get(userId)!.flatMap(({ topicId: of, digest }) => (of === topicId && digest ? [digest] : []));
  }
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
