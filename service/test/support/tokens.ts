import type { Claims } from "@veille/shared/api/token";
import { SignJWT } from "jose";
import { kidOf } from "../../src/platform/tokens.ts";

export const secret = "a secret of the tests that is long enough";
export const origin = "https://forum.test";

/** Somebody who asks: what the plugin would write into the token, where it matters to a test. */
export type Who = Partial<Omit<Claims, "iss" | "aud" | "iat" | "exp" | "sub">> & { id: number };

export const paul: Who = { id: 3, username: "paul" };
export const coordinator: Who = { id: 2, username: "camille", coordinator: true };

export const claimsOf = ({ id, ...more }: Who, now: number): Claims => ({
  iss: origin,
  aud: "veille",
  sub: String(id),
  iat: Math.floor(now / 1000),
  exp: Math.floor(now / 1000) + 300,
  username: `user-${id}`,
  admin: false,
  moderator: false,
  coordinator: false,
  groups: [],
  locale: "fr",
  zone: "Europe/Paris",
  moderates: [],
  ...more,
});

/** Signs claims as the plugin does. `kid` null: none in the header. */
export function sign(claims: object, signedWith = secret, kid: string | null = kidOf(signedWith)): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...(kid !== null && { kid }) })
    .sign(new TextEncoder().encode(signedWith));
}

/** A good token of that person, from `now` (ms) on for five minutes. */
export const tokenOf = (who: Who, now: number): Promise<string> => sign(claimsOf(who, now));
