// The topic that explains it, drafted from what was set.
import type { SiteWords } from "@veille/shared/api/availability";
import type { KindFields } from "@veille/shared/api/kind";
import { i18n } from "discourse-i18n";
import { closureLines } from "./closure-words.ts";
import { inWords, zoneWords } from "./format.ts";
import { weekLine } from "./hours-words.ts";
import { sent } from "./kind-form.ts";
import { sentWords, withAddresses } from "./site-links.ts";

/** Markdown; an address with brackets in it ends where they say. */
const linkTo = ({ label, url }: SiteWords["links"][number]): string =>
  `[${inWords(label).replace(/[[\]\\]/g, "\\$&")}](<${url}>)`;

/** A line for each thing that was set. The zone is named in any case: everybody reads the same text. */
function facts(kind: KindFields, words: SiteWords): string[] {
  const { closures, hours, region, sentence, usualDelay, zone } = sent(kind);
  const { links } = withAddresses(sentWords(words));
  return [
    sentence && inWords(sentence),
    hours?.length &&
      i18n("veille.intro.hours", {
        hours: weekLine(hours, region !== null),
        zone: zoneWords(zone),
      }),
    ...(hours ? closureLines({ closures, zone }, Date.now()) : []),
    usualDelay && i18n("veille.panel.delay", { delay: inWords(usualDelay) }),
    links.length > 0 &&
      `${i18n("veille.panel.meanwhile")} ${links.map(linkTo).join(" · ")}`,
  ].filter((line) => typeof line === "string");
}

/** Title and Markdown, in the reader's language; `page` is an address. */
export function draftedTopic(
  kind: KindFields,
  words: SiteWords,
  page: string
): { title: string; raw: string } {
  const text = i18n("veille.intro.drafted_text", {
    kind: inWords(sent(kind).name),
    page,
  });
  const list = facts(kind, words).map((line) => `- ${line}\n`);
  const practical =
    list.length > 0
      ? `${i18n("veille.intro.practical")}\n\n${list.join("")}\n`
      : "";
  // before its last words
  const end = text.trimEnd().lastIndexOf("\n\n") + 2;
  return {
    title: i18n("veille.intro.drafted_title"),
    raw: text.slice(0, end) + practical + text.slice(end),
  };
}
