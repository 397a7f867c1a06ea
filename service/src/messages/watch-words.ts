import type { Locale } from "@veille/shared/api/common";

const _ = "\u00a0";

/** What happened to a place, or what is asked for. */
export type WatchEvent =
  | "replaced"
  | "freed"
  | "cancelled"
  | "moved"
  | "promoted"
  | "free"
  | "proposed"
  | "withdrawn"
  | "call"
  | "gap"
  | "week"
  | "urgent";

interface Said {
  /** the shift in words, and where it was before */
  when: string;
  was: string;
  kind: string;
  /** of what can't wait */
  what: string;
  by: string;
}

export interface Words {
  subject: Record<WatchEvent, (said: Said) => string>;
  body: Record<WatchEvent, (said: Said) => string>;
  /** the way on: what it says, and the act that is prepared there */
  way: Record<WatchEvent, string | null>;
  stretch: (start: string, from: string, to: string) => string;
  days: (from: string, to: string) => string;
  topic: string;
  choose: string;
  automatic: string;
}

const french: Words = {
  subject: {
    replaced: ({ when }) => `Remplacement trouvé${_}: ${when}`,
    freed: ({ when }) => `Votre place est libérée${_}: ${when}`,
    cancelled: ({ when }) => `Votre permanence n’a plus lieu${_}: ${when}`,
    moved: ({ when }) => `Votre permanence change de moment${_}: ${when}`,
    promoted: ({ when }) => `Une place s’est libérée, elle est à vous${_}: ${when}`,
    free: ({ when }) => `Une place se libère${_}: ${when}`,
    proposed: ({ when }) => `Une permanence vous est proposée${_}: ${when}`,
    withdrawn: ({ when }) => `Cette permanence ne vous est plus proposée${_}: ${when}`,
    call: ({ when }) => `Un remplacement est souhaité${_}: ${when}`,
    gap: ({ when }) => `Créneau libre${_}: ${when}`,
    week: () => "Les créneaux libres des prochains jours",
    urgent: ({ what }) => `Cela ne peut pas attendre${_}: ${what}`,
  },
  body: {
    replaced: ({ when, kind }) =>
      `Bonjour, quelqu’un de l’équipe a pris votre place pour la permanence de ${when} (${kind}). Vous n’avez plus rien à faire.`,
    freed: ({ when, kind }) =>
      `Bonjour, la coordination a libéré votre place pour la permanence de ${when} (${kind}). Rien d’autre ne change.`,
    cancelled: ({ when, kind }) =>
      `Bonjour, le tableau a changé${_}: la permanence de ${when} (${kind}) n’a plus lieu, ou compte moins de places. Vous n’avez rien à faire.`,
    moved: ({ when, was, kind }) =>
      `Bonjour, le tableau a changé${_}: la permanence de ${was} (${kind}) aura lieu ${when}. Votre place vous suit. Si cela ne vous va pas, il suffit de le dire${_}; aucune raison n’est demandée.`,
    promoted: ({ when, kind }) =>
      `Bonjour, une place s’est libérée pour la permanence de ${when} (${kind}). Comme vous l’aviez souhaité, elle est à vous. Si cela ne vous va plus, il suffit de le dire.`,
    free: ({ when, kind }) =>
      `Bonjour, vous êtes sur la liste d’attente de la permanence de ${when} (${kind})${_}: une place est à prendre. La première personne qui la prend l’a.`,
    proposed: ({ when, kind }) =>
      `Bonjour, la coordination vous propose la permanence de ${when} (${kind}). Rien n’est fait tant que vous n’avez pas dit «${_}D’accord${_}»${_}; sans réponse, rien ne se passe.`,
    withdrawn: ({ when, kind }) =>
      `Bonjour, la coordination ne propose plus la permanence de ${when} (${kind}). Vous n’avez rien à faire.`,
    call: ({ when, kind }) =>
      `Bonjour, quelqu’un de l’équipe aimerait un remplacement pour la permanence de ${when} (${kind}). Elle reste assurée tant que personne ne la prend.`,
    gap: ({ when, kind }) =>
      `Bonjour, il reste une place pour la permanence de ${when} (${kind}). Si personne ne la prend, ce n’est pas grave.`,
    week: ({ kind }) => `Bonjour, voici ce qui est libre (${kind}). Si personne ne les prend, ce n’est pas grave.`,
    urgent: ({ what, by, kind }) =>
      `Bonjour, ${by} dit que cela ne peut pas attendre (${kind})${_}: ${what}. Vous recevez ce message parce que vous êtes de permanence et que vous l’avez souhaité.`,
  },
  way: {
    ...{ replaced: null, freed: null, cancelled: null, week: "Voir le tableau", gap: "Prendre la place" },
    ...{ moved: "Je ne pourrai pas", promoted: "Je ne pourrai pas", free: "Prendre la place" },
    ...{ proposed: "Répondre", withdrawn: null, call: "Prendre la place", urgent: null },
  },
  stretch: (day, from, to) => `${day}, ${from} – ${to}`,
  days: (from, to) => `${from} – ${to}`,
  topic: "Voir le sujet",
  choose: "Choisir ce que je reçois",
  automatic: `Message automatique — pour parler à quelqu’un${_}:`,
};

