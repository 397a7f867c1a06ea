import type { HeldOf, HeldThing, PublicationItem } from "@veille/shared/api/forum";

const minute = 60_000;
const patience = 30 * minute;
const lease = 60 * minute;

/** One thing that the forum would tell somebody: of which post, and of what type. */
export interface Alert {
  id: number;
  topicId: number;
  postId: number;
  type: number;
  /** how often it rang */
  rang: number;
  held: boolean;
  /** seen on the site before anything told of it */
  read: boolean;
  /** the digest that marked it */
  digest: string | null;
}

export interface Digest {
  key: string;
  at: number;
  /** topics that its text leads to */
  topics: number[];
  lists: boolean;
  opened: boolean;
  deleted: boolean;
}

/** What the plugin keeps of one person. */
export interface Silence {
  version: number;
  intervals: [start: number, end: number][] | null;
  spoken: number;
  /** held and told of nowhere */
  unmarked: Alert[];
  marked: Map<string, Alert[]>;
  digests: Digest[];
}

/** The plugin's rule, in another language: who holds what, and what a digest does. */
export class Plugin {
  readonly people = new Map<number, Silence>();
  readonly tombstones = new Set<string>();
  leaseUntil = 0;

  of(userId: number): Silence {
    let silence = this.people.get(userId);
    if (!silence) {
      silence = { version: 0, intervals: null, spoken: 0, unmarked: [], marked: new Map(), digests: [] };
      this.people.set(userId, silence);
    }
    return silence;
  }

  beat(now: number, noneDue: { userId: number; start: number }[]): number[] {
    this.leaseUntil = now + lease;
    for (const { userId, start } of noneDue) this.of(userId).spoken = Math.max(this.of(userId).spoken, start);
    return [...this.people].flatMap(([userId, silence]) => (isStale(silence, now) ? [userId] : []));
  }

  store(userId: number, version: number, intervals: Silence["intervals"], now: number): "stored" | "older" {
    const silence = this.of(userId);
    if (silence.version > version) return "older";
    if (silence.intervals === null) silence.spoken = now;
    Object.assign(silence, { version, intervals });
    return "stored";
  }

  /** Held iff chosen, now outside what is loud, the service alive and no beginning unanswered; held once, held for good. */
  ask(userId: number, alert: Alert, now: number): boolean {
    const silence = this.of(userId);
    if (alert.held) return true;
    if (!silence.intervals || this.leaseUntil <= now || isStale(silence, now) || isLoud(silence, now)) return false;
    alert.held = true;
    silence.unmarked.push(alert);
    return true;
  }

  held(userId: number): HeldOf {
    const { unmarked, digests, marked } = this.of(userId);
    const newest = digests.at(-1);
    const unopened = newest && !newest.opened && !newest.deleted ? newest.key : null;
    return {
      userId,
      outcome: "read",
      heldIds: unmarked.map(({ id }) => id),
      things: unmarked.filter(({ read }) => !read).map(thingOf),
      unopened:
        unopened === null
          ? null
          : { key: unopened, things: (marked.get(unopened) ?? []).filter(({ read }) => !read).map(thingOf) },
    };
  }

  publish(item: PublicationItem, now: number): "created" | "existing" | "cancelled" | "refused" {
    const [, person, at] = item.key.split("-").map(Number) as [number, number, number];
    const silence = this.of(person);
    if (this.tombstones.has(item.key)) return "cancelled";
    if (silence.digests.some(({ key }) => key === item.key)) return "existing";
    const before = silence.digests.find(({ key }) => key === item.replaces);
    if (item.replaces !== undefined && (!before || before.opened || before.deleted)) return "refused";
    const told = new Set(item.heldIds);
    const mine = silence.unmarked.filter(({ id }) => told.has(id));
    if (before) {
      before.deleted = true;
      mine.push(...(silence.marked.get(before.key) ?? []));
      silence.marked.delete(before.key);
    }
    for (const alert of mine) alert.digest = item.key;
    silence.unmarked = silence.unmarked.filter(({ id }) => !told.has(id));
    silence.marked.set(item.key, mine);
    silence.spoken = Math.max(silence.spoken, at);
    const topics = [...item.raw.matchAll(/\/t\/(\d+)/g)].map(([, id]) => Number(id));
    const lists = /^- /m.test(item.raw);
    silence.digests.push({ key: item.key, at: now, topics, lists, opened: false, deleted: false });
    return "created";
  }

  cancel(key: string): "cancelled" | "existing" {
    const person = Number(key.split("-")[1]);
    if (this.of(person).digests.some((digest) => digest.key === key)) return "existing";
    this.tombstones.add(key);
    return "cancelled";
  }
}

const thingOf = ({ id, topicId, postId, type }: Alert): HeldThing => ({
  ...{ heldId: id, type, topicId, postId, postNumber: 2, title: `Sujet ${topicId}`, byUsername: "paul" },
  at: "2027-01-01T00:00:00.000Z",
});

export const isStale = ({ intervals, spoken }: Silence, now: number): boolean =>
  intervals !== null && intervals.some(([start]) => start > spoken && start <= now - patience);

const isLoud = ({ intervals }: Silence, now: number): boolean =>
  (intervals ?? []).some(([start, end]) => start <= now && now < end);
