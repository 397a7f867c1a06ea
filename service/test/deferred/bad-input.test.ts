import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { SignJWT } from "jose";
import { type Chain, startChain, uuidAt } from "../support/chain.ts";
import { kidOf } from "../../src/platform/tokens.ts";
import { claimsOf, day, secret, sign } from "../support/service.ts";

let chain: Chain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain.stop());

const moment = (local: string, zone = "Europe/Paris", more = {}) => ({ moment: { local, zone, ...more } });

describe("a moment is refused with the field and why, and nothing is kept", () => {
  test.each([
    ["that has passed", moment("2026-11-23T07:59"), "past"],
    ["less than a minute ahead", moment("2026-11-23T08:00"), "past"],
    ["more than a year ahead", moment("2027-11-30T09:00"), "too_far"],
    ["on a date that does not exist", moment("2027-02-29T09:00"), "no_such_date"],
  ])("%s", async (_why, when, code) => {
    const uuid = uuidAt(chain.clock.now());
    const answer = await chain.defer({ when }, chain.paul, uuid);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toMatch("application/problem+json");
    expect(answer.body.errors).toEqual([expect.objectContaining({ path: "when.moment.local", code })]);
    expect((await chain.call("GET", `/v1/deferred-posts/${uuid}`, { as: chain.paul })).status).toBe(404);
  });

  test("in less than a minute", async () => {
    chain.clock.forward(30_000);
    const answer = await chain.defer({ when: moment("2026-11-23T08:01") });
    expect(answer.body.errors[0]).toMatchObject({ code: "too_near" });
  });

  test("skipped by the clock change: the two ways to mean it are offered, and either is taken", async () => {
    const answer = await chain.defer({ when: moment("2027-03-28T02:30") });
    expect(answer.body.errors[0]).toMatchObject({
      code: "skipped",
      possibilities: [
        { local: "2027-03-28T01:30", at: "2027-03-28T00:30:00.000Z" },
        { local: "2027-03-28T03:30", at: "2027-03-28T01:30:00.000Z" },
      ],
    });
    const { local } = answer.body.errors[0].possibilities[1];
    expect((await chain.deferred({ when: moment(local) })).dueAt).toBe("2027-03-28T01:30:00.000Z");
  });

  test("that happens twice: nothing is guessed, the person chooses", async () => {
    const answer = await chain.defer({ when: moment("2027-10-31T02:30") });
    expect(answer.body.errors[0]).toMatchObject({ code: "repeated" });
    expect(answer.body.errors[0].possibilities.map(({ at }: { at: string }) => at)).toEqual([
      "2027-10-31T00:30:00.000Z",
      "2027-10-31T01:30:00.000Z",
    ]);
    const later = await chain.deferred({
      when: moment("2027-10-31T02:30", "Europe/Paris", { disambiguation: "later" }),
    });
    expect(later.dueAt).toBe("2027-10-31T01:30:00.000Z");
  });
});

describe("what is not understood is refused by the field", () => {
  test.each([
    ["an unknown kind", { when: { opening: "nobody" } }, "when.opening", "unknown_kind"],
    ["an unknown zone", { when: moment("2026-12-01T09:00", "Europe/Lyon") }, "when.moment.zone", "unknown_zone"],
    ["an unknown field", { colour: "red" }, "colour", "unknown_field"],
    ["no text", { raw: "" }, "raw", "too_short"],
    ["a text longer than the forum takes", { raw: "é".repeat(32_001) }, "raw", "too_long"],
    [
      "a topic's title that is too short for the forum",
      { target: { type: "topic", title: "Court", categoryId: 3, tags: [] } },
      "target.title",
      "too_short",
    ],
    ["somebody else's late rule", { late: "whenever" }, "late", "invalid"],
    [
      "a topic that is no number",
      { target: { type: "reply", topicId: "12", replyToPostId: null } },
      "target.topicId",
      "invalid",
    ],
  ])("%s", async (_what, asked, path, code) => {
    const answer = await chain.defer(asked as never);
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ path, code })]]);
    expect(answer.body.errors[0].message).not.toBe(code);
  });

  test("a uuid that is not of version 7, or of another week", async () => {
    const other = await chain.defer({}, chain.paul, "6ba7b810-9dad-41d1-80b4-00c04fd430c8");
    expect([other.status, other.body.errors[0].path]).toEqual([400, "id"]);
    const old = await chain.defer({}, chain.paul, uuidAt(chain.clock.now() - 3 * day));
    expect(old.body.errors[0]).toMatchObject({ path: "id", code: "uuid_time" });
  });

  test("a wrong version changes nothing", async () => {
    const post = await chain.deferred({ raw: "Un texte dont la version compte." });
    const answer = await chain.edit({ ...post, version: 7 }, { raw: "Écrit avec une version inventée." });
    expect([answer.status, answer.body.present.raw]).toEqual([409, post.raw]);
  });

  test("a body over 256 kB is too large, broken JSON is broken JSON", async () => {
    const path = `/v1/deferred-posts/${uuidAt(chain.clock.now())}`;
    const large = await chain.call("PUT", path, { as: chain.paul, body: { raw: "a".repeat(300_000) } });
    expect([large.status, large.body.code]).toEqual([413, "too_large"]);
    const broken = await chain.call("PUT", path, { as: chain.paul, body: "{" });
    expect([broken.status, broken.body.code]).toEqual([400, "bad_json"]);
  });
});

describe("a token", () => {
  const now = () => chain.clock.now();
  const without = () => sign(claimsOf(chain.paul, now()), "another secret, just as long as ours is");
  const unsigned = () =>
    Promise.resolve(
      [{ alg: "none" }, claimsOf(chain.paul, now())]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".") + "."
    );
  const elsewhere = () => sign({ ...claimsOf(chain.paul, now()), aud: "another service" });
  const otherKind = () =>
    new SignJWT({ ...claimsOf(chain.paul, now()) })
      .setProtectedHeader({ alg: "HS512", kid: kidOf(secret) })
      .sign(new TextEncoder().encode(secret.padEnd(64, "x")));
  test.each([
    ["forged with another secret", without],
    ["without a signature", unsigned],
    ["that is stale", () => sign(claimsOf(chain.paul, now() - 10 * 60_000))],
    ["for another service", elsewhere],
    ["signed in another way", otherKind],
  ])("%s is answered 401, and nothing changes", async (_what, mint) => {
    const uuid = uuidAt(now());
    const body = {
      raw: "Un texte.",
      target: { type: "reply", topicId: 1, replyToPostId: null },
      when: { opening: "team" },
      draftKey: "topic_1",
    };
    const answer = await chain.call("PUT", `/v1/deferred-posts/${uuid}`, { token: await mint(), body });
    expect([answer.status, answer.body.code]).toEqual([401, "no_token"]);
    expect((await chain.call("GET", `/v1/deferred-posts/${uuid}`, { as: chain.paul })).status).toBe(404);
  });
});

test("a person may have fifty posts waiting and no more; one that ends makes room", async () => {
  const { waiting } = (await chain.call("GET", "/v1/deferred-posts", { as: chain.lea })).body;
  const posts = [];
  for (let count = waiting as number; count < 50; count++)
    posts.push(await chain.deferred({ raw: `Réponse numéro ${count}.` }, chain.lea));
  const answer = await chain.defer({}, chain.lea);
  expect([answer.status, answer.body.code]).toEqual([409, "too_many_waiting"]);
  const [first] = posts;
  await chain.call("POST", `/v1/deferred-posts/${first?.id}/take-back`, { as: chain.lea, body: { version: 1 } });
  expect((await chain.defer({}, chain.lea)).status).toBe(201);
});
