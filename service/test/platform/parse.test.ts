import { DeferPost } from "@veille/shared/api/deferred-post";
import { PutKind } from "@veille/shared/api/kind";
import { When } from "@veille/shared/api/when";
import fc from "fast-check";
import { z } from "zod";
import { HttpProblem } from "../../src/platform/errors.ts";
import { parse } from "../../src/platform/parse.ts";
import { knownCodes } from "../../src/platform/sentences.ts";
import { kindFields } from "../support/kind.ts";

/** `path code` for each wrong field. */
function wrongIn(schema: z.ZodType, value: unknown, before?: string): string[] {
  try {
    parse(schema, value, before);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(HttpProblem);
    const { status, code, more } = error as HttpProblem;
    expect([status, code]).toEqual([400, "bad_input"]);
    return more.errors!.map((field) => `${field.path} ${field.code}`);
  }
}

const post = {
  raw: "texte",
  target: { type: "reply", topicId: 12, replyToPostId: null },
  when: { opening: "team" },
  draftKey: "topic_12",
};

describe("each wrong field has its dotted path and a closed code", () => {
  it.each<[string, object, string[]]>([
    ["missing", { raw: undefined }, ["raw required"]],
    ["of another type", { raw: 5 }, ["raw invalid"]],
    ["too short", { raw: "" }, ["raw too_short"]],
    ["too long", { topicTitle: "x".repeat(256) }, ["topicTitle too_long"]],
    ["too small", { target: { ...post.target, topicId: 0 } }, ["target.topicId too_small"]],
    ["too big", { target: { ...post.target, topicId: 2 ** 31 } }, ["target.topicId too_big"]],
    ["unknown", { colour: "red", size: 1 }, ["colour unknown_field", "size unknown_field"]],
    ["unknown, deeper", { target: { ...post.target, slot: 1 } }, ["target.slot unknown_field"]],
    ["not among the choices", { late: "never" }, ["late invalid"]],
    ["of no variant", { target: { type: "poem" } }, ["target.type invalid"]],
    ["of a variant with a hole", { target: { type: "reply", topicId: 1 } }, ["target.replyToPostId required"]],
    [
      "in a list",
      { target: { type: "message", title: "t", recipients: ["a", ""] } },
      ["target.recipients.1 too_short"],
    ],
    [
      "too many",
      { target: { type: "topic", title: "t", categoryId: null, tags: Array(21).fill("x") } },
      ["target.tags too_long"],
    ],
    ["several", { raw: 1, draftKey: null }, ["raw invalid", "draftKey invalid"]],
  ])("%s", (_what, change, wrong) => {
    expect(wrongIn(DeferPost, { ...post, ...change })).toEqual(wrong);
  });

  it.each<[string, object, string[]]>([
    [
      "a moment in an unknown zone",
      { moment: { local: "2026-11-24T09:00", zone: "Mars/Base" } },
      ["when.moment.zone unknown_zone"],
    ],
    [
      "a moment to the second",
      { moment: { local: "2026-11-24T09:00:00", zone: "Europe/Paris" } },
      ["when.moment.local invalid"],
    ],
    ["an opening of a kind that cannot be", { opening: "Team!" }, ["when.opening invalid"]],
    ["an opening with a stranger", { opening: "team", colour: 1 }, ["when.colour unknown_field"]],
  ])("in a choice of shapes, the nearest one speaks: %s", (_what, when, wrong) => {
    expect(wrongIn(DeferPost, { ...post, when })).toEqual(wrong);
  });

  it("by the schema's own code where it gives one", () => {
    const closures = [{ from: "2026-12-24", until: "2026-12-01" }];
    expect(wrongIn(PutKind, { version: 0, ...kindFields(), closures })).toEqual(["closures.0.until ends_before_start"]);
  });

  it("below where the value was found", () => {
    expect(wrongIn(When, 5, "when")).toEqual(["when invalid"]);
    expect(wrongIn(z.strictObject({ id: z.string() }), {}, "body")).toEqual(["body.id required"]);
  });
});

it("gives back what the schema makes of a good value", () => {
  expect(parse(DeferPost, post)).toEqual(post);
});

it("never fails in another way, whatever comes, and every code has its sentence", () => {
  const codes = new Set(knownCodes());
  const near = fc.record(
    { raw: fc.anything(), target: fc.anything(), when: fc.anything(), draftKey: fc.anything(), late: fc.anything() },
    { requiredKeys: [] }
  );
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), near),
      fc.constantFrom<z.ZodType>(DeferPost, PutKind, When),
      (value, schema) => {
        for (const wrong of wrongIn(schema, value)) expect(codes).toContain(wrong.split(" ").at(-1));
      }
    ),
    { numRuns: 1_000 }
  );
});

describe("characters that no database keeps", () => {
  const lone = ["\ud83e", "\udd89", "\udd89\ud83e"];

  it.each(lone)("half a character becomes a mark that it was there: %j", (half) => {
    expect(parse(DeferPost, { ...post, raw: `avant ${half} après 🦉` }).raw).toBe(
      `avant ${"\ufffd".repeat(half.length)} après 🦉`
    );
  });

  it("NUL goes, and nothing but NUL is nothing", () => {
    expect(parse(DeferPost, { ...post, raw: "a\0b" }).raw).toBe("ab");
    expect(wrongIn(DeferPost, { ...post, raw: "\0" })).toEqual(["raw too_short"]);
    const target = { type: "topic", title: "\0Titre\ud800", categoryId: null, tags: ["p\0hp"] };
    expect(parse(DeferPost, { ...post, target }).target).toEqual({ ...target, title: "Titre\ufffd", tags: ["php"] });
  });
});
