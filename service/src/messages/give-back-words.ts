import type { Locale } from "@veille/shared/api/common";
import type { WayOn } from "./reason-sentences.ts";

type Type = "reply" | "topic" | "message";

interface Words {
  quoted: (title: string) => string;
  /** the subject; `of` is the title in its quotes, with what joins it, or empty */
  subject: Record<Type, (of: string) => string>;
  joined: Record<Type, (quoted: string) => string>;
  planned: Record<Type, (when: string, why: string) => string>;
  unplanned: Record<Type, (why: string) => string>;
  here: Record<Type, string>;
  inParts: Record<Type, string>;
  list: (link: string) => string;
  draft: string;
  listName: string;
  answered: string;
  title: string;
  part: (number: number, of: number) => string;
  ways: Record<WayOn, string>;
  rest: string;
  automatic: string;
}

// no-break spaces are written out: nobody sees them in an editor
const _ = "\u00a0";

const fr: Words = {
  quoted: (title) => `«${_}${title}${_}»`,
  subject: {
    reply: (of) => `Votre réponse${of} n’a pas été publiée`,
    topic: (of) => `Votre sujet${of} n’a pas été publié`,
    message: (of) => `Votre message${of} n’a pas été envoyé`,
  },
  joined: { reply: (quoted) => ` à ${quoted}`, topic: (quoted) => ` ${quoted}`, message: (quoted) => ` ${quoted}` },
  planned: {
    reply: (when, why) => `Bonjour, votre réponse devait paraître ${when}, mais ${why}.`,
    topic: (when, why) => `Bonjour, votre sujet devait paraître ${when}, mais ${why}.`,
    message: (when, why) => `Bonjour, votre message devait partir ${when}, mais ${why}.`,
  },
  unplanned: {
    reply: (why) => `Bonjour, votre réponse n’a pas été publiée${_}: ${why}.`,
    topic: (why) => `Bonjour, votre sujet n’a pas été publié${_}: ${why}.`,
    message: (why) => `Bonjour, votre message n’a pas été envoyé${_}: ${why}.`,
  },
  here: {
    reply: `Rien n’est perdu${_}: la voici en entier.`,
    topic: `Rien n’est perdu${_}: le voici en entier.`,
    message: `Rien n’est perdu${_}: le voici en entier.`,
  },
  inParts: {
    reply: `Rien n’est perdu${_}: la voici en entier ci-dessous, en plusieurs parties.`,
    topic: `Rien n’est perdu${_}: le voici en entier ci-dessous, en plusieurs parties.`,
    message: `Rien n’est perdu${_}: le voici en entier ci-dessous, en plusieurs parties.`,
  },
  list: (link) => `Le texte est aussi dans ${link}.`,
  draft: "S’il n’y avait pas de brouillon à cet endroit, il est également dans vos brouillons.",
  listName: "vos messages différés",
  answered: `Le forum a répondu${_}:`,
  title: `Titre${_}:`,
  part: (number, of) => `Votre texte, partie ${number} sur ${of}${_}:`,
  ways: {
    topic: "Lire le sujet",
    elsewhere: "Publier ailleurs",
    "defer-again": "Choisir un autre moment",
    edit: "Reprendre le texte",
  },
  rest: `Sinon, rien à faire${_}: le texte reste gardé pendant un an.`,
  automatic: `Message automatique — pour parler à quelqu’un${_}:`,
};

const en: Words = {
  quoted: (title) => `“${title}”`,
  subject: {
    reply: (of) => `Your reply${of} was not published`,
    topic: (of) => `Your topic${of} was not published`,
    message: (of) => `Your message${of} was not sent`,
  },
  joined: { reply: (quoted) => ` to ${quoted}`, topic: (quoted) => ` ${quoted}`, message: (quoted) => ` ${quoted}` },
  planned: {
    reply: (when, why) => `Hello, your reply was planned for ${when}, but ${why}.`,
    topic: (when, why) => `Hello, your topic was planned for ${when}, but ${why}.`,
    message: (when, why) => `Hello, your message was planned for ${when}, but ${why}.`,
  },
  unplanned: {
    reply: (why) => `Hello, your reply was not published: ${why}.`,
    topic: (why) => `Hello, your topic was not published: ${why}.`,
    message: (why) => `Hello, your message was not sent: ${why}.`,
  },
  here: {
    reply: "Nothing is lost: here it is in full.",
    topic: "Nothing is lost: here it is in full.",
    message: "Nothing is lost: here it is in full.",
  },
  inParts: {
    reply: "Nothing is lost: here it is in full below, in several parts.",
    topic: "Nothing is lost: here it is in full below, in several parts.",
    message: "Nothing is lost: here it is in full below, in several parts.",
  },
  list: (link) => `The text is also in ${link}.`,
  draft: "If there was no draft in that place, it is among your drafts too.",
  listName: "your scheduled posts",
  answered: "The forum answered:",
  title: "Title:",
  part: (number, of) => `Your text, part ${number} of ${of}:`,
  ways: {
    topic: "Read the topic",
    elsewhere: "Publish it elsewhere",
    "defer-again": "Choose another moment",
    edit: "Take up the text again",
  },
  rest: "Otherwise there is nothing to do: the text is kept for a year.",
  automatic: "Automatic message — to talk to somebody:",
};

export const words: Record<Locale, Words> = { fr, en };
