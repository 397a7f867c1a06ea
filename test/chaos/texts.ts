import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { DeferredState } from "@veille/shared/api/deferred-post";

/** One deferred text, as its author knows it. */
export interface Text {
  id: string;
  author: number;
  /** the service said yes to the creation: from then on it is one post or in hand */
  acked: boolean;
  /** every wording that may be the right one: what was acknowledged last, and what nobody answered for certain */
  wordings: Set<string>;
  /** taken back, acknowledged, and not deferred again: nothing of it may come out */
  inHand: boolean;
  /** as last seen; `absent`: not created, as far as its author knows */
  state: DeferredState | "unknown" | "absent";
  version: number;
  /** until when the forum asked to wait, as last seen; ms */
  waitsUntil: number;
}

/**
 * new: about to be sent · acked · maybe: a wording that is about to be sent · now: acknowledged, all others are out ·
 * not: refused for certain · in_hand · leaves: about to be deferred again
 */
type Line =
  | ["new", id: string, raw: string, author: number]
  | ["maybe" | "now" | "not", id: string, raw: string]
  | ["acked" | "in_hand" | "leaves", id: string];

/** What all authors know, written down before they act, so that a run that is itself killed can go on. */
export class Texts {
  readonly all = new Map<string, Text>();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    if (!existsSync(file)) return;
    const lines = readFileSync(file, "utf8").split("\n");
    lines.pop(); // empty, or cut short
    for (const line of lines) this.#apply(JSON.parse(line) as Line);
  }

  note(...line: Line): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#apply(line);
  }

  get(id: string): Text {
    const text = this.all.get(id);
    if (!text) throw new Error(`nobody wrote ${id}`);
    return text;
  }

  /** Texts that have neither come out nor come home, as far as their authors have seen. */
  get moving(): Text[] {
    return [...this.all.values()].filter(({ state }) => !ended.has(state));
  }

  #apply([what, id, raw = "", author = 0]: Line): void {
    if (what === "new") {
      const text = { id, author, acked: false, wordings: new Set([raw]), inHand: false, version: 1, waitsUntil: 0 };
      this.all.set(id, { ...text, state: "unknown" });
      return;
    }
    const text = this.get(id);
    if (what === "acked") text.acked = true;
    else if (what === "maybe") text.wordings.add(raw);
    else if (what === "now") text.wordings = new Set([raw]);
    else if (what === "not") text.wordings.delete(raw);
    else text.inHand = what === "in_hand";
  }
}

export const ended: ReadonlySet<string> = new Set(["published", "given_back", "taken_back", "absent"]);
