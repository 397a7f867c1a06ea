import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const operate = read("docs/operate.md");

const sources = readdirSync(join(root, "service/src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => read(`service/src/${file}`))
  .join("\n");
const found = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

describe("docs/operate.md", () => {
  it.each(found(sources, /health\.set\(\s*"([a-z_]+)"/g))("says what to do about %s in /readyz", (code) => {
    expect(operate).toMatch(new RegExp(`^\\| \`${code}\``, "m"));
  });

  it("knows no code that the service doesn't", () => {
    const table = operate.slice(operate.indexOf("| code"), operate.indexOf("While something stops"));
    expect(found(table, /^\| `([a-z_]+)`/gm)).toEqual(found(sources, /health\.set\(\s*"([a-z_]+)"/g));
  });

  it.each(found(read("service/src/config.ts"), /^\s+(VEILLE_(?!TEST_)[A-Z_]+):/gm))("explains %s", (name) => {
    expect(operate).toContain(`\`${name}\``);
  });

  it.each(found(sources, /name: "(veille_[a-z_]+)"/g))("mentions the figure %s", (name) => {
    expect(operate).toContain(`\`${name}`);
  });
});

describe("docs/install.md", () => {
  const settings = found(read("plugin/config/settings.yml"), /^ {2}(veille_[a-z_]+):/gm);

  it("names only settings that there are", () => {
    const named = found(read("docs/install.md"), /`(veille_[a-z_]+)`/g);
    expect(named.length).toBeGreaterThan(3);
    expect(settings).toEqual(expect.arrayContaining(named));
  });
});
