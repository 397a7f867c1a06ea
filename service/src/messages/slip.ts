import type { Locale } from "@veille/shared/api/common";
import { momentInWords } from "./dates.ts";
import { contactLink, link, withAct } from "./links.ts";

export interface SlipInput {
  locale: Locale;
  type: "reply" | "topic" | "message";
  /** of the topic answered, or of the new one */
  title: string | null;
  /** instants, ms, UTC */
  before: number;
  now: number;
  zone: string;
  baseUrl: string;
  /** where the author's own list shows this post */
  pageUrl: string;
  contact: string | null;
}

const _ = "\u00a0";

const words = {
  fr: {
    subject: (now: string, before: string) => `Votre message paraîtra ${now} plutôt que ${before}`,
    happened: (name: string, now: string, before: string) =>
      `Bonjour, les heures de l’équipe ont changé${_}: votre message${name} paraîtra ${now}, et non ${before}.`,
    named: (title: string) => ` «${_}${title}${_}»`,
    kept: "Le texte est gardé, rien n’est perdu.",
    unless: `Si cela ne vous va pas${_}:`,
    publish: "Publier maintenant",
    move: "Choisir un autre moment",
    rest: "Sinon, rien à faire.",
    automatic: `Message automatique — pour parler à quelqu’un${_}:`,
  },
  en: {
    subject: (now: string, before: string) => `Your post will come out on ${now} rather than ${before}`,
    happened: (name: string, now: string, before: string) =>
      `Hello, the team’s hours have changed: your post${name} will come out on ${now}, not on ${before}.`,
    named: (title: string) => ` “${title}”`,
    kept: "The text is kept, nothing is lost.",
    unless: "If that does not suit you:",
    publish: "Publish it now",
    move: "Choose another moment",
    rest: "Otherwise there is nothing to do.",
    automatic: "Automatic message — to talk to somebody:",
  },
};

/** The one message about a post whose moment moved to another day. */
export function slipMessage(input: SlipInput): { title: string; raw: string } {
  const { locale, zone, pageUrl } = input;
  const said = words[locale];
  const [before, now] = [input.before, input.now].map((at) => momentInWords(at, zone, locale)) as [string, string];
  const name = (input.title ?? "").replace(/[\\[\]`*_<>@#:]/g, "\\$&").trim();
  return {
    title: said.subject(now, before),
    raw: [
      said.happened(name === "" ? "" : said.named(name), now, before),
      said.kept,
      `${said.unless} ${link(said.publish, withAct(pageUrl, "publish-now"))} · ${link(said.move, withAct(pageUrl, "move"))}`,
      said.rest,
      `${said.automatic} ${contactLink(input.contact, input.baseUrl)}`,
    ].join("\n\n"),
  };
}
