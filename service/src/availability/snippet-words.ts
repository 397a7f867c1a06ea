import type { Locale } from "@veille/shared/api/common";

const _ = "\u00a0";

interface SnippetWords {
  title: string;
  teamHours: string;
  until: (when: string, far: boolean) => string;
  back: (when: string) => string;
  /** in a kind with a table of shifts */
  noWatch: (when: string) => string;
  /** nobody named: somebody of the team */
  onWatch: (names: string[]) => string;
  noReturn: string;
  anyTime: string;
  at: (time: string) => string;
  usualDelay: (delay: string) => string;
  nextDay: string;
  wholeDay: string;
  /** after the week's hours */
  notOnHolidays: string;
  closed: (from: string, until: string) => string;
  closedOn: (day: string) => string;
  closedUntil: (day: string) => string;
  noDuty: string;
  meanwhile: string;
}

export const snippetWords: Record<Locale, SnippetWords> = {
  fr: {
    title: "Disponibilité",
    teamHours: "Heures d’équipe",
    until: (when, far) => (far ? `jusqu’au ${when}` : `jusqu’à ${when}`),
    back: (when) => `L’équipe est de retour ${when}`,
    noWatch: (when) => `Pas de permanence · retour ${when}`,
    onWatch: (names) =>
      names.length === 0
        ? "Quelqu’un de l’équipe est de permanence"
        : `${names.join(", ")} ${names.length > 1 ? "sont" : "est"} de permanence`,
    noReturn: "L’équipe n’a pas de retour prévu pour l’instant",
    anyTime: "à toute heure, sans garantie",
    at: (time) => `à ${time}`,
    usualDelay: (delay) => `Délai habituel${_}: ${delay}`,
    nextDay: "le lendemain",
    wholeDay: `24${_}h`,
    notOnHolidays: ", sauf les jours fériés",
    closed: (from, until) => `Fermé du ${from} au ${until}`,
    closedOn: (day) => `Fermé le ${day}`,
    closedUntil: (day) => `Fermé jusqu’au ${day} inclus`,
    noDuty: `L’équipe répond quand elle le peut${_}; rien ne l’oblige à répondre le soir ou le week-end.`,
    meanwhile: `En attendant${_}:`,
  },
  en: {
    title: "Availability",
    teamHours: "Team hours",
    until: (when) => `until ${when}`,
    back: (when) => `The team is back ${when}`,
    noWatch: (when) => `Nobody on watch · back ${when}`,
    onWatch: (names) =>
      names.length === 0
        ? "Somebody from the team is on watch"
        : `${names.join(", ")} ${names.length > 1 ? "are" : "is"} on watch`,
    noReturn: "The team has no return planned for now",
    anyTime: "at any time, without guarantee",
    at: (time) => `at ${time}`,
    usualDelay: (delay) => `Usual reply time: ${delay}`,
    nextDay: "the next day",
    wholeDay: "24 hours",
    notOnHolidays: ", not on public holidays",
    closed: (from, until) => `Closed from ${from} to ${until}`,
    closedOn: (day) => `Closed on ${day}`,
    closedUntil: (day) => `Closed up to and including ${day}`,
    noDuty: "The team answers when it can; nothing obliges it to answer in the evening or at the week-end.",
    meanwhile: "Meanwhile:",
  },
};
