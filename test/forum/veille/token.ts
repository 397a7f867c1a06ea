import { type Claims, type Token, TokenRequest } from "@veille/shared/api/token";
import type { Request, Response } from "express";
import { forbidden } from "../answers.ts";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import { canModerate } from "../guardian.ts";
import type { User } from "../rows.ts";
import { groupIdsOf } from "../state.ts";
import { sign } from "../tokens.ts";
import { type Caller, checkCsrf } from "../who.ts";
import { parse } from "./parse.ts";

const life = 300;

/** For a session only: an administrator's key could otherwise make anybody's token. */
export function token(forum: Context, request: Request, response: Response): Token {
  const caller = response.locals.caller as Caller;
  if (caller.by.endsWith("_key")) throw forbidden();
  checkCsrf(request, caller);
  if (!caller.user) throw forbidden();
  const { topicId } = parse(TokenRequest, request.body);
  return tokenFor(forum, caller.user, topicId);
}

/** What the session of that person would be given. */
export function tokenFor(forum: Context, user: User, topicId?: number): Token {
  const iat = Math.floor(forum.clock.now() / 1000);
  const groups = groupIdsOf(forum.store, user);
  const coordinators = forum.settings.veille_coordinator_groups.split("|").filter(Boolean).map(Number);
  const topic = topicId === undefined ? undefined : forum.store.get("topics", topicId);
  const claims: Claims = {
    iss: forum.origin,
    aud: "veille",
    sub: String(user.id),
    iat,
    exp: iat + life,
    username: user.username,
    admin: user.admin,
    moderator: user.moderator,
    coordinator: user.admin || coordinators.some((id) => groups.includes(id)),
    groups,
    locale: user.locale ?? forum.settings.default_locale,
    zone: user.zone,
    moderates: topic && canModerate(forum, user, topic) ? [topic.id] : [],
  };
  return { token: sign(claims, forum.secrets[0]!), expiresAt: iso((iat + life) * 1000) };
}
