import { forbidden, notFound, unprocessable } from "../answers.ts";
import type { Context } from "../context.ts";
import type { User, UserOptions } from "../rows.ts";
import { userNamed } from "../state.ts";
import { isStaff } from "../who.ts";
import { type Call, type Handle, coreRoutes } from "./route.ts";
import { adminUserJson, userJson } from "./user-json.ts";

/** People: shown, made by an administrator, and all that can befall an account. */
export const userRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["post", "/users.json", create],
    ["get", "/u/:username.json", (call) => ({ user_badges: [], user: userJson(forum, named(call), call.caller.user) })],
    [
      "get",
      "/u/:username/card.json",
      (call) => ({ user_badges: [], user: userJson(forum, named(call), call.caller.user) }),
    ],
    ["get", "/u/search/users.json", search],
    ["put", "/u/:username.json", edit],
    ["get", "/admin/users/:id.json", (call) => adminUserJson(forum, target(call))],
    ["delete", "/admin/users/:id.json", remove],
    ["put", "/admin/users/:id/suspend.json", become((call) => ({ suspendedTill: instant(call, "suspend_until") }))],
    ["put", "/admin/users/:id/unsuspend.json", become(() => ({ suspendedTill: null }))],
    ["put", "/admin/users/:id/silence.json", become((call) => ({ silencedTill: instant(call, "silenced_till") }))],
    ["put", "/admin/users/:id/unsilence.json", become(() => ({ silencedTill: null }))],
    ["put", "/admin/users/:id/deactivate.json", become(() => ({ active: false }))],
    ["put", "/admin/users/:id/activate.json", become(() => ({ active: true }))],
    ["put", "/admin/users/:id/anonymize.json", anonymise],
    ["put", "/admin/users/:id/trust_level.json", become((call) => ({ trustLevel: call.number("level") }))],
    ["put", "/admin/users/:id/grant_moderation.json", become(() => ({ moderator: true }))],
  ]);

/** By the beginning of a name, for who has an account. */
function search(call: Call): object {
  call.me();
  const term = String(call.request.query["term"] ?? "").toLowerCase();
  const begins = (text: string | null) =>
    text
      ?.toLowerCase()
      .split(" ")
      .some((part) => part.startsWith(term));
  const found = call.forum.store
    .all("users")
    .filter((user) => user.id > 0 && user.active && !user.staged && (begins(user.username) || begins(user.name)));
  return { users: found.slice(0, 6).map(({ username, name }) => ({ username, name })) };
}

/** A new account's fields; the ids go on from the highest. */
export function newUser(forum: Context, fields: Partial<User> & { username: string }): User {
  return {
    id: forum.store.nextId("users"),
    name: null,
    email: `${fields.username}@example.org`,
    password: "",
    admin: false,
    moderator: false,
    trustLevel: 1,
    active: true,
    staged: false,
    anonymised: false,
    suspendedTill: null,
    silencedTill: null,
    locale: null,
    zone: null,
    createdAt: forum.clock.now(),
    ...fields,
  };
}

const instant = (call: Call, name: string): number => {
  const at = Date.parse(call.text(name) ?? "");
  return Number.isNaN(at) ? call.forum.clock.now() + 86_400_000 : at;
};

function named(call: Call): User {
  const user = userNamed(call.forum.store, String(call.request.params["username"]));
  if (!user) throw notFound();
  return user;
}

function target(call: Call): User {
  if (!isStaff(call.me())) throw forbidden();
  const user = call.forum.store.get("users", call.number("id"));
  if (!user) throw notFound();
  return user;
}

function become(change: (call: Call) => Partial<User>): Handle {
  return (call) => {
    call.forum.store.update("users", target(call).id, change(call));
    return { success: "OK" };
  };
}

/** Only an administrator makes accounts here, by a key; one that is active at once is no longer staged, as there. */
function create(call: Call): object {
  call.admin();
  const username = call.text("username") ?? "";
  if (userNamed(call.forum.store, username)) throw unprocessable(["Pseudo déjà pris"], "create_user");
  const user = call.forum.store.put(
    "users",
    newUser(call.forum, {
      username,
      email: call.text("email") ?? "",
      password: call.text("password") ?? "",
      name: call.text("name") ?? null,
      active: call.flag("active"),
      staged: call.flag("staged") && !call.flag("active"),
      trustLevel: 1,
    })
  );
  return { success: true, active: user.active, message: "" };
}

function edit(call: Call): object {
  const user = named(call);
  if (call.me().id !== user.id && !call.me().admin) throw forbidden();
  const [locale, zone, name] = [call.text("locale"), call.text("timezone"), call.text("name")];
  const changed = call.forum.store.update("users", user.id, {
    ...(locale !== undefined && { locale: locale || null }),
    ...(zone !== undefined && { zone: zone || null }),
    ...(name !== undefined && { name }),
    options: { ...user.options, ...optionsIn(call) },
  });
  return { success: "OK", user: userJson(call.forum, changed, call.me()) };
}

/** What of a call are preferences. */
function optionsIn(call: Call): UserOptions {
  const frequency = call.text("chat_email_frequency");
  return {
    ...("email_digests" in call.given && { email_digests: call.flag("email_digests") }),
    ...("mailing_list_mode" in call.given && { mailing_list_mode: call.flag("mailing_list_mode") }),
    ...(frequency !== undefined && { chat_email_frequency: frequency }),
  };
}

/** The id stays and so do the posts; only the address tells. */
function anonymise(call: Call): object {
  const user = target(call);
  const username = `anon${user.id}${call.forum.clock.now() % 100_000}`;
  call.forum.store.update("users", user.id, {
    anonymised: true,
    username,
    name: null,
    email: `${username}@anonymized.invalid`,
  });
  return { success: "OK", username };
}

function remove(call: Call): object {
  const user = target(call);
  const posts = call.forum.store.all("posts").filter((post) => post.userId === user.id);
  if (posts.length > 0 && !call.flag("delete_posts")) throw forbidden();
  call.forum.store.transaction(() => {
    for (const post of posts) call.forum.store.remove("posts", post.id);
    call.forum.store.remove("users", user.id);
  });
  return { deleted: true };
}
