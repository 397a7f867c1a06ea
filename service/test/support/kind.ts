import type { KindFields } from "@veille/shared/api/kind";

/** Weekdays 9–12 and 14–18 in Paris, no holidays; a test says what matters to it. */
export const kindFields = (more: Partial<KindFields> = {}): KindFields => ({
  name: { fr: "Réponse de l’équipe", en: "Answer by the team" },
  sentence: null,
  groupId: null,
  groupName: null,
  categoryIds: [],
  zone: "Europe/Paris",
  region: null,
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "09:00", end: "12:00" },
    { weekday, start: "14:00", end: "18:00" },
  ]),
  closures: [],
  holidays: { add: [], remove: [] },
  usualDelay: null,
  step: 1,
  late: "next_opening",
  movedOn: "give_back",
  offHoursLine: true,
  shown: true,
  urgent: null,
  ...more,
});
