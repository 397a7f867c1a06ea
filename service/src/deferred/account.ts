import { type Context, keyOf } from "../context.ts";
import { activeIdsOf, load, sendHome, type Stored } from "./store.ts";

/** The post behind one of the forum's keys, in the generation that the key names. */
export async function loadByKey(ctx: Context, key: string): Promise<Stored | null> {
  const [, id, generation] = /^(.{36})-(\d+)$/.exec(key) ?? [];
  if (id === undefined) return null;
  const [stored] = await load(ctx, [id]);
  return stored?.record.generation === Number(generation) ? stored : null;
}

/** What is in the approval queue is asked about at once. */
export const askSoon = (ctx: Context, id: string): Promise<unknown> =>
  ctx.redis.zadd(keyOf(ctx, "review"), "XX", ctx.clock.now(), id);

/** Everything of one person that still waits is on its way home. */
export async function sendHomeOf(ctx: Context, author: number, code: string): Promise<void> {
  for (const id of await activeIdsOf(ctx, author)) await sendHome(ctx, id, code);
}
