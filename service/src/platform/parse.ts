import type { FieldError } from "@veille/shared/api/problem";
import type { z } from "zod";
import { HttpProblem } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/** Our closed codes for what a schema found; the schema's own code where it gave one. */
function codeOf(issue: Issue): string {
  if (issue.code === "custom") return String(issue.params?.["code"] ?? issue.message);
  if (issue.code === "unrecognized_keys") return "unknown_field";
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "invalid";
  if (issue.code === "too_small")
    return issue.origin === "string" || issue.origin === "array" ? "too_short" : "too_small";
  if (issue.code === "too_big") return issue.origin === "string" || issue.origin === "array" ? "too_long" : "too_big";
  return "invalid";
}

function fieldsOf(issue: Issue, before: string): Omit<FieldError, "message">[] {
  const at = [before, ...issue.path.map(String)].filter(Boolean);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...at, key].join("."), code: "unknown_field" }));
  }
  // a union says nothing by itself: take the branch that came nearest
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
    return nearest.flatMap((inner) => fieldsOf(inner, at.join(".")));
  }
  return [{ path: at.join("."), code: codeOf(issue) }];
}

const depth = (issues: Issue[]): number => Math.max(...issues.map((issue) => issue.path.length * 10 - issues.length));

/** The value as the schema wants it. @throws HttpProblem 400 with a path and a code for each wrong field */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, before = ""): z.output<Schema> {
  const read = schema.safeParse(value, { reportInput: true });
  if (read.success) return read.data;
  throw new HttpProblem(400, "bad_input", { errors: read.error.issues.flatMap((issue) => fieldsOf(issue, before)) });
}
