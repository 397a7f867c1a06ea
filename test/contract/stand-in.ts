import { createForum, type Forum } from "../forum/forum.ts";
import { Control } from "./control.ts";
import { World } from "./world.ts";

/** A stand-in forum with a real one's limits, and the suite's hold on it. */
export async function standInWorld(): Promise<{ forum: Forum; world: World }> {
  const forum = await createForum({ settings: { author_limits: true, admin_calls_per_minute: 60 } });
  const keys = { key: forum.keys.veille, arrangeKey: forum.keys.admin };
  const control = await Control.of(forum.url);
  return { forum, world: new World(forum.url, keys, control, { perMinute: 60, disturb: true }) };
}
