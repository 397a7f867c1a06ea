import type { z } from "zod";
import { Refusal } from "../answers.ts";

/** The body by its schema, or 400 with the fields that are wrong. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Refusal(400, { errors, error_type: "invalid_parameters" });
}
