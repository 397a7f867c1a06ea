import type { Locale } from "@veille/shared/api/common";
import { contactLink, link, withAct } from "./links.ts";

export interface PictureInput {
  locale: Locale;
  /** of the topic answered, or of the new one */
  title: string | null;
  baseUrl: string;
  /** where the author's own list shows this post */
  pageUrl: string;
  contact: string | null;
}

const _ = "\u00a0";

const words = {
  fr: {
    subject: "Une image manque à votre message différé",
    happened: (name: string) =>
      `Bonjour, une image de votre message${name} n’est plus sur le forum. Nous ne l’avons pas publié sans elle.`,
    named: (title: string) => ` «${_}${title}${_}»`,
    kept: "Le texte est gardé, rien n’est perdu. Il paraîtra dès que l’image est remise ou enlevée.",
    edit: "Modifier le texte",
    list: "Mes messages différés",
    automatic: `Message automatique — pour parler à quelqu’un${_}:`,
  },
  en: {
    subject: "A picture is missing from your scheduled post",
    happened: (name: string) =>
      `Hello, a picture of your post${name} is no longer on the forum. We did not publish it without that picture.`,
    named: (title: string) => ` “${title}”`,
    kept: "The text is kept, nothing is lost. It will come out as soon as the picture is added again or left out.",
    edit: "Edit the text",
    list: "My scheduled posts",
    automatic: "Automatic message — to talk to somebody:",
  },
};

/** A picture of the text is gone: its author chooses, and until then it waits. */
export function pictureMessage({ locale, title, baseUrl, pageUrl, contact }: PictureInput): {
  title: string;
  raw: string;
} {
  const said = words[locale];
  const name = (title ?? "").replace(/[\\[\]`*_<>@#:]/g, "\\$&").trim();
  return {
    title: said.subject,
    raw: [
      said.happened(name === "" ? "" : said.named(name)),
      said.kept,
      `${link(said.edit, withAct(pageUrl, "edit"))} · ${link(said.list, pageUrl)}`,
      `${said.automatic} ${contactLink(contact, baseUrl)}`,
    ].join("\n\n"),
  };
}
