import type { Locale } from "@veille/shared/api/common";
import { contactLink, link } from "./links.ts";
import { plain } from "./plain.ts";

export interface WelcomeInput {
  locale: Locale;
  /** the kind of help whose team somebody is in, in their language */
  kind: string;
  /** the second and last time */
  reminder: boolean;
  baseUrl: string;
  contact: string | null;
}

const _ = "\u00a0";

const words = {
  fr: {
    subject: `Quand souhaitez-vous recevoir les alertes du forum${_}?`,
    member: (kind: string) => `Bonjour, vous faites partie de l’équipe «${_}${kind}${_}».`,
    still: (kind: string) =>
      `Bonjour, vous faites partie de l’équipe «${_}${kind}${_}». Voici une fois encore ce choix, et nous n’en reparlerons plus.`,
    nothing: "Personne n’attend de vous une réponse le soir ou le week-end, ni même une réponse tout court.",
    calm: "Le forum peut se taire en dehors des heures que vous choisissez, puis vous faire un seul point à votre retour.",
    ways: `Trois possibilités${_}:`,
    team: "Les heures de la coopérative",
    own: "Mes propres heures",
    none: "Ne rien changer",
    without: "Sans réponse, rien ne change. Ces heures ne sont montrées à personne et ne vous engagent à rien.",
    automatic: `Message automatique — pour parler à quelqu’un${_}:`,
  },
  en: {
    subject: "When would you like to get the forum’s alerts?",
    member: (kind: string) => `Hello, you are part of the team “${kind}”.`,
    still: (kind: string) =>
      `Hello, you are part of the team “${kind}”. Here is this choice once more; we will not bring it up again.`,
    nothing: "Nobody expects an answer from you in the evening or at the week-end, nor any answer at all.",
    calm: "The forum can keep quiet outside the hours that you choose, and then give you one digest when you are back.",
    ways: "Three ways:",
    team: "The co-op’s hours",
    own: "My own hours",
    none: "Change nothing",
    without: "If you do nothing, nothing changes. These hours are shown to nobody and commit you to nothing.",
    automatic: "Automatic message — to talk to somebody:",
  },
};

/** To who is in a team: three ways, each a page with that choice prepared; nothing acts by being opened. */
export function welcomeMessage({ locale, kind, reminder, baseUrl, contact }: WelcomeInput): {
  title: string;
  raw: string;
} {
  const said = words[locale];
  const way = (name: string, mode: string) => link(name, `${baseUrl}/veille/prevenir?mode=${mode}`);
  const name = plain(kind);
  return {
    title: said.subject,
    raw: [
      `${reminder ? said.still(name) : said.member(name)} ${said.nothing}`,
      said.calm,
      `${said.ways} ${way(said.team, "team")} · ${way(said.own, "own")} · ${way(said.none, "as_before")}`,
      said.without,
      `${said.automatic} ${contactLink(contact, baseUrl)}`,
    ].join("\n\n"),
  };
}
