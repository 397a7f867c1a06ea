import assert from "node:assert/strict";
import {
  BOT_USER_ID,
  HeldAnswer,
  type HeldOf,
  LoudIntervalsAnswer,
  type PublicationItem,
} from "@veille/shared/api/forum";
import { newTopic } from "./fixtures.ts";
import { field } from "./http.ts";
import { newItem } from "./publishing.ts";
import { type Member, random, sentence, type World } from "./world.ts";

export const hour = 3_600_000;
export const iso = (ms: number): string => new Date(ms).toISOString();

/** Answer of a call of ours, which must be 200. */
export async function called(world: World, method: string, path: string, body: object): Promise<unknown> {
  const answer = await world.veille(method, path, body);
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  return answer.body;
}

/** When these people accept to be alerted, ms; null: as before. The outcomes, in the order given. */
export async function choose(
  world: World,
  members: { id: number }[],
  intervals: [start: number, end: number][] | null,
  version = world.now()
): Promise<string[]> {
  const loud = intervals?.map((ends) => ends.map(iso)) ?? null;
  const items = members.map(({ id }) => ({ userId: id, version, intervals: loud }));
  const answer = LoudIntervalsAnswer.parse(await called(world, "PUT", "loud-intervals.json", { items }));
  return answer.items.map(({ outcome }) => outcome);
}

/** Nothing rings for these before tomorrow, as long as the service lives. */
export async function keepQuiet(world: World, ...members: Member[]): Promise<void> {
  await called(world, "POST", "beat.json", { noneDue: [] });
  await choose(world, members, [[world.now() + 24 * hour, world.now() + 32 * hour]]);
}

export async function heldOf(world: World, ...members: { id: number }[]): Promise<HeldOf[]> {
  const body = await called(world, "POST", "held.json", { userIds: members.map(({ id }) => id) });
  return HeldAnswer.parse(body).people.map(ungreeted);
}

/** A real forum's own bot greets new accounts, by a direct message that is held as any other. */
function ungreeted(of: HeldOf): HeldOf {
  const greetings = of.things.filter(({ byUsername }) => byUsername === "discobot").map(({ heldId }) => heldId);
  return {
    ...of,
    heldIds: of.heldIds.filter((id) => !greetings.includes(id)),
    things: of.things.filter(({ heldId }) => !greetings.includes(heldId)),
  };
}

/** What is held for this person, once it is so many things: the forum tells people in a job of its own. */
export async function heldOnce(world: World, member: Member, count: number): Promise<HeldOf> {
  for (let tries = 0; ; tries++) {
    const [of] = await heldOf(world, member);
    assert.ok(of);
    if (of.things.length >= count || tries === 40) {
      assert.equal(of.things.length, count, JSON.stringify(of));
      return of;
    }
    await world.pause(1000);
  }
}

/** A post by somebody, at the pace that the forum allows its authors; its id and topic. */
export async function say(world: World, by: Member, fields: object): Promise<{ id: number; topicId: number }> {
  for (let tries = 0; ; tries++) {
    const { status, body } = await world.ask("POST", "/posts.json", { raw: sentence(), ...fields }, by.username);
    if (status === 200) return { id: field(body, "id"), topicId: field(body, "topic_id") };
    if (status !== 429 || tries === 3) throw new Error(`posts: ${status} ${JSON.stringify(body).slice(0, 300)}`);
    await world.pause((Number(field(body, "extras", "wait_seconds")) + 1) * 1000);
  }
}

/** Names these people in a topic of its own. */
export async function mention(world: World, by: Member, ...whom: Member[]): Promise<{ id: number; topicId: number }> {
  const { topicId } = await newTopic(world);
  const names = whom.map(({ username }) => `@${username}`).join(" et ");
  return say(world, by, { topic_id: topicId, raw: `Bonjour ${names}, ${sentence()}` });
}

/** This person reads a post on the site. */
export const read = (world: World, member: Member, topicId: number, number: number): Promise<unknown> =>
  world.arrange(
    "POST",
    "/topics/timings",
    { topic_id: topicId, topic_time: 2000, timings: { [number]: 2000 } },
    member.username
  );

/** A digest, as the service has it published. */
export const digestFor = (world: World, member: Member, at: number, fields: Partial<PublicationItem> = {}) =>
  newItem(world, {
    userId: BOT_USER_ID,
    key: `digest-${member.id}-${at}`,
    title: `Le point pour le contrat ${random()}`,
    recipients: [member.username],
    ...fields,
  });
