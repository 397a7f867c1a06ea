import { createHmac } from "node:crypto";
import { SignJWT } from "jose";
import { createTokenReader, kidOf, localeOf } from "../../src/platform/tokens.ts";
import { claimsOf, createTestClock, minute, origin, paul, secret, sign } from "../support/service.ts";

const previous = "the secret that was used before this one";
const stranger = "a secret that somebody else made up for us";
const clock = createTestClock("2026-11-23T07:00:00Z");
const read = createTokenReader([secret, previous], origin, clock);
const good = (more: object = {}) => ({ ...claimsOf(paul, clock.now()), ...more });
const seconds = () => clock.now() / 1000;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a good token", () => {
  it("says who asks", async () => {
    const claims = good({ admin: true, moderator: true, coordinator: true, groups: [10, 41], moderates: [7] });
    expect(await read(await sign(claims))).toEqual({
      id: 3,
      username: "paul",
      admin: true,
      moderator: true,
      coordinator: true,
      groups: [10, 41],
      locale: "fr",
      zone: "Europe/Paris",
      moderates: [7],
    });
  });

  it("may be signed with the previous secret, while it is being changed, if it says so", async () => {
    expect((await read(await sign(good(), previous)))?.id).toBe(3);
    expect(await read(await sign(good(), previous, null))).toBeNull();
  });

  it("may name no secret at all: then it is the newest", async () => {
    expect((await read(await sign(good(), secret, null)))?.id).toBe(3);
  });

  it("may be 5 seconds ahead or behind", async () => {
    expect(await read(await sign(good({ iat: seconds() + 5, exp: seconds() + 305 })))).not.toBeNull();
    expect(await read(await sign(good({ iat: seconds() - 304, exp: seconds() - 4 })))).not.toBeNull();
  });

  it("may carry claims of a newer plugin", async () => {
    expect(await read(await sign(good({ newer: true })))).not.toBeNull();
  });

  it("counts no zone where the person's is none that is known here", async () => {
    expect(await read(await sign(good({ zone: "Mars/Base" })))).toMatchObject({ zone: null });
    expect(await read(await sign(good({ zone: null })))).toMatchObject({ zone: null });
  });

  it("ends by itself after five minutes, whatever it says", async () => {
    const token = await sign(good({ exp: seconds() + 3_600 }));
    const now = clock.now();
    clock.forward(5 * minute);
    expect(await read(token)).not.toBeNull();
    clock.forward(6_000);
    expect(await read(token)).toBeNull();
    clock.set(now);
  });
});

describe("whatever else comes is nobody", () => {
  it.each<[string, () => Promise<string>]>([
    ["signed with another secret", () => sign(good(), stranger)],
    ["signed with another secret under our name", () => sign(good(), stranger, kidOf(secret))],
    ["signed with the previous secret under the newest one's name", () => sign(good(), previous, kidOf(secret))],
    ["naming a secret that nobody has", () => sign(good(), secret, "00000000")],
    ["stale", () => sign(good({ iat: seconds() - 400, exp: seconds() - 100 }))],
    ["from the future", () => sign(good({ iat: seconds() + 60, exp: seconds() + 300 }))],
    ["without an end", () => sign({ ...good(), exp: undefined })],
    ["without a beginning", () => sign({ ...good(), iat: undefined })],
    ["without a person", () => sign({ ...good(), sub: undefined })],
    ["for somebody who is no number", () => sign(good({ sub: "paul" }))],
    ["for somebody who is a negative number", () => sign(good({ sub: "-1" }))],
    ["of another forum", () => sign(good({ iss: "https://other.test" }))],
    ["for another service", () => sign(good({ aud: "another" }))],
    ["with a right that is no boolean", () => sign(good({ coordinator: "true" }))],
    ["without groups", () => sign({ ...good(), groups: undefined })],
  ])("a token %s", async (_what, token) => {
    expect(await read(await token())).toBeNull();
  });

  it("a token that wants no signature", async () => {
    for (const alg of ["none", "None", "NONE"]) {
      const body = `${encode({ alg, typ: "JWT", kid: kidOf(secret) })}.${encode(good())}`;
      expect(await read(`${body}.`)).toBeNull();
      expect(await read(`${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`)).toBeNull();
    }
  });

  it("a token of another algorithm with the right secret", async () => {
    const token = await new SignJWT(good())
      .setProtectedHeader({ alg: "HS512", kid: kidOf(secret) })
      .sign(new TextEncoder().encode(`${secret}${secret}`));
    expect(await read(token)).toBeNull();
  });

  it("a token whose claims were changed after signing", async () => {
    const [head, , signature] = (await sign(good())).split(".");
    expect(await read([head, encode(good({ coordinator: true })), signature].join("."))).toBeNull();
  });

  it.each(["", "x", "a.b.c", "....", "é", `${"a".repeat(10_000)}.b.c`])("the token %j", async (token) => {
    expect(await read(token)).toBeNull();
  });
});

it("names a secret by the first eight hex digits of its SHA-256", () => {
  expect(kidOf("abc")).toBe("ba7816bf");
});

it.each([
  ["fr", "fr"],
  ["fr_CA", "fr"],
  ["FR", "fr"],
  ["en_GB", "en"],
  ["de", "en"],
  ["", "en"],
  [null, "en"],
])("speaks to a reader of %s in %s", (locale, spoken) => {
  expect(localeOf(locale)).toBe(spoken);
});
