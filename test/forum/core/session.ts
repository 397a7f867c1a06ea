import { invalid, notFound, Refusal } from "../answers.ts";
import type { Context } from "../context.ts";
import { isSetting } from "../settings.ts";
import { userNamed } from "../state.ts";
import { cookie, openSession } from "../who.ts";
import { type Call, coreRoutes } from "./route.ts";
import { currentUser } from "./user-json.ts";

/** Coming in by name and password, and what an administrator sets. */
export const sessionRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["get", "/session/csrf.json", csrf],
    ["post", "/session.json", enter],
    ["get", "/session/current.json", current],
    ["delete", "/session/:username.json", leave],
    [
      "get",
      "/site/basic-info.json",
      () => ({
        title: forum.settings.title,
        locale: forum.settings.default_locale,
        login_required: forum.settings.login_required,
      }),
    ],
    ["put", "/admin/site_settings/:name.json", set],
    ["put", "/admin/backups/readonly.json", readOnlyMode],
  ]);

function csrf(call: Call): object {
  let { session } = call.caller;
  if (!session) {
    const fresh = openSession(call.forum, null);
    session = fresh.session;
    setCookie(call, fresh.id);
  }
  return { csrf: session.csrf };
}

export const setCookie = (call: Pick<Call, "response">, id: string): void => {
  call.response.append("Set-Cookie", `_t=${id}; path=/; HttpOnly; SameSite=Lax`);
};

/** A wrong password is 200 with an error, as in the forum. */
function enter(call: Call): object {
  const user = userNamed(call.forum.store, call.text("login") ?? "");
  if (!user || !user.password || user.password !== call.given["password"]) {
    return { error: "Pseudo, e-mail ou mot de passe incorrect", reason: "invalid_credentials" };
  }
  if (!user.active) return { error: "Vous ne pouvez pas encore vous connecter.", reason: "not_activated" };
  const { id } = openSession(call.forum, user.id);
  setCookie(call, id);
  return { user_badges: [], user: { id: user.id, username: user.username } };
}

function current(call: Call): object {
  if (!call.caller.user) throw notFound();
  return { current_user: currentUser(call.forum, call.caller.user) };
}

function leave(call: Call): object {
  call.forum.sessions.delete(cookie(call.request, "_t") ?? "");
  return {};
}

function set(call: Call): void {
  call.admin();
  const name = String(call.request.params["name"]);
  if (!isSetting(name)) throw new Refusal(422, { errors: [`no setting ${name}`] });
  if (call.given[name] === undefined) throw invalid(name);
  Object.assign(call.forum.settings, { [name]: call.given[name] });
  call.response.status(200).end();
}

function readOnlyMode(call: Call): object {
  call.admin();
  call.forum.settings.read_only = call.flag("enable");
  return { success: "OK" };
}
