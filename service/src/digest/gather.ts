import type { HeldOf, Person, RequestedTopic } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import type { Called } from "../forum/client.ts";
import { iso, ms } from "../platform/clock.ts";

const mostPeople = 50;
const mostCategories = 100;
const mostPages = 10;

/** What the forum knows that digests need, asked for everybody at once. */
export interface Gathered {
  people: Map<number, Person>;
  held: Map<number, HeldOf>;
  requests: RequestedTopic[];
}

/** Every topic since then, oldest first; beyond a thousand nobody reads what was new. */
async function allRequests(ctx: Context, categoryIds: number[], since: number): Promise<Called<RequestedTopic[]>> {
  const found = new Map<number, RequestedTopic>();
  for (let from = since, page = 0; page < mostPages; page += 1) {
    const called = await ctx.forum.requests(categoryIds, iso(from));
    if (!called.ok) return called;
    for (const topic of called.answer.topics) found.set(topic.topicId, topic);
    const last = called.answer.topics.at(-1);
    if (!called.answer.more || !last || ms(last.createdAt) === from) break;
    from = ms(last.createdAt);
  }
  return { ok: true, answer: [...found.values()] };
}

/**
 * Asks for these people, for what was held for them and for new requests since an instant (ms). Without an answer to
 * one of them nobody's digest can be right; who was not reached is not among `held`.
 */
export async function gather(
  ctx: Context,
  userIds: number[],
  categoryIds: number[],
  since: number
): Promise<Called<Gathered>> {
  const people = await ctx.forum.people(userIds, "calm");
  if (!people.ok) return people;
  const held = new Map<number, HeldOf>();
  for (let at = 0; at < userIds.length; at += mostPeople) {
    const called = await ctx.forum.held(userIds.slice(at, at + mostPeople));
    if (!called.ok) return called;
    for (const one of called.answer) if (one.outcome === "read") held.set(one.userId, one);
  }
  const requests = new Map<number, RequestedTopic>();
  for (let at = 0; at < categoryIds.length; at += mostCategories) {
    const called = await allRequests(ctx, categoryIds.slice(at, at + mostCategories), since);
    if (!called.ok) return called;
    for (const topic of called.answer) requests.set(topic.topicId, topic);
  }
  return {
    ok: true,
    answer: {
      people: new Map(people.answer.map((person) => [person.userId, person])),
      held,
      requests: [...requests.values()].sort((a, b) => ms(a.createdAt) - ms(b.createdAt)),
    },
  };
}
