import { setTimeout as pause } from "node:timers/promises";
import type { Acts } from "./acts.ts";
import type { Authors } from "./authors.ts";
import { between, oneOf, weighed } from "./chance.ts";
import { somewhere } from "./breaker.ts";
import type { House } from "./house.ts";
import type { Http } from "./http.ts";
import type { Points } from "./points.ts";
import type { Texts } from "./texts.ts";

/**
 * Again and again one text meets a forum that takes it, says nothing until long after the time-out, and then commits;
 * meanwhile its author changes or takes it back. Answers how many.
 */
export async function straggle(texts: Texts, authors: Authors, acts: Acts, http: Http, over: () => boolean) {
  let count = 0;
  while (!over()) {
    await pause(between(1_000, 3_000));
    // of the first generation for certain: its key is known
    const fresh = texts.moving.filter(({ state, version, acked }) => state === "waiting" && version === 1 && acked);
    if (fresh.length === 0) continue;
    const text = oneOf(fresh);
    const person = authors.personOf(text);
    const rule = { stage: oneOf(["before", "inside"]), key: `${text.id}-1`, hold: Math.round(between(4_000, 14_000)) };
    if ((await http.standIn("POST", "misbehave", rule))?.status !== 200) continue;
    count += 1;
    await acts.publishNow(text, person);
    await pause(between(1_000, 5_000));
    await weighed([
      [3, () => acts.edit(text, person)],
      [3, () => acts.takeBack(text, person, true)],
      [2, () => Promise.resolve()],
    ])();
  }
  return count;
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
