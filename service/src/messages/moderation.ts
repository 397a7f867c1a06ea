import type { Locale } from "@veille/shared/api/common";
import type { PauseReason } from "@veille/shared/api/moderation";
import { momentInWords } from "./dates.ts";
import { contactLink, link } from "./links.ts";

interface About {
  locale: Locale;
  type: "reply" | "topic" | "message";
  topicTitle: string | null;
  zone: string;
  baseUrl: string;
  /** where the author's own list shows this post */
  pageUrl: string;
  contact: string | null;
}

const _ = "\u00a0";
const plain = (title: string): string => title.replace(/[\\[\]`*_<>@#:]/g, "\\$&").trim();

const words = {
  fr: {
    named: (title: string) => ` à «${_}${title}${_}»`,
    because: {
      tidying: "la modération range ce sujet",
      splitting: "la modération partage ce sujet",
      discussing: "la modération échange au sujet de cette discussion",
      other: "la modération a demandé une pause",
    } satisfies Record<PauseReason, string>,
    paused: (of: string) => `Votre réponse${of} attend un peu`,
    pausedBody: (of: string, why: string, until: string) =>
      `Bonjour, ${why}${_}: votre réponse${of} attend que ce soit fait, et au plus tard jusqu’à ${until} (un jour de plus si la modération prolonge). Ensuite elle reprend d’elle-même.`,
    still: "Le texte est gardé. Vous pouvez toujours le modifier, le retirer ou le placer ailleurs.",
    split: (title: string) => `«${_}${title}${_}» a été partagé en deux${_}: où va votre réponse${_}?`,
    splitUnnamed: `Un sujet a été partagé en deux${_}: où va votre réponse${_}?`,
    splitBody: (old: string, created: string) =>
      `Bonjour, une partie de ${old} est maintenant dans ${created}. Votre réponse s’adressait à tout le sujet${_}: nous ne voulons pas deviner à votre place.`,
    oldTopic: "ce sujet",
    newTopic: "un nouveau sujet",
    choose: "Choisir où elle va",
    without: (when: string) => `Sans réponse de votre part, elle paraîtra ${when} dans le sujet d’origine.`,
    list: "Mes messages différés",
    automatic: `Message automatique — pour parler à quelqu’un${_}:`,
  },
  en: {
    named: (title: string) => ` to “${title}”`,
    because: {
      tidying: "the moderators are tidying this topic",
      splitting: "the moderators are splitting this topic",
      discussing: "the moderators are talking about this discussion",
      other: "the moderators asked for a pause",
    } satisfies Record<PauseReason, string>,
    paused: (of: string) => `Your reply${of} waits a little`,
    pausedBody: (of: string, why: string, until: string) =>
      `Hello, ${why}: your reply${of} waits until that is done, and until ${until} at the latest (a day more if the moderators ask for it). Then it goes on by itself.`,
    still: "The text is kept. You can still edit it, take it back or put it elsewhere.",
    split: (title: string) => `“${title}” was split in two: where does your reply go?`,
    splitUnnamed: "A topic was split in two: where does your reply go?",
    splitBody: (old: string, created: string) =>
      `Hello, part of ${old} is now in ${created}. Your reply was meant for the whole topic: we do not want to guess in your place.`,
    oldTopic: "this topic",
    newTopic: "a new topic",
    choose: "Choose where it goes",
    without: (when: string) => `If you do nothing, it will come out on ${when} in the topic it was written for.`,
    list: "My scheduled posts",
    automatic: "Automatic message — to talk to somebody:",
  },
};

/** `until`: instant, ms, UTC. */
export function pausedMessage(about: About & { reason: PauseReason; until: number }): { title: string; raw: string } {
  const said = words[about.locale];
  const named = (title: string | null) => (title ? said.named(title) : "");
  const until = momentInWords(about.until, about.zone, about.locale);
  return {
    title: said.paused(named(about.topicTitle)).slice(0, 255),
    raw: [
      said.pausedBody(named(about.topicTitle && plain(about.topicTitle)), said.because[about.reason], until),
      said.still,
      link(said.list, about.pageUrl),
      `${said.automatic} ${contactLink(about.contact, about.baseUrl)}`,
    ].join("\n\n"),
  };
}

/** A reply to a whole topic that was split: its author chooses. `due`: instant, ms, UTC. */
export function splitMessage(about: About & { topicUrl: string; newTopicUrl: string; due: number }): {
  title: string;
  raw: string;
} {
  const said = words[about.locale];
  const due = momentInWords(about.due, about.zone, about.locale);
  const choose = new URL(about.pageUrl);
  choose.searchParams.set("act", "answer");
  return {
    title: (about.topicTitle ? said.split(about.topicTitle) : said.splitUnnamed).slice(0, 255),
    raw: [
      said.splitBody(link(said.oldTopic, about.topicUrl), link(said.newTopic, about.newTopicUrl)),
      link(said.choose, choose.href),
      said.without(due),
      `${said.automatic} ${contactLink(about.contact, about.baseUrl)}`,
    ].join("\n\n"),
  };
}
