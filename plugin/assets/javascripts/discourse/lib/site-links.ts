// What a co-op says beside its availability, as it is edited.
import type { SiteWords } from "@veille/shared/api/availability";
import { bothOf, onceOf } from "./kind-form.ts";

const noName = { fr: "", en: "" };

export type LinkName = "status" | "guides" | "ticket" | "other";
export const linkNames: LinkName[] = ["status", "guides", "ticket", "other"];

/** Both languages, whatever the reader's: it is kept for everybody. */
const labels = {
  status: { fr: "état des services", en: "service status" },
  guides: { fr: "guides", en: "guides" },
  ticket: { fr: "ouvrir un ticket", en: "open a ticket" },
  other: noName,
};

export const proposedLink = (name: LinkName): SiteWords["links"][number] => ({
  label: labels[name],
  url: "",
});

/** A link without an address was only proposed. */
export const withAddresses = (words: SiteWords): SiteWords => ({
  ...words,
  links: words.links.filter(({ url }) => url.trim() !== ""),
});

/** As they were written: what was left empty is empty again. */
export const writtenWords = (words: SiteWords): SiteWords => ({
  ...words,
  notice: onceOf(words.notice),
  calm: onceOf(words.calm),
  links: words.links.map(({ label, url }) => ({
    url,
    label: label.fr === url && label.en === url ? noName : onceOf(label),
  })),
});

/** A link without a name is called by its address. */
export const sentWords = (words: SiteWords): SiteWords => ({
  ...words,
  notice: bothOf(words.notice),
  calm: bothOf(words.calm),
  links: words.links.map(({ label, url }) => ({
    url: url.trim(),
    label: bothOf(label) ?? { fr: url.trim(), en: url.trim() },
  })),
});
