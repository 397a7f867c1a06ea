// A kind of help as it is edited: both languages are texts that may be empty until it is sent.
import type { Words } from "@veille/shared/api/common";
import type {
  Closure,
  Kind,
  KindFields,
  PutKind,
} from "@veille/shared/api/kind";
import { language } from "./format.ts";
import { monToFri } from "./windows.ts";

export type KindDraft = KindFields;
export type ChangeKind = (change: Partial<KindDraft>) => void;
export type FieldErrors = Record<string, string>;

export const officeHours = monToFri("09:00", "18:00");
const noWords: Words = { fr: "", en: "" };

export const newKind = (zone: string, name: Words): KindDraft => ({
  name,
  sentence: null,
  groupId: null,
  groupName: null,
  categoryIds: [],
  zone,
  region: zone === "Europe/Paris" ? "FR" : null,
  hours: null,
  closures: [],
  holidays: { add: [], remove: [] },
  usualDelay: null,
  step: 1,
  late: "next_opening",
  movedOn: "give_back",
  offHoursLine: true,
  shown: false,
  urgent: null,
});

/** What one language says for both is written once, in the reader's: which one it was left in is not kept. */
export function onceOf(words: Words): Words;
export function onceOf(words: Words | null): Words | null;
export function onceOf(words: Words | null): Words | null {
  if (!words || words.fr !== words.en) {
    return words;
  }
  return language().startsWith("en")
    ? { ...words, fr: "" }
    : { ...words, en: "" };
}

export function draftOf(kind: Kind): KindDraft {
  const { id: _id, version: _version, flags: _flags, ...fields } = kind;
  return {
    ...fields,
    name: onceOf(fields.name),
    sentence: onceOf(fields.sentence),
    usualDelay: onceOf(fields.usualDelay),
    urgent: fields.urgent?.map((one) => onceOf(one)) ?? null,
  };
}

/** A closure counts from when both its dates are there. */
export const isDated = ({ from, until }: Closure): boolean =>
  from !== "" && until !== "";

/** One language serves both where the other was left empty; nothing at all is null. */
export function bothOf(words: Words | null): Words | null {
  const fr = words?.fr.trim() ?? "";
  const en = words?.en.trim() ?? "";
  return fr || en ? { fr: fr || en, en: en || fr } : null;
}

/** Lines left empty are none; without any there is no list. */
function casesOf(cases: Words[] | null): Words[] | null {
  const written = (cases ?? []).flatMap((one) => bothOf(one) ?? []);
  return written.length > 0 ? written : null;
}

export const sent = (draft: KindDraft): KindFields => ({
  ...draft,
  urgent: casesOf(draft.urgent),
  name: bothOf(draft.name) ?? noWords,
  sentence: bothOf(draft.sentence),
  usualDelay: bothOf(draft.usualDelay),
  closures: draft.closures.map((one) => ({
    ...one,
    reason: bothOf(one.reason),
  })),
});

export const toPut = (draft: KindDraft, version: number): PutKind => ({
  version,
  ...sent(draft),
});

export const withoutAccents = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A name for addresses that no other kind has: `reponse-de-l-equipe`. */
export function idFor(name: Words, taken: string[]): string {
  const plain = withoutAccents(name.fr || name.en)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 36);
  const base = plain || "aide";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) {
      return id;
    }
  }
}

const rules = ({ hours, zone, region, closures, holidays }: KindDraft) =>
  JSON.stringify([hours, zone, region, closures.filter(isDated), holidays]);

/** Whether what decides on the team's hours is another thing now: the moments of waiting posts follow it. */
export const hoursDiffer = (one: KindDraft, other: KindDraft): boolean =>
  rules(one) !== rules(other);
