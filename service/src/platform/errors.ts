import type { FieldError, Problem } from "@veille/shared/api/problem";
import type { Locale } from "@veille/shared/api/common";
import { sentence } from "./sentences.ts";

export interface ProblemMore {
  errors?: Omit<FieldError, "message">[];
  present?: unknown;
  retryAfter?: number;
}

/** The one error of the edge. `code` is stable and has a sentence in each language in sentences.ts. */
export class HttpProblem extends Error {
  override name = "HttpProblem";
  readonly status: number;
  readonly code: string;
  readonly more: ProblemMore;

  constructor(status: number, code: string, more: ProblemMore = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.more = more;
  }

  /** RFC 9457, in the reader's language. */
  toProblem(locale: Locale): Problem {
    const { errors, ...rest } = this.more;
    return {
      type: "about:blank",
      status: this.status,
      code: this.code,
      title: sentence(this.code, locale),
      ...(errors && { errors: errors.map((error) => ({ ...error, message: sentence(error.code, locale) })) }),
      ...rest,
    };
  }
}

/** One wrong field. */
export const badField = (path: string, code: string, more: Partial<FieldError> = {}): HttpProblem =>
  new HttpProblem(400, "bad_input", { errors: [{ path, code, ...more }] });
