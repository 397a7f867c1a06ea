import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { setTimeout as pause } from "node:timers/promises";
import type { Acts } from "./acts.ts";
import type { Authors } from "./authors.ts";
import type { Http, Person } from "./http.ts";
import { readQueue } from "./moderators.ts";
import { ended, type Text, type Texts } from "./texts.ts";

const minute = 60_000;

/** With everything well again, waits until every text has come out or come home. Answers how many have not. */
export async function settle(texts: Texts, authors: Authors, acts: Acts, http: Http, say: (line: string) => void) {
  const began = Date.now();
  let moved = began;
  let left = Infinity;
  while (Date.now() - began < 6 * minute && Date.now() - moved < 2.5 * minute) {
    await http.standIn("POST", "behave");
    await readQueue(http);
    const moving = texts.moving.filter(({ state }) => state !== "absent");
    for (const some of inGroups(moving, 16))
      await Promise.all(some.map((text) => acts.look(text, authors.personOf(text))));
    const still = moving.filter(({ state }) => !ended.has(state));
    if (still.length === 0) return 0;
    if (still.length !== left) moved = Date.now();
    left = still.length;
    // what the forum asked to wait for minutes, or waits for a moment: its author is told to hurry it
    if (Date.now() - began > 20_000) for (const text of still) await hurry(text, authors.personOf(text), acts, http);
    say(`settling: ${left} still move (${tally(still)})`);
    await pause(2_500);
  }
  return left;
}

/** Publishes now what waits for an instant that is far; what is due and does not leave is left alone: it must leave. */
async function hurry(text: Text, person: Person, acts: Acts, http: Http): Promise<void> {
  if (text.state !== "waiting") return;
  const answer = await http.service("GET", `/v1/deferred-posts/${text.id}`, person);
  const post = answer?.body as DeferredPost | undefined;
  if (answer?.status !== 200 || post?.state !== "waiting" || post.requested) return;
  const soon = Date.now() + 15_000;
  const far = (instant: string | null) => instant !== null && Date.parse(instant) > soon;
  if (far(post.notBefore) || far(post.dueAt)) await acts.publishNow(text, person);
}

/** Everything that every author can read, at the end. */
export async function readAll(texts: Texts, people: Person[], http: Http): Promise<Map<string, DeferredPost>> {
  const shown = new Map<string, DeferredPost>();
  const insist = async (path: string, person: Person) => {
    for (let tries = 0; tries < 60; tries++) {
      const answer = await http.service("GET", path, person);
      if (answer && answer.status !== 429) return answer;
      await pause(1_000);
    }
    return null;
  };
  for (const person of people) {
    let after: string | null = "";
    while (after !== null) {
      const answer = await insist(`/v1/deferred-posts?limit=100${after && `&after=${after}`}`, person);
      for (const post of (answer?.body?.posts ?? []) as DeferredPost[]) shown.set(post.id, post);
      after = (answer?.body?.next ?? null) as string | null;
    }
  }
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const { id, author, acked } of texts.all.values()) {
    if (!acked || shown.has(id)) continue;
    const answer = await insist(`/v1/deferred-posts/${id}`, byId.get(author)!);
    if (answer?.status === 200) shown.set(id, answer.body as DeferredPost);
  }
  return shown;
}

export function tally(some: Text[]): string {
  const counts = new Map<string, number>();
  for (const { state } of some) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, many]) => `${state} ${many}`).join(", ");
}

const inGroups = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
