// What setting up proposes, in both languages whatever the reader's: it is kept for everybody. All of it can be changed.
import type { Words } from "@veille/shared/api/common";

export const draftedName: Words = {
  fr: "Réponse de l’équipe",
  en: "Answer from the team",
};

export const draftedSentence: Words = {
  fr: "D’autres membres peuvent aussi vous répondre, à tout moment.",
  en: "Other members may answer you, too, at any time.",
};
