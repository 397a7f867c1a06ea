import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HttpProblem } from "../../src/platform/errors.ts";
import { knownCodes, sentence } from "../../src/platform/sentences.ts";

const root = join(import.meta.dirname, "../../..");
const sources = ["service/src", "shared/src"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("sentences.ts"))
    .map((name) => readFileSync(join(root, folder, name), "utf8"))
);
const found = (pattern: RegExp): string[] => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1]!))),
];

const thrown = [
  ...found(/HttpProblem\(\s*[\w.]+,\s*"(\w+)"/g),
  ...found(/badField\(\s*[^,()]+,\s*"(\w+)"/g),
  ...found(/path: [^\n]*code: "(\w+)"/g),
  // what schemas say by themselves
  ...found(/message: "([a-z]+_[a-z_]+)"/g),
  ...found(/params: \{ code: "(\w+)"/g),
  "skipped",
  "repeated",
];

it("finds the codes that it looks for", () => {
  expect(thrown).toEqual(expect.arrayContaining(["not_found", "unknown_kind", "category_taken", "ends_before_start"]));
});

it.each([...new Set(thrown)].sort())("%s has a sentence in both languages", (code) => {
  expect(knownCodes()).toContain(code);
});

it.each(knownCodes())("%s is used somewhere, and said in whole sentences", (code) => {
  expect(sources.some((source) => source.includes(`"${code}"`))).toBe(true);
  const [french, english] = [sentence(code, "fr"), sentence(code, "en")];
  for (const said of [french, english]) expect(said).toMatch(/^\p{Lu}.*[.?]$/u);
  expect(french).not.toBe(english);
  expect(french).not.toMatch(/'|!|[^\u00a0][:;?»]|«[^\u00a0]/);
});

it("a problem speaks the reader's language, in the fields too", () => {
  const problem = new HttpProblem(400, "bad_input", { errors: [{ path: "when.moment.local", code: "past" }] });
  expect(problem.toProblem("fr")).toEqual({
    type: "about:blank",
    status: 400,
    code: "bad_input",
    title: "Quelque chose ne va pas dans ce qui a été envoyé.",
    errors: [{ path: "when.moment.local", code: "past", message: "Ce moment est passé." }],
  });
  expect(problem.toProblem("en")).toMatchObject({
    title: "Something is wrong in what was sent.",
    errors: [{ message: "This moment has passed." }],
  });
});
