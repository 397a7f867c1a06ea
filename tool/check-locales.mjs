// The plugin's words: both languages say the same things, French is set as French is, every key is there and used.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { inRoot } from "./run.mjs";

const locales = "plugin/config/locales";
/** Strings in the browser's code that look like keys and are routes. */
const routes = new Set([
  "veille.index",
  "veille.differes",
  "veille.prevenir",
  "veille.permanences",
  "veille.aide",
  "veille.reglages",
]);
/** Beginnings of keys whose folder is chosen while running (lib/reason.ts). */
const chosen = ["veille.returned.", "veille.waits.", "veille.paused.because."];
/** Parts of the files that Discourse looks up by itself. */
const core = ["admin_js.", "site_settings."];
const plurals = new Set(["zero", "one", "two", "few", "many", "other"]);

const french = [
  [/\p{L}'/u, "a straight apostrophe"],
  [/[^\u00a0:/][:;?»](?![/\w])/u, "no no-break space before : ; ? »"],
  [/«[^\u00a0]/u, "no no-break space after «"],
  [/\d h\b/u, "a plain space between number and h"],
  [/!/u, "an exclamation mark"],
];

/** `{a: {b: "x"}}` as `[["a.b", "x"]]`; what a count chooses between stays one key with several texts. */
function flat(node, path = []) {
  if (typeof node !== "object" || node === null) return [[path.join("."), String(node)]];
  const inside = Object.entries(node);
  if (inside.every(([key]) => plurals.has(key))) return inside.map(([, text]) => [path.join("."), String(text)]);
  return inside.flatMap(([key, value]) => flat(value, [...path, key]));
}

const read = (file, language) =>
  flat(parse(readFileSync(inRoot(`${locales}/${file}.${language}.yml`), "utf8"))[language]);

/** Keys that the browser's code names: whole, or the beginning of one that it puts together. */
function usedKeys() {
  const folder = inRoot("plugin/assets/javascripts");
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(ts|gts)$/.test(name));
  const whole = new Set();
  const beginnings = new Set(chosen);
  for (const file of files) {
    for (const [, key, more] of readFileSync(join(folder, file), "utf8").matchAll(
      /["'`](veille\.[\w.]+?)\.?(["'`]|\$\{)/g
    )) {
      if (more === "${") beginnings.add(`${key}.`);
      else if (!routes.has(key) && !key.startsWith("veille.reglages.")) whole.add(key);
    }
  }
  return { whole, beginnings };
}

const wrong = [];
for (const file of ["client", "server"]) {
  const [fr, en] = [read(file, "fr"), read(file, "en")];
  const [frenchKeys, englishKeys] = [fr, en].map((entries) => new Set(entries.map(([key]) => key)));
  for (const key of frenchKeys) if (!englishKeys.has(key)) wrong.push(`${file}.en.yml: no ${key}`);
  for (const key of englishKeys) if (!frenchKeys.has(key)) wrong.push(`${file}.fr.yml: no ${key}`);
  for (const [key, text] of fr) {
    for (const [pattern, what] of french)
      if (pattern.test(text)) wrong.push(`${file}.fr.yml: ${key}: ${what}: ${text}`);
  }
  if (file === "client") {
    const keys = [...frenchKeys].filter((key) => !core.some((part) => key.startsWith(part)));
    const named = keys.map((key) => key.replace(/^js\./, ""));
    const { whole, beginnings } = usedKeys();
    for (const key of whole)
      if (!named.includes(key)) wrong.push(`the browser's code asks for ${key}: not in client.fr.yml`);
    for (const part of beginnings) {
      if (!named.some((key) => key.startsWith(part)))
        wrong.push(`the browser's code asks for ${part}…: not in client.fr.yml`);
    }
    for (const key of named) {
      const used = whole.has(key) || [...beginnings].some((part) => key.startsWith(part));
      if (!used) wrong.push(`client.fr.yml: ${key} is used nowhere`);
    }
  }
}
const settings = Object.keys(Object.values(parse(readFileSync(inRoot("plugin/config/settings.yml"), "utf8")))[0]);
const explained = new Set(read("server", "fr").map(([key]) => key));
for (const name of settings)
  if (!explained.has(`site_settings.${name}`)) wrong.push(`server.fr.yml: no site_settings.${name}`);

for (const line of wrong) console.error(line);
process.exit(wrong.length > 0 ? 1 : 0);
