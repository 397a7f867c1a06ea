import type { Openings } from "@veille/shared/api/when";
import { i18n } from "discourse-i18n";
import type Veille from "../services/veille.ts";

/** A choice of the menu with its date: « Au retour de l’équipe — lundi 9 h ». */
export const choiceWords = (
  veille: Pick<Veille, "when">,
  { id, at }: Openings["choices"][number]
): string => i18n(`veille.choice.${id}`, { when: veille.when(at) });
