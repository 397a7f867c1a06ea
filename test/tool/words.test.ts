import { DeferredState, HistoryLine, Wish } from "@veille/shared/api/deferred-post";
import { RefusalCode, WaitCode } from "@veille/shared/api/forum";
import { PauseReason } from "@veille/shared/api/moderation";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Reasons that the service gives itself, by where it has the sentences for its messages. */
const own = [...read("service/src/messages/reason-sentences.ts").matchAll(/^ {2}\| "([a-z_]+)"/gm)].map(
  ([, code]) => code!
);

const needed: Record<string, readonly string[]> = {
  event: HistoryLine.shape.event.options,
  state: DeferredState.options.filter((state) => state !== "waiting"),
  requested: Wish.options,
  returned: [...RefusalCode.options, ...WaitCode.options, ...own, "unknown"],
  // what the list calls `refused` is tried once more; `late` is our own wait
  waits: [...WaitCode.options, "late", "refused", "forum_away", "unknown"],
  "paused.because": [...PauseReason.options, "unknown"],
  "paused.choice": PauseReason.options,
};
const keys = Object.entries(needed).flatMap(([folder, codes]) => codes.map((code) => `${folder}.${code}`));

describe.each(["fr", "en"])(
  "Every state, event and reason that the service can answer has words in %s:",
  (language) => {
    const words = (parse(read(`plugin/config/locales/client.${language}.yml`)) as Record<string, Tree>)[language]!;

    test.each(keys)("%s", (key) => {
      const found = `js.veille.${key}`
        .split(".")
        .reduce<Tree | string | undefined>((node, part) => (typeof node === "object" ? node[part] : undefined), words);
      expect(found).toEqual(expect.stringMatching(/\S/));
    });
  }
);

interface Tree {
  [key: string]: Tree | string;
}

test("the service has reasons of its own", () => {
  expect(own.length).toBeGreaterThan(5);
});
