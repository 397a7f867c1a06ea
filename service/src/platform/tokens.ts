import { createHash } from "node:crypto";
import { Claims } from "@veille/shared/api/token";
import type { Locale } from "@veille/shared/api/common";
import { knowsZone } from "@veille/shared/api/common";
import { jwtVerify } from "jose";
import type { Clock } from "./clock.ts";

/** Who asks, as the forum says in the token. */
export interface Person {
  id: number;
  username: string;
  admin: boolean;
  moderator: boolean;
  coordinator: boolean;
  groups: number[];
  locale: Locale;
  /** IANA zone; null where the person chose none */
  zone: string | null;
  moderates: number[];
}

/** French for every French, English for everybody else. */
export const localeOf = (locale: string | null | undefined): Locale =>
  locale?.toLowerCase().startsWith("fr") ? "fr" : "en";

/** First 8 hex digits of the secret's SHA-256: how a token names the secret it was signed with. */
export const kidOf = (secret: string): string => createHash("sha256").update(secret).digest("hex").slice(0, 8);

const rememberedTokens = 5_000;

export type ReadToken = (token: string) => Promise<Person | null>;

/** Null for whatever is forged, stale, not ours or not understood. The clock may differ by 5 s. */
export function createTokenReader(secrets: string[], issuer: string, clock: Clock): ReadToken {
  const keys = new Map(secrets.map((secret) => [kidOf(secret), new TextEncoder().encode(secret)]));
  const first = [...keys.values()][0];
  // a page asks many times with the same token: its signature is checked once
  const read = new Map<string, { person: Person; until: number }>();
  return async (token) => {
    const known = read.get(token);
    if (known && clock.now() < known.until) return known.person;
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = kid === undefined ? first : keys.get(kid);
          if (!key) throw new Error("unknown kid");
          return key;
        },
        {
          algorithms: ["HS256"],
          issuer,
          audience: "veille",
          currentDate: new Date(clock.now()),
          clockTolerance: 5,
          maxTokenAge: 300,
          requiredClaims: ["sub", "exp", "iat"],
        }
      );
      const claims = Claims.parse(payload);
      const person = {
        id: Number(claims.sub),
        username: claims.username,
        admin: claims.admin,
        moderator: claims.moderator,
        coordinator: claims.coordinator,
        groups: claims.groups,
        locale: localeOf(claims.locale),
        zone: claims.zone && knowsZone(claims.zone) ? claims.zone : null,
        moderates: claims.moderates,
      };
      if (read.size >= rememberedTokens) read.clear();
      read.set(token, { person, until: Math.min(claims.exp, claims.iat + 300) * 1000 });
      return person;
    } catch {
      return null;
    }
  };
}
