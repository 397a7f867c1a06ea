import { notFound } from "../answers.ts";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Group } from "../rows.ts";
import { groupNamed, userNamed } from "../state.ts";
import { avatar } from "./post-json.ts";
import { type Call, coreRoutes } from "./route.ts";

export const groupRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["post", "/admin/groups.json", create],
    ["get", "/groups/search.json", search],
    ["get", "/groups/:name.json", (call) => ({ group: json(byName(call)) })],
    ["get", "/groups/:name/members.json", members],
    ["put", "/groups/:id/members.json", (call) => enrol(call, true)],
    ["delete", "/groups/:id/members.json", (call) => enrol(call, false)],
  ]);

const json = (group: Group) => ({
  id: group.id,
  name: group.name,
  automatic: group.automatic,
  user_count: group.members.length,
});

function byName(call: Call): Group {
  const group = groupNamed(call.forum.store, String(call.request.params["name"]));
  if (!group) throw notFound();
  return group;
}

/** `ignore_automatic=true` leaves out those that everybody enters by themselves. */
function search(call: Call): object {
  call.me();
  const own = String(call.request.query["ignore_automatic"]) === "true";
  return call.forum.store
    .all("groups")
    .filter((group) => !(own && group.automatic))
    .map((group) => ({ ...json(group), full_name: null }));
}

function create(call: Call): object {
  call.admin();
  const { name, usernames } = call.given["group"] as { name: string; usernames?: string };
  const users = (usernames ?? "").split(",").flatMap((one) => userNamed(call.forum.store, one)?.id ?? []);
  const id = Math.max(40, call.forum.store.nextId("groups"));
  const group = call.forum.store.put("groups", { id, name, automatic: false, members: users });
  return { basic_group: json(group) };
}

function members(call: Call): object {
  const { store } = call.forum;
  const users = byName(call).members.flatMap((id) => store.get("users", id) ?? []);
  return {
    members: users.map((user) => ({
      id: user.id,
      username: user.username,
      name: user.name,
      avatar_template: avatar(user),
      trust_level: user.trustLevel,
      title: null,
      last_posted_at: null,
      last_seen_at: null,
      added_at: iso(user.createdAt),
      timezone: user.zone,
    })),
    owners: [],
    meta: { total: users.length, limit: 50, offset: 0 },
  };
}

function enrol(call: Call, enter: boolean): object {
  call.admin();
  const { store } = call.forum;
  const group = store.get("groups", call.number("id"));
  if (!group) throw notFound();
  const names = (call.text("usernames") ?? "").split(",");
  const ids = names.flatMap((name) => userNamed(store, name)?.id ?? []);
  const others = group.members.filter((id) => !ids.includes(id));
  store.update("groups", group.id, { members: enter ? [...others, ...ids] : others });
  return { success: "OK", usernames: names, ...(enter ? { emails: [] } : { skipped_usernames: [] }) };
}
