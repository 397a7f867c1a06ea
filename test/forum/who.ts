import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { badKey, forbidden, Refusal } from "./answers.ts";
import type { Context } from "./context.ts";
import type { User } from "./rows.ts";
import { userNamed } from "./state.ts";

export interface Session {
  userId: number | null;
  csrf: string;
}

/** Who calls and how: by a full key as anybody, by the service's key as `system`, by a session, or nobody. */
export interface Caller {
  user: User | null;
  by: "admin_key" | "veille_key" | "session" | "nobody";
  session: Session | null;
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Reads key or cookie. A wrong key is 403 at once; a key never falls back to the cookie. */
export function identify(forum: Context, request: Request): Caller {
  const key = request.get("Api-Key");
  if (key !== undefined) {
    const name = request.get("Api-Username") ?? "system";
    const user = userNamed(forum.store, name);
    if (!user) throw badKey();
    if (equal(key, forum.keys.veille)) {
      if (user.username !== "system") throw badKey();
      return { user, by: "veille_key", session: null };
    }
    if (!equal(key, forum.keys.admin)) throw badKey();
    if (user.anonymised) throw badKey();
    if (!user.active || suspended(forum, user)) throw forbidden();
    return { user, by: "admin_key", session: null };
  }
  const session = forum.sessions.get(cookie(request, "_t") ?? "") ?? null;
  const user = session?.userId ? (forum.store.get("users", session.userId) ?? null) : null;
  const in_ = user && user.active && !suspended(forum, user) ? user : null;
  return { user: in_, by: in_ ? "session" : "nobody", session };
}

/** Writes by browser need the session's own word. */
export function checkCsrf(request: Request, caller: Caller): void {
  if (request.method === "GET" || request.method === "HEAD" || caller.by.endsWith("_key")) return;
  const given = request.get("X-CSRF-Token") ?? "";
  if (!caller.session || !equal(given, caller.session.csrf)) throw new Refusal(403, ["BAD CSRF"]);
}

/** A fresh session's cookie value. */
export function openSession(forum: Context, userId: number | null): { id: string; session: Session } {
  const id = randomBytes(16).toString("hex");
  const session = { userId, csrf: randomBytes(24).toString("base64url") };
  forum.sessions.set(id, session);
  return { id, session };
}

export function cookie(request: Request, name: string): string | undefined {
  const pairs = (request.get("Cookie") ?? "").split(/; */).map((pair) => pair.split("=") as [string, string]);
  return pairs.find(([key]) => key === name)?.[1];
}

export const suspended = (forum: Context, user: User): boolean =>
  user.suspendedTill !== null && user.suspendedTill > forum.clock.now();
export const silenced = (forum: Context, user: User): boolean =>
  user.silencedTill !== null && user.silencedTill > forum.clock.now();
export const isStaff = (user: User): boolean => user.admin || user.moderator;
