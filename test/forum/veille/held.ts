import type { HeldOf, HeldThing, PublicationItem } from "@veille/shared/api/forum";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import { canSeeTopic } from "../guardian.ts";
import type { Alert, Topic } from "../rows.ts";
import { holds, speak } from "./loud-intervals.ts";

/**
 * Something that the forum would tell somebody by mail or push: asked here as when it is queued, and by `again` as when
 * it leaves. Held rows are one for person, post and type.
 */
export function alert(forum: Context, { userId, type, postId, by = null }: Asked): Alert {
  const { store, clock } = forum;
  const known = store
    .all("alerts")
    .find((one) => one.held && one.userId === userId && one.postId === postId && one.type === type);
  const held = holds(forum, userId);
  if (known && held) return known;
  const id = store.nextId("alerts");
  return store.put("alerts", { id, userId, type, postId, by, at: clock.now(), held, read: false, digest: null });
}
type Asked = Pick<Alert, "userId" | "type" | "postId"> & { by?: string | null };

const topicOf = (forum: Context, alerted: Alert): Topic | undefined =>
  forum.store.get("topics", forum.store.get("posts", alerted.postId)?.topicId ?? 0);

/** Still unread, and still to be seen by that person. */
function isNews(forum: Context, alerted: Alert): boolean {
  const [user, topic] = [forum.store.get("users", alerted.userId), topicOf(forum, alerted)];
  const post = forum.store.get("posts", alerted.postId);
  return !alerted.read && post?.deletedAt === null && Boolean(user && topic && canSeeTopic(forum, user, topic));
}

function thingOf(forum: Context, alerted: Alert): HeldThing {
  const { id, type, at, postId, by } = alerted;
  const topic = topicOf(forum, alerted);
  return {
    ...{ heldId: id, type, at: iso(at), postId, byUsername: by },
    topicId: topic?.id ?? null,
    postNumber: forum.store.get("posts", postId)?.number ?? null,
    title: topic?.title ?? null,
  };
}

const ofPerson = (forum: Context, userId: number): Alert[] =>
  forum.store.all("alerts").filter((one) => one.held && one.userId === userId);

/** Everything that no digest has told of, and the newest digest where it lies unopened. */
export function heldFor(forum: Context, userId: number): HeldOf {
  const all = ofPerson(forum, userId);
  const unmarked = all.filter(({ digest }) => digest === null);
  const things = (list: Alert[]) => list.filter((one) => isNews(forum, one)).map((one) => thingOf(forum, one));
  const key = newestDigest(forum, userId);
  return {
    userId,
    outcome: "read",
    heldIds: unmarked.map(({ id }) => id),
    things: things(unmarked),
    unopened:
      key !== null && isUnopened(forum, key)
        ? { key, things: things(all.filter(({ digest }) => digest === key)) }
        : null,
  };
}

function newestDigest(forum: Context, userId: number): string | null {
  const start = `digest-${userId}-`;
  const instants = forum.store
    .all("publications")
    .filter(({ id, postId }) => id.startsWith(start) && postId !== null)
    .map(({ id }) => Number(id.slice(start.length)));
  return instants.length > 0 ? start + Math.max(...instants) : null;
}

const digestTopic = (forum: Context, key: string): Topic | undefined => {
  const postId = forum.store.get("publications", key)?.postId ?? 0;
  return forum.store.get("topics", forum.store.get("posts", postId)?.topicId ?? 0);
};

function isUnopened(forum: Context, key: string): boolean {
  const topic = digestTopic(forum, key);
  if (!topic || topic.deletedAt !== null) return false;
  return !forum.store.get("visits", `${personOf(key)}-${topic.id}`);
}

const personOf = (key: string): number => Number(key.split("-")[1]);

/** That person has seen a topic, and with it whatever told of it. */
export function open(forum: Context, userId: number, topicId: number): void {
  const { store } = forum;
  store.put("visits", { id: `${userId}-${topicId}` });
  for (const one of store.all("alerts")) {
    if (one.userId === userId && store.get("posts", one.postId)?.topicId === topicId)
      store.put("alerts", { ...one, read: true });
  }
}

/** What this digest was to replace has been opened: it says things twice, so it does not come. */
export const wasOpened = (forum: Context, { replaces }: PublicationItem): boolean =>
  replaces !== undefined && !isUnopened(forum, replaces);

/** With a digest, in its transaction: what it tells is told, the one before goes, its beginning is answered for. */
export function noteDigest(forum: Context, { key, heldIds, replaces }: PublicationItem): void {
  const { store, clock } = forum;
  if (!key.startsWith("digest-")) return;
  const told = new Set(heldIds);
  for (const one of store.all("alerts")) {
    const before = replaces !== undefined && one.digest === replaces;
    if (before || (told.has(one.id) && one.digest === null)) store.put("alerts", { ...one, digest: key });
  }
  const topic = replaces === undefined ? undefined : digestTopic(forum, replaces);
  if (topic) store.put("topics", { ...topic, deletedAt: clock.now() });
  speak(forum, personOf(key), Number(key.split("-")[2]));
}
