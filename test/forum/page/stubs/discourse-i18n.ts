import en from "../../../../plugin/config/locales/client.en.yml";
import fr from "../../../../plugin/config/locales/client.fr.yml";
import { language } from "../host/choices.ts";
import { coreWords } from "../host/words.ts";

type Tree = { [key: string]: Tree | string };

const trees: Tree[] = [((language === "fr" ? fr : en)[language] as Tree).js as Tree, coreWords[language]];

function found(key: string): Tree | string | undefined {
  for (const tree of trees) {
    const at = key
      .split(".")
      .reduce<Tree | string | undefined>((node, part) => (typeof node === "object" ? node[part] : undefined), tree);
    if (at !== undefined) {
      return at;
    }
  }
  return undefined;
}

/** As the forum's own: plurals by `count`, `%{name}` filled in, the key itself where there are no words. */
export function i18n(key: string, options: Record<string, unknown> = {}): string {
  let text = found(key);
  if (typeof text === "object" && "count" in options) {
    const rule = new Intl.PluralRules(language).select(Number(options.count));
    text = text[rule] ?? text.other;
  }
  if (typeof text !== "string") {
    return `[${language}.${key}]`;
  }
  return text.replace(/%\{(\w+)\}/g, (_, name: string) => String(options[name]));
}

export default { currentLocale: () => language, t: i18n };
