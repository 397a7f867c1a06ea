import type { Claims } from "@veille/shared/api/token";
import { createHash, createHmac } from "node:crypto";

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** First 8 hex digits of the secret's SHA-256: which secret signed. */
const kidOf = (secret: string): string => createHash("sha256").update(secret).digest("hex").slice(0, 8);

/** A bearer token as the plugin makes it: JWT, HS256 (RFC 7515). */
export function sign(claims: Claims, secret: string): string {
  const head = `${base64({ alg: "HS256", typ: "JWT", kid: kidOf(secret) })}.${base64(claims)}`;
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}
