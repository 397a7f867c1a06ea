import { setTimeout as pause } from "node:timers/promises";
import { happens, oneOf, whole } from "./chance.ts";
import type { Http } from "./http.ts";
import type { World } from "./world.ts";

/** Closes and opens topics, reads what waits in the approval queue, changes its mind. */
export async function moderate(http: Http, world: World, over: () => boolean): Promise<void> {
  const declined: number[] = [];
  while (!over()) {
    const closed = { status: "closed", enabled: String(happens(0.5)) };
    await http.forum("PUT", `/t/${oneOf(world.fickle)}/status.json`, "modo", closed);
    declined.push(...(await readQueue(http, () => happens(0.3))));
    // a rejected post approved later
    if (declined.length > 0 && happens(0.2)) {
      const [id] = declined.splice(whole(0, declined.length - 1), 1);
      await perform(http, id!, "approve_post");
    }
    await pause(1_500);
  }
}

/** Decides on everything that waits. Answers what was declined. */
export async function readQueue(http: Http, leaves: () => boolean = () => false): Promise<number[]> {
  const declined: number[] = [];
  const queue = await http.forum("GET", "/review.json", "modo");
  for (const { id } of (queue?.body?.reviewables ?? []) as { id: number }[]) {
    if (leaves()) continue;
    const approve = happens(0.6);
    await perform(http, id, approve ? "approve_post" : "reject_post");
    if (!approve) declined.push(id);
  }
  return declined;
}

const perform = (http: Http, id: number, act: string) =>
  http.forum("PUT", `/review/${id}/perform/${act}.json?version=0`, "modo");
