// The questions of setting up, in their order.
import type { SetupStep } from "@veille/shared/api/setup";

export const questions: SetupStep[] = [
  "where",
  "who",
  "when",
  "words",
  "show",
  "topic",
];

export const stepAfter = (step: SetupStep): SetupStep =>
  questions[questions.indexOf(step) + 1] ?? "done";

export const isAfter = (step: SetupStep, other: SetupStep): boolean =>
  questions.indexOf(step) > questions.indexOf(other);
