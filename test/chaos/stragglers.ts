import { setTimeout as pause } from "node:timers/promises";
import type { Acts } from "./acts.ts";
import type { Authors } from "./authors.ts";
import { between, happens, oneOf, weighed } from "./chance.ts";
import { somewhere } from "./breaker.ts";
import type { Weather } from "./forum-wire.ts";
import type { House } from "./house.ts";
import type { Http } from "./http.ts";
import type { Points } from "./points.ts";
import type { Text, Texts } from "./texts.ts";

/**
 * Again and again a text meets a forum that takes it, says nothing until long after the time-out, and then commits;
 * meanwhile its author changes or takes it back. Answers how many.
 */
export async function straggle(
  texts: Texts,
  authors: Authors,
  acts: Acts,
  http: Http,
  sky: Weather,
  over: () => boolean
): Promise<number> {
  const seen = new Set<string>();
  const begun: Promise<void>[] = [];
  while (!over()) {
    await pause(between(2_500, 6_000));
    // of the first generation for certain: its key is known
    const fresh = texts.moving.filter(
      ({ id, state, version }) => state === "waiting" && version === 1 && !seen.has(id)
    );
    if (fresh.length === 0) continue;
    const text = oneOf(fresh);
    seen.add(text.id);
    const [key, hold] = [`${text.id}-1`, Math.round(between(4_000, 14_000))];
    // on its way to the forum, which may be killed meanwhile; or inside its transaction, which dies with it
    if (happens(0.6)) sky.stragglers.set(key, hold);
    else await http.standIn("POST", "misbehave", { stage: "inside", key, hold });
    begun.push(meddle(text, authors, acts));
  }
  await Promise.all(begun);
  return begun.length;
}

/** Sends it on its way, and wants something else of it when the forum has it. */
async function meddle(text: Text, authors: Authors, acts: Acts): Promise<void> {
  const person = authors.personOf(text);
  await acts.publishNow(text, person);
  await pause(between(1_000, 5_000));
  await weighed([
    [3, () => acts.edit(text, person)],
    [3, () => acts.takeBack(text, person, true)],
    [4, () => Promise.resolve()],
  ])();
}

/**
 * Again and again a copy of the service stands still in the middle of something, for longer than its lease, and goes
 * on as if nothing had been. Answers how many times.
 */
export async function doze(house: House, points: Points, over: () => boolean): Promise<number> {
  let count = 0;
  while (!over()) {
    await pause(between(2_000, 6_000));
    const hit = await points.next(somewhere(), 2_000);
    if (!hit) continue;
    const both = house.working.includes("a") && house.working.includes("b");
    const awake = both ? house.hold(hit.copy, between(3_500, 8_000)) : null;
    hit.decide("goes_on");
    if (awake) count += 1;
    await awake;
  }
  return count;
}
