import { createHash } from "node:crypto";
import { BOT_USER_ID, type HeldOf, type HeldThing, type Person, type RequestedTopic } from "@veille/shared/api/forum";
import { digestMessage } from "../messages/digest.ts";
import { iso, ms } from "../platform/clock.ts";
import { localeOf } from "../platform/tokens.ts";
import type { WatchLines } from "../watch/digest-lines.ts";
import type { Frozen, Standing, Told } from "./store.ts";

/** What was made in this time before the last look may have shown up after it: clocks differ, transactions take time. */
export const overlap = 10 * 60_000;
const mostHeld = 5000;

export interface DigestSource {
  person: Pick<Person, "userId" | "username" | "groups" | "locale">;
  zone: string;
  standing: Pick<Standing, "told" | "before" | "lastKey" | "sent">;
  held: Pick<HeldOf, "heldIds" | "things" | "unopened">;
  /** of all kinds, oldest first, since the earliest that anybody was not told of */
  requests: RequestedTopic[];
  /** categories of the kinds whose team this person is in */
  categoryIds: number[];
  afterLeave: boolean;
  /** what the roster has to say */
  watch: WatchLines;
  /** the beginning that it answers for, and when the forum was asked; instants, ms, UTC */
  at: number;
  now: number;
  baseUrl: string;
  contact: string | null;
  maxPostLength: number;
}

/** Requests for that person which are not among what they were told, oldest first. */
function newRequests({ requests, categoryIds, person }: DigestSource, told: Told): RequestedTopic[] {
  return requests.filter(
    ({ topicId, categoryId, userId, createdAt, readableBy }) =>
      categoryIds.includes(categoryId) &&
      userId !== person.userId &&
      (readableBy === null || readableBy.some((id) => person.groups.includes(id))) &&
      ms(createdAt) >= told.since - overlap &&
      !told.listed.includes(topicId)
  );
}

/** One line a post, whatever it caused: who is answered and mentioned is told so once. */
function oncePerPost(things: HeldThing[]): HeldThing[] {
  const seen = new Set<number>();
  return things.filter(({ postId }) => postId === null || (!seen.has(postId) && seen.add(postId)));
}

/** What is told from now on, whether it was worth a digest or not. */
export function toldBy({ requests, now }: Pick<DigestSource, "requests" | "now">): Told {
  const near = requests.filter(({ createdAt }) => ms(createdAt) >= now - overlap);
  return { since: now, listed: near.map(({ topicId }) => topicId) };
}

/**
 * The one message at the beginning of somebody's hours, as it leaves; null: there is nothing to say. What is held comes
 * first, then new requests. A digest that was never opened is taken up again and goes, but is no reason for another one.
 */
export function composeDigest(source: DigestSource): Frozen | null {
  const { person, held, standing, afterLeave, watch, at, now, zone, baseUrl, contact, maxPostLength } = source;
  const replaced = held.unopened;
  const known = new Set(replaced?.things.map(({ topicId }) => topicId));
  const fresh = newRequests(source, standing.told).filter(({ topicId }) => !known.has(topicId));
  // a wish for replacement is told along, and is no reason by itself
  const news = fresh.length + watch.today.length + watch.open.length;
  if (held.things.length === 0 && (afterLeave || news === 0)) return null;
  // only what we know to be the last one's
  const before = replaced && replaced.key === standing.lastKey && standing.before ? standing.before : standing.told;
  const things = oncePerPost([...held.things, ...(replaced?.things ?? [])]);
  const topics = new Set(things.map(({ topicId }) => topicId));
  const requests = newRequests(source, before).filter(({ topicId }) => !topics.has(topicId));
  const { title, raw } = digestMessage({
    ...{ zone, now, things, afterLeave, watch, baseUrl, contact, maxPostLength },
    locale: localeOf(person.locale),
    before: standing.sent,
    // the newest are those that nobody has told them yet
    requests: requests.reverse(),
  });
  const recipients = [person.username ?? ""];
  const contentHash = createHash("sha256")
    .update(JSON.stringify([raw, title, null, [], null, null, recipients]))
    .digest("hex");
  return {
    at,
    told: toldBy(source),
    before,
    item: {
      key: `digest-${person.userId}-${at}`,
      ...{ userId: BOT_USER_ID, raw, title, recipients, contentHash },
      ...{ deferredAt: iso(now), movedOn: "publish" as const },
      heldIds: held.heldIds.slice(0, mostHeld),
      ...(replaced && { replaces: replaced.key }),
    },
  };
}
