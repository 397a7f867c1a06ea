import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { createSealer, SealError } from "../../src/platform/sealing.ts";

const key = () => randomBytes(32).toString("base64");
const [first, second] = [key(), key()];

describe("a sealed text", () => {
  const sealer = createSealer([first]);

  it("opens to exactly what was sealed, for the same post and version", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, about) => {
        expect(sealer.open(sealer.seal(text, about), about)).toBe(text);
      })
    );
  });

  it("does not open for another post or version", () => {
    const sealed = sealer.seal("le texte", "post:1");
    for (const about of ["post:2", "", "post:11", "Post:1"])
      expect(() => sealer.open(sealed, about)).toThrow(SealError);
  });

  it("does not show the text, nor that two texts are the same", () => {
    const [one, other] = [sealer.seal("le texte", "a"), sealer.seal("le texte", "a")];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split(".")[1]!, "base64").toString("latin1")).not.toContain("texte");
  });

  it("does not open after any byte of it was changed, or when it is cut", () => {
    const sealed = sealer.seal("le texte qui attend", "a");
    const [name, body] = sealed.split(".") as [string, string];
    const bytes = Buffer.from(body, "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => sealer.open(`${name}.${changed.toString("base64")}`, "a")).toThrow(SealError);
      const cut = bytes.subarray(0, at).toString("base64");
      expect(() => sealer.open(`${name}.${cut}`, "a")).toThrow(SealError);
    }
    for (const wrong of ["", ".", name, `${name}.`, body]) expect(() => sealer.open(wrong, "a")).toThrow(SealError);
  });
});

describe("a change of keys", () => {
  const before = createSealer([first]);
  const after = createSealer([second, first]);

  it("seals with the new one and opens what the old one sealed", () => {
    expect(after.open(before.seal("ancien", "a"), "a")).toBe("ancien");
    expect(after.seal("nouveau", "a")).toMatch(new RegExp(`^${after.fingerprint}\\.`));
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.known).toEqual([after.fingerprint, before.fingerprint]);
  });

  it("leaves nobody without the new key able to read", () => {
    const sealed = after.seal("nouveau", "a");
    expect(() => before.open(sealed, "a")).toThrow("not known here");
  });
});

it.each([[[]], [["short"]], [[randomBytes(31).toString("base64")]], [[first, ""]]])(
  "is not made with the keys %j",
  (keys) => {
    expect(() => createSealer(keys)).toThrow(SealError);
  }
);
