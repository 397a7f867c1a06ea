import type { Person } from "@veille/shared/api/forum";
import type { MembersAnswer, MembersRequest } from "@veille/shared/api/forum-members";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { User } from "../rows.ts";
import { groupIdsOf } from "../state.ts";
import { silenced, suspended } from "../who.ts";

export const people = (forum: Context, ids: number[]): Person[] =>
  ids.map((userId) => {
    const user = forum.store.get("users", userId);
    const nobody = { userId, state: "gone" as const, username: null, name: null, groups: [], locale: null, zone: null };
    if (!user) return nobody;
    const { username, name, zone } = user;
    const locale = user.locale ?? forum.settings.default_locale;
    return { userId, state: stateOf(forum, user), username, name, groups: groupIdsOf(forum.store, user), locale, zone };
  });

function stateOf(forum: Context, user: User): Person["state"] {
  if (user.anonymised) return "anonymised";
  if (user.staged) return "staged";
  if (!user.active) return "inactive";
  if (suspended(forum, user)) return "suspended";
  return silenced(forum, user) ? "silenced" : "active";
}

/** Who is in a group, by id. */
export function members(
  forum: Context,
  { groupId, after }: z.infer<typeof MembersRequest>
): z.infer<typeof MembersAnswer> {
  const ids = forum.store.get("groups", groupId)?.members.filter((id) => id > after) ?? [];
  const sorted = ids.sort((a, b) => a - b);
  return { userIds: sorted.slice(0, 1000), more: sorted.length > 1000 };
}
