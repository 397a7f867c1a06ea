// Makes what administrators install: dist/discourse-veille for Discourse 2026.1 and later, dist/discourse-veille-3.5 for
// 3.5. Types are stripped for both (not every one of them compiles TypeScript), imports rewritten for 3.5.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { removeTypes } from "babel-remove-types";
import { Preprocessor } from "content-tag";

const root = join(import.meta.dirname, "..");
const from = join(root, "plugin");
// the first chain alone kept within 15 kB; set-up, alerts, moderation and the watch have their screens too
const most = 64_000;
const asTheyAre = ["plugin.rb", "config", "db", "app", "lib", "spec", ".discourse-compatibility", "assets/stylesheets"];

/** 2026 name → 3.5 name; every other `discourse/ui-kit/d-x` is `discourse/components/x` there. */
const renamed = {
  "discourse/ui-kit/helpers/d-icon": "discourse/helpers/d-icon",
  "discourse/ui-kit/d-button": "discourse/components/d-button",
  "discourse/ui-kit/d-editor": "discourse/components/d-editor",
  "discourse/ui-kit/d-modal": "discourse/components/d-modal",
  "discourse/ui-kit/d-modal-cancel": "discourse/components/d-modal-cancel",
  "discourse/ui-kit/d-navigation-item": "discourse/components/d-navigation-item",
};
const for35 = (name) =>
  renamed[name] ??
  name.replace(/^discourse\/ui-kit\/d-/, "discourse/components/").replace(/^discourse\/(?=float-kit\/)/, "");

const preprocessor = new Preprocessor();

/** Comments and indentation stay in the sources: there a comment stands on lines of its own, and no string has several. */
const compact = (code) =>
  code
    .replace(/^\s*(\/\*\*[^]*?\*\/|\/\/.*)$/gm, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/(?<=[{}()[\];,=>?:&|])\n|\n(?=[})\].?:&|])/g, "")
    .trimStart();

/** Templates are put aside while the types go, since no parser of TypeScript knows them. */
async function strip(source, filename) {
  const templates = [];
  let code = source;
  const found = filename.endsWith(".gts") ? preprocessor.parse(code, { filename }).reverse() : [];
  for (const { range, type } of found) {
    const { startUtf16Codepoint: start, endUtf16Codepoint: end } = range;
    const at = templates.push(code.slice(start, end)) - 1;
    const placeholder = type === "class-member" ? `static __template${at}__ = 0;` : `__template${at}__`;
    code = code.slice(0, start) + placeholder + code.slice(end);
  }
  const script = compact(await removeTypes(code, false));
  return script.replace(/static __template(\d+)__ = 0;|__template(\d+)__/g, (_, one, other) =>
    templates[one ?? other].replace(/\s*\n\s*/g, "\n")
  );
}

const specifiers = /(\bfrom\s+|^import\s+)(["'])([^"']+)\2/gm;
const withImports = (code, rename) =>
  code.replace(specifiers, (_, before, quote, name) => {
    const own = name.replace(/^(\.{1,2}\/.*)\.g?ts$/, "$1");
    return before + quote + rename(own) + quote;
  });

/** A module of types alone is nothing at run time. */
const isEmpty = (code) => code.replace("export {};", "").trim() === "";

async function scripts() {
  const names = readdirSync(join(from, "assets/javascripts"), { recursive: true });
  const files = names.filter((name) => /\.g?ts$/.test(name) && !name.endsWith(".d.ts")).sort();
  const stripped = await Promise.all(
    files.map(async (name) => {
      const file = join("assets/javascripts", name);
      return {
        file: file.replace(/\.(g?)ts$/, ".$1js"),
        code: await strip(readFileSync(join(from, file), "utf8"), file),
      };
    })
  );
  return stripped.filter(({ code }) => !isEmpty(code));
}

function write(name, all, rename) {
  const to = join(root, "dist", name);
  rmSync(to, { recursive: true, force: true });
  for (const path of asTheyAre.filter((one) => existsSync(join(from, one)))) {
    cpSync(join(from, path), join(to, path), { recursive: true });
  }
  for (const licence of ["LICENSE"].filter((one) => existsSync(join(root, one)))) {
    cpSync(join(root, licence), join(to, licence));
  }
  const shipped = all.map(({ file, code }) => ({ file, code: withImports(code, rename) }));
  for (const { file, code } of shipped) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), code);
  }
  return shipped.map(({ code }) => code).join("\n");
}

const all = await scripts();
const shipped = write("discourse-veille", all, (name) => name);
write("discourse-veille-3.5", all, for35);
const zipped = gzipSync(shipped, { level: 9 }).length;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `JavaScript: ${all.length} files, ${kB(Buffer.byteLength(shipped))}, ${kB(zipped)} gzip (at most ${kB(most)})`
);
if (zipped > most) process.exit(1);
