import { z } from "zod";

/** An instant, UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime().meta({ id: "Instant", description: "instant, UTC, ISO 8601 with Z" });

/** A calendar date without a zone, `YYYY-MM-DD`. */
export const LocalDate = z.iso.date();

/** A wall time, `HH:MM`, with seconds where a script wants them (see docs/adr/0006). `00:00` as an end is midnight. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);

/** A wall clock reading without a zone, to the minute: `YYYY-MM-DDTHH:MM`. */
export const LocalMinute = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/);

const zones = new Map<string, boolean>();

/** Whether this runtime knows the IANA zone; offsets are not zones here. */
export function knowsZone(zone: string): boolean {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  let answer = /^[A-Za-z]/.test(zone);
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    answer = false;
  }
  if (zones.size < 2000) zones.set(zone, answer);
  return answer;
}

/** An IANA time zone name, such as `Europe/Paris`. */
export const Zone = z
  .string()
  .max(64)
  .refine(knowsZone, { message: "unknown_zone", params: { code: "unknown_zone" } });

// in nearly every text there is nothing to mend, and looking is cheaper than mending
const unkeepable = /[\0\p{Cs}]/u;

/**
 * A text that every database can keep: NUL goes, halves of characters become U+FFFD, as in a browser's own forms. One
 * of them would make the forum refuse a whole batch.
 */
export const Text = z
  .string()
  .overwrite((text) => (unkeepable.test(text) ? text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\ufffd") : text));

/** A word in the languages that Veille speaks; screens take the reader's, French where in doubt. */
export const Words = z.strictObject({ fr: Text.trim().min(1).max(500), en: Text.trim().min(1).max(500) });
export type Words = z.infer<typeof Words>;

export const Locale = z.enum(["fr", "en"]);
export type Locale = z.infer<typeof Locale>;

export const KindId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const ForumId = z.int().min(1).max(2_147_483_647);
export const Version = z.int().min(0);

/** `?version=3`: in a query everything is text, and nothing is not 0. */
export const AtVersion = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
});

/** What becomes of a post that is late for a reason of the forum's or ours. */
export const LateRule = z.enum(["publish", "next_opening", "give_back"]);
export type LateRule = z.infer<typeof LateRule>;

/** What becomes of a reply whose topic was closed or solved since it was deferred. */
export const MovedOnRule = z.enum(["give_back", "publish"]);
export type MovedOnRule = z.infer<typeof MovedOnRule>;
