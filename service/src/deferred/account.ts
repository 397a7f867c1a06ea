import { type Context, keyOf } from "../context.ts";
import { handOver } from "./scripts/account.ts";
import { sendHome } from "./queue.ts";
import { activeIdsOf, load, type Stored } from "./store.ts";

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

/** Two accounts became one: everything of the first is the second's, what has ended too. */
export async function handOverAll(ctx: Context, author: number, to: number): Promise<void> {
  for (const id of await ctx.redis.zrange(keyOf(ctx, "mine", author), "0", "-1")) {
    await handOver(ctx.redis, [ctx.config.prefix], id, ctx.clock.now(), author, to);
  }
}
