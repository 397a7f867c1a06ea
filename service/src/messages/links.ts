import type { WayOn } from "./reason-sentences.ts";

/** A link in Markdown; nothing in the address ends it early. @throws TypeError for what is no absolute address */
export const link = (text: string, url: string): string =>
  `[${text}](${new URL(url).href.replaceAll("(", "%28").replaceAll(")", "%29")})`;

/** The author's list with one act prepared there: nothing happens by opening it. */
export function withAct(pageUrl: string, act: Exclude<WayOn, "topic"> | "publish-now" | "move"): string {
  const url = new URL(pageUrl);
  url.searchParams.set("act", act);
  return url.href;
}

/** Whom to talk to, by the forum's setting; the forum's own page about itself where nothing is set. */
export function contactLink(contact: string | null, baseUrl: string): string {
  const said = contact?.trim() ?? "";
  if (/^https?:\/\//i.test(said) && URL.canParse(said))
    return link(plain(said.replace(/^https?:\/\//i, "").replace(/\/$/, "")), said);
  if (/^[^\s@/]+@[^\s@/]+$/.test(said)) return link(plain(said), `mailto:${said}`);
  const path = said === "" ? "/about" : said.startsWith("/") ? said : `/u/${said.replace(/^@/, "")}`;
  return link(plain((baseUrl + path).replace(/^https?:\/\//i, "")), baseUrl + path);
}

const plain = (text: string): string => text.replace(/[\\[\]`*_<>]/g, "\\$&");
