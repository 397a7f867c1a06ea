// Regions whose public holidays the service knows, those of French-speaking co-ops first. A test asks it for each.
import { i18n } from "discourse-i18n";
import { language } from "./format.ts";

/** Overseas and in the east of France, other days are public holidays. */
export const regions = [
  ...["FR", "FR-57", "FR-67", "FR-68", "GP", "MQ", "GF", "RE", "YT"],
  ...["BE", "CH", "LU", "MC", "CA", "CA-QC", "DE", "ES", "IT", "PT"],
  ...["NL", "GB", "IE", "US"],
];

/** « France », « Moselle ». */
export function regionName(region: string): string {
  const [country, part] = region.split("-");
  const name = new Intl.DisplayNames(language(), { type: "region" }).of(
    country!
  );
  if (!part) {
    return name ?? region;
  }
  return region === "FR-57" || region === "FR-67" || region === "FR-68"
    ? i18n(`veille.hours.region.${part}`)
    : `${name} (${part})`;
}
