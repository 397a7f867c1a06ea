// What setting up proposes, in both languages whatever the reader's: it is kept for everybody. All of it can be changed.
import type { Words } from "@veille/shared/api/common";

export const draftedName: Words = {
  fr: "Réponse de l’équipe",
  en: "Answer from the team",
};

export const draftedSentence: Words = {
  fr: "L’équipe lit et répond à ses heures ; d’autres membres peuvent répondre à tout moment.",
  en: "The team reads and answers during its hours; other members may answer at any time.",
};
