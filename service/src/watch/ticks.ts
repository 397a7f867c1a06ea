import type { WatchTicks } from "@veille/shared/api/watch";
import type { Context } from "../context.ts";
import { isTeam } from "../declared-hours/team.ts";
import { listKinds } from "../kinds/kinds.ts";
import { HttpProblem } from "../platform/errors.ts";
import type { Person } from "../platform/tokens.ts";
import { rememberPerson } from "./people.ts";
import { hasPresence } from "./rights.ts";
import { keepTicks, loadTicks } from "./ticks-store.ts";

const usual: WatchTicks = { version: 0, named: false, calls: false, gaps: false, urgent: false };

/** @throws HttpProblem 403 for who is in no team that has gone beyond its hours; coordinators may want to hear of gaps */
async function mustWatch(ctx: Context, person: Person): Promise<void> {
  const kinds = await listKinds(ctx);
  const watches = kinds.some(
    (kind) => hasPresence(kind) && isTeam(kind.groupId) && person.groups.includes(kind.groupId)
  );
  if (!watches && !person.coordinator) throw new HttpProblem(403, "not_allowed");
}

export async function readTicks(ctx: Context, person: Person): Promise<WatchTicks> {
  await mustWatch(ctx, person);
  return (await loadTicks(ctx, person.id)) ?? usual;
}

/** @throws HttpProblem 403, 409 with what stands */
export async function putTicks(ctx: Context, person: Person, asked: WatchTicks): Promise<WatchTicks> {
  await mustWatch(ctx, person);
  await rememberPerson(ctx, person);
  const { outcome, ticks } = await keepTicks(ctx, person.id, asked);
  const present = ticks ?? usual;
  if (outcome === "conflict") throw new HttpProblem(409, "changed_meanwhile", { present });
  if (outcome === "changed") ctx.bus.emit("watch-changed", {});
  return present;
}
