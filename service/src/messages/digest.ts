import type { Locale } from "@veille/shared/api/common";
import type { HeldThing, RequestedTopic } from "@veille/shared/api/forum";
import { localDateOf } from "@veille/shared/time/wall-time";
import { weekdayInWords } from "./dates.ts";
import { heldSentence, quote } from "./held-words.ts";
import { contactLink, link } from "./links.ts";
import { plain } from "./plain.ts";
import { shiftLink, type Stretch, stretchInWords } from "./watch.ts";

export interface DigestInput {
  locale: Locale;
  zone: string;
  /** instants, ms, UTC: this one, and the one before; null: the first */
  now: number;
  before: number | null;
  /** what was said to that person: what is told first comes first */
  things: HeldThing[];
  /** new requests, in the order in which they are told */
  requests: Pick<RequestedTopic, "topicId" | "title">[];
  /** they come back from a leave: new requests are one sentence */
  afterLeave: boolean;
  /** of the roster: my shifts today, where a replacement is asked for, open slots */
  watch?: { today: Stretch[]; asked: Stretch[]; open: Stretch[] };
  baseUrl: string;
  contact: string | null;
  maxPostLength: number;
}

const _ = "\u00a0";
const lines = 5;
const day = 86_400_000;

const words = {
  fr: {
    subject: (weekday: string) => `Le point de ${weekday}`,
    hello: "Bonjour, voici ce qui vous attendait.",
    forYou: "Pour vous",
    others: "et d’autres encore",
    fresh: "Nouveau",
    since: (weekday: string) => `Nouveau depuis ${weekday}`,
    yesterday: "Nouveau depuis hier",
    today: "Nouveau aujourd’hui",
    watch: "Votre permanence",
    cannot: "Je ne pourrai pas",
    asked: "Un remplacement est souhaité",
    open: "Créneaux libres",
    take: "Prendre la place",
    away: `Pendant votre absence, l’équipe a suivi les nouvelles demandes${_}: il n’y a rien à rattraper.`,
    calm: `Rien de tout cela n’est urgent${_}; prenez ce que vous voulez.`,
    change: "Changer quand je reçois ce point",
    stop: "Ne plus le recevoir",
    automatic: `Message automatique — pour parler à quelqu’un${_}:`,
  },
  en: {
    subject: (weekday: string) => `${weekday}’s digest`,
    hello: "Hello, this was waiting for you.",
    forYou: "For you",
    others: "and others",
    fresh: "New",
    since: (weekday: string) => `New since ${weekday}`,
    yesterday: "New since yesterday",
    today: "New today",
    watch: "Your watch shift",
    cannot: "I can’t",
    asked: "A replacement is asked for",
    open: "Open slots",
    take: "Take the place",
    away: "While you were away, the team looked after new requests: there is nothing to catch up on.",
    calm: "None of this is urgent; take what you like.",
    change: "Change when I get this digest",
    stop: "Stop getting it",
    automatic: "Automatic message — to talk to somebody:",
  },
};

/** « Nouveau depuis hier »: the day of the one before, where it is near enough to be known by its name. */
function sinceWhen({ locale, zone, now, before }: DigestInput): string {
  const said = words[locale];
  if (before === null || now - before >= 7 * day) return said.fresh;
  const date = localDateOf(before, zone);
  if (date === localDateOf(now, zone)) return said.today;
  if (date === localDateOf(now - day, zone)) return said.yesterday;
  return said.since(weekdayInWords(before, zone, locale));
}

function list(title: string, all: string[], most: number, others: string): string[] {
  if (all.length === 0) return [];
  const more = all.length > most ? [`- ${others}`] : [];
  return [[`**${title}**`, "", ...all.slice(0, most).map((line) => `- ${line}`), ...more].join("\n")];
}

function titled(
  input: DigestInput,
  title: string | null,
  topicId: number | null,
  number: number | null
): string | null {
  const said = plain(title ?? "");
  if (said === "") return null;
  const path = topicId === null ? null : `/t/${topicId}${number === null ? "" : `/${number}`}`;
  const quoted = quote(said, input.locale);
  return path === null ? quoted : link(quoted, input.baseUrl + path);
}

/** The roster's lists, each line with the way on. */
function watchLists({ watch, locale, zone, baseUrl, afterLeave }: DigestInput, most: number): string[] {
  if (!watch || afterLeave) return [];
  const said = words[locale];
  const lines = (all: Stretch[], way: string, act: string) =>
    all.map((one) => `${stretchInWords(one, zone, locale)} · ${link(way, shiftLink(baseUrl, one.id, act))}`);
  return [
    ...list(said.watch, lines(watch.today, said.cannot, "give-up"), most, said.others),
    ...list(said.asked, lines(watch.asked, said.take, "replace"), most, said.others),
    ...list(said.open, lines(watch.open, said.take, "take"), most, said.others),
  ];
}

function compose(input: DigestInput, most: number): string {
  const said = words[input.locale];
  const things = input.things.map(({ type, byUsername, title, topicId, postNumber }) => {
    const by = byUsername === null ? null : plain(byUsername);
    return heldSentence(type, { by, title: titled(input, title, topicId, postNumber) }, input.locale);
  });
  const asked = input.requests.map(({ title, topicId }) => titled(input, title, topicId, null) ?? "…");
  const hours = `${input.baseUrl}/veille/prevenir`;
  return [
    said.hello,
    ...list(said.forYou, things, most, said.others),
    ...(input.afterLeave ? (asked.length > 0 ? [said.away] : []) : list(sinceWhen(input), asked, most, said.others)),
    ...watchLists(input, most),
    said.calm,
    `${link(said.change, hours)} · ${link(said.stop, `${hours}?act=no-digest`)}`,
    `${said.automatic} ${contactLink(input.contact, input.baseUrl)}`,
  ].join("\n\n");
}

/** Five lines a list at most, fewer where they would be longer than the forum's posts may be. */
export function digestMessage(input: DigestInput): { title: string; raw: string } {
  const title = words[input.locale].subject(weekdayInWords(input.now, input.zone, input.locale));
  for (let most = lines; ; most -= 1) {
    const raw = compose(input, most);
    if (raw.length <= input.maxPostLength || most === 0) return { title, raw };
  }
}