const english: Words = {
  subject: {
    replaced: ({ when }) => `Replacement found: ${when}`,
    freed: ({ when }) => `Your place is free again: ${when}`,
    cancelled: ({ when }) => `Your watch shift will not take place: ${when}`,
    moved: ({ when }) => `Your watch shift has another time: ${when}`,
    promoted: ({ when }) => `A place came free and is yours: ${when}`,
    free: ({ when }) => `A place is free: ${when}`,
    proposed: ({ when }) => `A watch shift is proposed to you: ${when}`,
    withdrawn: ({ when }) => `This watch shift is no longer proposed to you: ${when}`,
    call: ({ when }) => `A replacement is asked for: ${when}`,
    gap: ({ when }) => `Open slot: ${when}`,
    week: () => "Open slots of the coming days",
    urgent: ({ what }) => `This can’t wait: ${what}`,
  },
  body: {
    replaced: ({ when, kind }) =>
      `Hello, somebody from the team has taken your place in the watch shift of ${when} (${kind}). There is nothing left for you to do.`,
    freed: ({ when, kind }) =>
      `Hello, the coordinators have freed your place in the watch shift of ${when} (${kind}). Nothing else changes.`,
    cancelled: ({ when, kind }) =>
      `Hello, the table has changed: the watch shift of ${when} (${kind}) will not take place, or has fewer places. There is nothing for you to do.`,
    moved: ({ when, was, kind }) =>
      `Hello, the table has changed: the watch shift of ${was} (${kind}) will be on ${when}. Your place goes along. If that does not suit you, just say so; no reason is asked for.`,
    promoted: ({ when, kind }) =>
      `Hello, a place came free in the watch shift of ${when} (${kind}). As you wished, it is yours. If that does not suit you any more, just say so.`,
    free: ({ when, kind }) =>
      `Hello, you are on the waiting list of the watch shift of ${when} (${kind}): there is a place. Whoever takes it first has it.`,
    proposed: ({ when, kind }) =>
      `Hello, the coordinators propose the watch shift of ${when} (${kind}) to you. Nothing holds until you have agreed; if you do nothing, nothing happens.`,
    withdrawn: ({ when, kind }) =>
      `Hello, the coordinators no longer propose the watch shift of ${when} (${kind}). There is nothing for you to do.`,
    call: ({ when, kind }) =>
      `Hello, somebody from the team would like a replacement for the watch shift of ${when} (${kind}). It is covered as long as nobody takes it.`,
    gap: ({ when, kind }) =>
      `Hello, there is a place left in the watch shift of ${when} (${kind}). If nobody takes it, that is fine.`,
    week: ({ kind }) => `Hello, this is open (${kind}). If nobody takes it, that is fine.`,
    urgent: ({ what, by, kind }) =>
      `Hello, ${by} says that this can’t wait (${kind}): ${what}. You get this message because you are on watch and wished to.`,
  },
  way: {
    ...{ replaced: null, freed: null, cancelled: null, week: "See the table", gap: "Take the place" },
    ...{ moved: "I can’t", promoted: "I can’t", free: "Take the place" },
    ...{ proposed: "Answer", withdrawn: null, call: "Take the place", urgent: null },
  },
  stretch: (day, from, to) => `${day}, ${from} – ${to}`,
  days: (from, to) => `${from} – ${to}`,
  topic: "See the topic",
  choose: "Choose what I get",
  automatic: "Automatic message — to talk to somebody:",
};

export const watchWords: Record<Locale, Words> = { fr: french, en: english };
