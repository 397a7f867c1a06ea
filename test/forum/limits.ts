import type { Request } from "express";
import { limited } from "./answers.ts";
import type { Context } from "./context.ts";
import { sentences } from "./sentences.ts";

const minute = 60_000;

/** All admin calls of the forum share one budget a minute; throws the recorded 429. 0 switches it off. */
export function countAdminCall(forum: Context): void {
  const most = forum.settings.admin_calls_per_minute;
  if (most === 0) return;
  const now = forum.clock.now();
  const recent = (forum.calls.admin = forum.calls.admin.filter((at) => at > now - minute && at <= now));
  if (recent.length >= most) {
    throw adminLimit(Math.max(1, Math.ceil((recent[0]! + minute - now) / 1000)));
  }
  recent.push(now);
}

export const adminLimit = (seconds: number) =>
  limited(sentences.callsTooOften(seconds), seconds, "admin_api_key_rate_limit");

/** 50 calls in 10 s from one address; loopback counts as itself, unlike in a real forum, so that it can be tried. */
export function addressIsTooFast(forum: Context, request: Request): boolean {
  if (!forum.settings.ip_limits) return false;
  const address = request.get("X-Forwarded-For") ?? request.socket.remoteAddress ?? "";
  const now = forum.clock.now();
  const recent = (forum.calls.byAddress.get(address) ?? []).filter((at) => at > now - 10_000 && at <= now);
  forum.calls.byAddress.set(address, recent);
  if (recent.length >= 50) return true;
  recent.push(now);
  return false;
}
