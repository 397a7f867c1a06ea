import { type Context, keyOf } from "../context.ts";
import { isTeam } from "../declared-hours/team.ts";
import { listKinds } from "../kinds/kinds.ts";
import { noteMembers } from "./welcome-store.ts";

const day = 86_400_000;

/** Group → when its members were last looked through (ms). */
const looked = (ctx: Context): string => keyOf(ctx, "welcome-groups");

/** False: the forum did not answer for all of them. */
async function lookThrough(ctx: Context, groupId: number): Promise<boolean> {
  let after = 0;
  for (;;) {
    const called = await ctx.forum.members(groupId, after);
    if (!called.ok) return false;
    const { userIds, more } = called.answer;
    await noteMembers(ctx, userIds);
    const last = userIds.at(-1);
    if (!more || last === undefined) return true;
    after = last;
  }
}

/**
 * Once a kind is shown to members, everybody in its team is to be welcomed, also who was in it before. Each group is
 * looked through when it first is a shown kind's team, and then once a day, for who came in while nobody listened.
 */
export async function welcomeMembers(ctx: Context): Promise<void> {
  if (!ctx.site.get()?.features.includes("members")) return;
  const shown = (await listKinds(ctx)).filter((kind) => kind.shown);
  const groups = [...new Set(shown.map(({ groupId }) => groupId).filter(isTeam))];
  if (groups.length === 0) return;
  const times = await ctx.redis.hmget(looked(ctx), ...groups.map(String));
  for (const [at, groupId] of groups.entries()) {
    const now = ctx.clock.now();
    if (Number(times[at] ?? 0) > now - day) continue;
    if (await lookThrough(ctx, groupId)) await ctx.redis.hset(looked(ctx), String(groupId), now);
  }
}
