import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Thrown where a sealed text cannot be opened: another key, or not the text of that post and version. */
export class SealError extends Error {
  override name = "SealError";
}

export interface Sealer {
  /** `<fingerprint>.<base64>`; `about` is bound to it and must be the same when opening */
  seal(text: string, about: string): string;
  /** @throws SealError */
  open(sealed: string, about: string): string;
  /** of the key that seals, 8 hex digits */
  fingerprint: string;
  /** of all keys that can open */
  known: string[];
}

/** 96 random bits, drawn from the system many at a time. */
function createNonces(): () => Buffer {
  let pool = Buffer.alloc(0);
  return () => {
    if (pool.length < 12) pool = randomBytes(12 * 256);
    const nonce = pool.subarray(0, 12);
    pool = pool.subarray(12);
    return nonce;
  };
}

const fingerprintOf = (key: Buffer): string => createHash("sha256").update(key).digest("hex").slice(0, 8);

/** AES-256-GCM with a random 96-bit nonce. The first key seals; all open. Keys are 32 bytes in base64. */
export function createSealer(keys: string[]): Sealer {
  const ring = new Map<string, Buffer>();
  for (const key of keys) {
    const bytes = Buffer.from(key, "base64");
    if (bytes.length !== 32) throw new SealError("a seal key must be 32 bytes in base64");
    ring.set(fingerprintOf(bytes), bytes);
  }
  const [first] = ring;
  if (!first) throw new SealError("no seal key");
  const [fingerprint, key] = first;
  const nextNonce = createNonces();
  return {
    fingerprint,
    known: [...ring.keys()],
    seal(text, about) {
      const nonce = nextNonce();
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
      const [body, rest] = [cipher.update(text, "utf8"), cipher.final()];
      return `${fingerprint}.${Buffer.concat([nonce, cipher.getAuthTag(), body, rest]).toString("base64")}`;
    },
    open(sealed, about) {
      const [name = "", body = ""] = sealed.split(".");
      const used = ring.get(name);
      if (!used) throw new SealError("sealed with a key that is not known here");
      const bytes = Buffer.from(body, "base64");
      try {
        const decipher = createDecipheriv("aes-256-gcm", used, bytes.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
      } catch {
        throw new SealError("not the text of that post and version");
      }
    },
  };
}
