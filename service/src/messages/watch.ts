import type { Locale } from "@veille/shared/api/common";
import { dateInWords, timeInWords } from "./dates.ts";
import { contactLink, link } from "./links.ts";
import { plain } from "./plain.ts";
import { type WatchEvent, watchWords } from "./watch-words.ts";

export type { WatchEvent };

const acts: Record<WatchEvent, string | null> = {
  ...{ replaced: null, freed: null, cancelled: null, week: null, urgent: null, withdrawn: null },
  ...{ moved: "give-up", promoted: "give-up", free: "take", proposed: "accept", call: "replace", gap: "take" },
};

/** A shift, or a part of one: instants, ms, UTC. */
export interface Stretch {
  id: string;
  start: number;
  end: number;
  ofDays: boolean;
}

export interface WatchMessageInput {
  event: WatchEvent;
  locale: Locale;
  /** in which the person reads times */
  zone: string;
  /** the kind's name in their language */
  kind: string;
  /** null: it is about no shift, or about several */
  shift: Stretch | null;
  /** moved: where it was before */
  was: Stretch | null;
  /** of a week: what is open */
  open: Stretch[];
  urgent: { what: string; by: string; topicId: number | null } | null;
  baseUrl: string;
  contact: string | null;
}

/** « lundi 24 novembre, 14 h – 18 h »; of days: « lundi 10 août – lundi 17 août ». */
export function stretchInWords({ start, end, ofDays }: Stretch, zone: string, locale: Locale): string {
  const words = watchWords[locale];
  const [from, to] = [dateInWords(start, zone, locale), dateInWords(end, zone, locale)];
  if (ofDays) return words.days(from, to);
  return words.stretch(from, timeInWords(start, zone, locale), timeInWords(end, zone, locale));
}

/** The page of the table with that shift, and an act that is prepared there: nothing acts by being opened. */
export function shiftLink(baseUrl: string, id: string, act: string | null): string {
  const url = new URL(`${baseUrl}/veille/permanences`);
  url.searchParams.set("shift", id);
  if (act) url.searchParams.set("act", act);
  return url.href;
}

/** To a team member, about their place or one they may take. Names nobody. */
export function watchMessage(input: WatchMessageInput): { title: string; raw: string } {
  const { event, locale, zone, shift, was, urgent, baseUrl } = input;
  const words = watchWords[locale];
  const said = {
    when: shift ? stretchInWords(shift, zone, locale) : "",
    was: was ? stretchInWords(was, zone, locale) : "",
    kind: plain(input.kind),
    what: plain(urgent?.what ?? ""),
    by: plain(urgent?.by ?? ""),
  };
  const way = words.way[event];
  const open = input.open.map(
    (one) => `- ${link(stretchInWords(one, zone, locale), shiftLink(baseUrl, one.id, "take"))}`
  );
  const ways = [
    ...(way && shift ? [link(way, shiftLink(baseUrl, shift.id, acts[event]))] : []),
    ...(way && !shift ? [link(way, `${baseUrl}/veille/permanences`)] : []),
    ...(urgent?.topicId ? [link(words.topic, `${baseUrl}/t/${urgent.topicId}`)] : []),
    ...(event === "urgent" || event === "call" || event === "gap" || event === "week"
      ? [link(words.choose, `${baseUrl}/veille/permanences?act=ticks`)]
      : []),
  ];
  return {
    // a subject is no Markdown
    title: words.subject[event]({ ...said, what: urgent?.what ?? "" }).slice(0, 255),
    raw: [
      words.body[event](said),
      ...(open.length > 0 ? [open.join("\n")] : []),
      ...(ways.length > 0 ? [ways.join(" · ")] : []),
      `${words.automatic} ${contactLink(input.contact, baseUrl)}`,
    ].join("\n\n"),
  };
}
