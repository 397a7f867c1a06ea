// A kind of help as it is edited: both languages are texts that may be empty until it is sent.
import type { Words } from "@veille/shared/api/common";
import type { Kind, KindFields, PutKind } from "@veille/shared/api/kind";
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

export function draftOf(kind: Kind): KindDraft {
  const { id: _id, version: _version, flags: _flags, ...fields } = kind;
  return fields;
}

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

/** A name for addresses that no other kind has: `reponse-de-l-equipe`. */
export function idFor(name: Words, taken: string[]): string {
  const plain = (name.fr || name.en)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
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
  JSON.stringify([hours, zone, region, closures, holidays]);

/** Whether what decides on the team's hours is another thing now: the moments of waiting posts follow it. */
export const hoursDiffer = (one: KindDraft, other: KindDraft): boolean =>
  rules(one) !== rules(other);
