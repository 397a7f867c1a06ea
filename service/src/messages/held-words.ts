import type { Locale } from "@veille/shared/api/common";

const _ = "\u00a0";

/** What a thing is about, ready to stand in a sentence: a linked title, or nothing. */
interface Said {
  /** who; null: not said */
  by: string | null;
  /** « Certificat expiré » with its link; null: no title */
  title: string | null;
}
type Sentence = (said: Said) => string;

interface Words {
  quoted: (title: string) => string;
  somebody: string;
  /** by the forum's notification type */
  of: Record<number, Sentence>;
  other: Sentence;
}

/**
 * Discourse's numbers (`Notification.types`), for what a person says to another one. Everything else is told without
 * saying what it was: a number that we do not know may come with any plugin.
 */
const mentioned = 1;
const replied = 2;
const quoted = 3;
const message = 6;
const invitedToMessage = 7;
const posted = 9;
const groupMentioned = 15;
const firstPost = 17;

const within = (words: string, title: string | null): string => (title ? ` ${words} ${title}` : "");

const french: Words = {
  quoted: (title) => `«${_}${title}${_}»`,
  somebody: "Quelqu’un",
  of: {
    [mentioned]: ({ by, title }) => `${by} parle de vous${within("dans", title)}`,
    [replied]: ({ by, title }) => `${by} vous a répondu${within("dans", title)}`,
    [quoted]: ({ by, title }) => `${by} vous cite${within("dans", title)}`,
    [message]: ({ by, title }) => `${by} vous a écrit${title ? `${_}: ${title}` : ""}`,
    [invitedToMessage]: ({ by, title }) =>
      `${by} vous a fait entrer dans une conversation${title ? `${_}: ${title}` : ""}`,
    [posted]: ({ by, title }) => `${by} a écrit${within("dans", title)}`,
    [groupMentioned]: ({ by, title }) => `${by} s’adresse à votre groupe${within("dans", title)}`,
    [firstPost]: ({ by, title }) => `${by} a ouvert ${title ?? "un sujet"}`,
  },
  other: ({ title }) => (title ? `Du nouveau dans ${title}` : "Du nouveau dans vos notifications"),
};

const english: Words = {
  quoted: (title) => `“${title}”`,
  somebody: "Somebody",
  of: {
    [mentioned]: ({ by, title }) => `${by} mentions you${within("in", title)}`,
    [replied]: ({ by, title }) => `${by} replied to you${within("in", title)}`,
    [quoted]: ({ by, title }) => `${by} quotes you${within("in", title)}`,
    [message]: ({ by, title }) => `${by} wrote to you${title ? `: ${title}` : ""}`,
    [invitedToMessage]: ({ by, title }) => `${by} brought you into a conversation${title ? `: ${title}` : ""}`,
    [posted]: ({ by, title }) => `${by} wrote${within("in", title)}`,
    [groupMentioned]: ({ by, title }) => `${by} writes to your group${within("in", title)}`,
    [firstPost]: ({ by, title }) => `${by} opened ${title ?? "a topic"}`,
  },
  other: ({ title }) => (title ? `Something new in ${title}` : "Something new in your notifications"),
};

const words: Record<Locale, Words> = { fr: french, en: english };

/** A title as it is quoted in that language. */
export const quote = (title: string, locale: Locale): string => words[locale].quoted(title);

/** One sentence, without its full stop. `title`: quoted and linked already. */
export function heldSentence(type: number, { by, title }: Said, locale: Locale): string {
  const said = words[locale];
  return (said.of[type] ?? said.other)({ by: by ?? said.somebody, title });
}
