import type { Locale } from "@veille/shared/api/common";
import { fenced, fencedPieces } from "./code-fence.ts";
import { momentInWords } from "./dates.ts";
import { words } from "./give-back-words.ts";
import { contactLink, link, withAct } from "./links.ts";
import { reasonClause, waysOn } from "./reason-sentences.ts";

export interface GiveBackInput {
  locale: Locale;
  /** a refusal or wait code of the forum, or one of our own reasons */
  reason: string;
  /** the forum's own sentences */
  errors: string[];
  /** of a new topic or message */
  title: string | null;
  /** of the topic that was answered */
  topicTitle: string | null;
  topicUrl: string | null;
  raw: string;
  type: "reply" | "topic" | "message";
  /** when it should have come out; instant, ms, UTC */
  dueAt: number | null;
  zone: string;
  baseUrl: string;
  /** where the author's own list shows this post; the ways on add `act` to it */
  pageUrl: string;
  /** characters that one post of the forum may have */
  maxPostLength: number;
  /** an address, an e-mail address, a path or a user name; null: the forum's own page about itself */
  contact: string | null;
  /** a draft will have been left where there was none */
  draftMaybe: boolean;
}

export interface ComposedMessage {
  title: string;
  posts: string[];
}

const longestTitle = 255;
const longestErrors = 1_000;
/** Below that a post would not hold our own sentences; the forum's limits spare the bot's posts. */
const leastPost = 4_000;

/** First what happened, then where the text is, then the ways on. The text is in code fences, whole, in as few posts as it takes. */
export function giveBackMessage(input: GiveBackInput): ComposedMessage {
  const most = Math.max(input.maxPostLength, leastPost);
  const { here, inParts, part } = words[input.locale];
  const whole = frame(input, here[input.type], [fenced(input.raw)]);
  if (whole.length <= most) return { title: subject(input), posts: [whole] };
  const pieces = fencedPieces(input.raw, most - 100);
  const parts = pieces.map((piece, at) => `${part(at + 1, pieces.length)}\n\n${piece}`);
  return { title: subject(input), posts: [frame(input, inParts[input.type], []), ...parts] };
}

function frame(input: GiveBackInput, where: string, text: string[]): string {
  const { list, listName, draft, title, rest } = words[input.locale];
  const also = [list(link(listName, input.pageUrl)), ...(input.draftMaybe ? [draft] : [])];
  return [
    whatHappened(input),
    ...answered(input),
    [where, ...also].join(" "),
    ...(input.title === null ? [] : [title, fenced(input.title)]),
    ...text,
    ...ways(input),
    rest,
    automatic(input),
  ].join("\n\n");
}

function whatHappened({ locale, type, reason, dueAt, zone }: GiveBackInput): string {
  const { planned, unplanned } = words[locale];
  const why = reasonClause(reason, locale);
  return dueAt === null ? unplanned[type](why) : planned[type](momentInWords(dueAt, zone, locale), why);
}

/** In a fence too: what the forum says may name people, and quote the text. */
function answered({ locale, errors }: GiveBackInput): string[] {
  const said = errors
    .join("\n")
    .trim()
    .slice(0, longestErrors)
    .replace(/[\ud800-\udbff]$/, "");
  return said === "" ? [] : [words[locale].answered, fenced(said)];
}

function ways({ locale, type, reason, topicUrl, pageUrl }: GiveBackInput): string[] {
  const links = waysOn(reason).flatMap((way) => {
    if (way === "topic") return type === "reply" && topicUrl ? [link(words[locale].ways.topic, topicUrl)] : [];
    return [link(words[locale].ways[way], withAct(pageUrl, way))];
  });
  return links.length > 0 ? [links.join(" · ")] : [];
}

const automatic = ({ locale, contact, baseUrl }: GiveBackInput): string =>
  `${words[locale].automatic} ${contactLink(contact, baseUrl)}`;

/** Names what it is about, shortened until it fits. */
function subject({ locale, type, title, topicTitle }: GiveBackInput): string {
  const { quoted, subject: subjectOf, joined } = words[locale];
  const about = ((type === "reply" ? topicTitle : title) ?? "").replace(/\s+/gu, " ").trim();
  const whole = (name: string) => subjectOf[type](name === "" ? "" : joined[type](quoted(name)));
  const letters = [...about];
  for (let left = letters.length; ; left -= 1) {
    const made = whole(left === letters.length ? about : `${letters.slice(0, left).join("").trimEnd()}…`);
    if (made.length <= longestTitle) return made;
  }
}
