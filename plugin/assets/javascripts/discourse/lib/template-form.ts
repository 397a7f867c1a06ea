// A shift template as it is edited.
import type {
  ShiftTemplate,
  ShiftTemplateFields,
} from "@veille/shared/api/shift-template";
import { i18n } from "discourse-i18n";
import { inWords, wallWords, weekdayWords } from "./format.ts";
import { bothOf, onceOf } from "./kind-form.ts";
import { uuidV7 } from "./uuid.ts";

export type TemplateDraft = ShiftTemplateFields;

/** Mondays from nine to twelve, one place. `today`: a local date. */
export const newTemplate = (kind: string, today: string): TemplateDraft => ({
  kind,
  name: null,
  about: null,
  anchor: today,
  until: null,
  everyWeeks: 1,
  weekday: 1,
  start: "09:00",
  length: { end: "12:00" },
  onHolidays: false,
  places: 1,
});

export function draftOf(template: ShiftTemplate): TemplateDraft {
  const { id: _id, version: _version, flags: _flags, ...fields } = template;
  return {
    ...fields,
    name: onceOf(fields.name),
    about: onceOf(fields.about),
  };
}

export const sent = (draft: TemplateDraft): ShiftTemplateFields => ({
  ...draft,
  name: bothOf(draft.name),
  about: bothOf(draft.about),
});

/** A name that no template ever had. */
export const newTemplateId = (kind: string): string =>
  `${kind.slice(0, 18).replace(/-+$/, "")}-${uuidV7().slice(-8)}`;

/** « lundi, 9 h – 12 h »; of days, how many. */
export function templateWords(template: TemplateDraft): string {
  const { name, weekday, everyWeeks, start, length } = template;
  const span =
    "end" in length
      ? `${wallWords(start)} – ${wallWords(length.end)}`
      : i18n("veille.template.of_days", { count: length.days });
  const words = [
    name && inWords(name),
    weekdayWords(weekday),
    span,
    everyWeeks > 1 && i18n("veille.template.every", { weeks: everyWeeks }),
  ];
  return words.filter(Boolean).join(" · ");
}
