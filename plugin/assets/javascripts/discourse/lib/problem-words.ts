import { i18n } from "discourse-i18n";
import { ServiceError } from "./veille-service.ts";

/** What a person reads when an act did not succeed. What is no answer of the service's is thrown on. */
export function problemWords(
  error: unknown,
  unanswered = "veille.act.failed"
): string {
  if (!(error instanceof ServiceError)) {
    throw error;
  }
  if (error.code === "no_token") {
    return i18n("veille.no_token");
  }
  if (error.inDoubt) {
    return i18n(unanswered);
  }
  // "something is wrong in what was sent" says less than what is wrong
  const fields = error.errors.map(({ message }) => message);
  return fields.length > 0 ? fields.join(" ") : error.message;
}
