import { setTimeout as pause } from "node:timers/promises";
import { between, happens, oneOf, weighed } from "./chance.ts";
import type { House } from "./house.ts";
import type { Http } from "./http.ts";
import type { Place, Points } from "./points.ts";
import { type Part, shortTimes } from "./programs.ts";

const calls = ["", "/outcomes", "/cancel"].map((end) => `/veille/publications${end}.json`);
const paths = [...calls, calls[0]!, "/veille/give-backs.json"];
const words = [
  String(shortTimes.lease), // a claim
  ...["published", "in_review", "wait", "refused", "doubt", "unknown", "cancelled", "given", "later"],
  ...["edited", "deferred_again"],
];

/** A service takes seconds to stand up again, and what is not there has no points at which to kill it. */
const odds: [number, Part][] = [
  [2, "a"],
  [2, "b"],
  [3, "redis"],
  [3, "forum"],
];

/** Some of the named points; whichever is reached first. */
export const somewhere = (): Place[] =>
  Array.from({ length: 5 }, () => ({
    stage: happens(0.5) ? "asked" : "answered",
    what: happens(0.4) ? oneOf(paths) : oneOf(words),
  }));

/** Kills processes, one every half to two seconds. */
export class Breaker {
  readonly #house: House;
  readonly #points: Points;
  readonly #http: Http;
  /** how often at which named point; the empty name is a moment of no meaning */
  readonly struck = new Map<string, number>();

  constructor(house: House, points: Points, http: Http) {
    this.#house = house;
    this.#points = points;
    this.#http = http;
  }

  /** One kill. Resolves when somebody is dead; false where all had just died by themselves. */
  async strike(): Promise<boolean> {
    const began = Date.now();
    const least = began + between(500, 1_400);
    const way = weighed([
      [3, "anywhere"],
      [7, "message"],
      [2, "transaction"],
    ] as const);
    const left = () => Math.max(50, began + 1_900 - Date.now());
    if (way === "message" && (await this.#atMessage(least, left()))) return true;
    if (way === "transaction" && (await this.#inTransaction(least, left()))) return true;
    await until(least);
    return this.#kill(this.#anybody(), "");
  }

  #anybody(): Part | undefined {
    const { working, running } = this.#house;
    const those = working.length === 0 || happens(0.1) ? running : working;
    const choices = odds.filter(([, part]) => those.includes(part));
    return choices.length > 0 ? weighed(choices) : undefined;
  }

  async #kill(part: Part | undefined, point: string): Promise<boolean> {
    if (!part || !(await this.#house.kill(part))) return false;
    const name = point && `${point}: ${part === "a" || part === "b" ? "service" : part}`;
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    return true;
  }

  /** While a message is on its way, or its answer is: the sender dies, or the receiver, or somebody else. */
  async #atMessage(least: number, patience: number): Promise<boolean> {
    await until(least - 300);
    const hit = await this.#points.next(somewhere(), patience);
    if (!hit) return false;
    const receiver: Part = hit.what.startsWith("/") ? "forum" : "redis";
    const part = weighed<Part | undefined>([
      [4, hit.copy],
      [5, receiver],
      [1, this.#anybody()],
    ]);
    const done = await this.#kill(part, `${hit.stage} ${hit.what === words[0] ? "claim" : hit.what}`);
    hit.decide(happens(0.6) ? "goes_on" : "lost");
    return done;
  }

  /** While the forum works on a text: before anything is held, inside its transaction, or after the commit. */
  async #inTransaction(least: number, patience: number): Promise<boolean> {
    await until(least - 300);
    const stage = oneOf(["before", "inside", "after"] as const);
    const rule = await this.#http.standIn("POST", "misbehave", { stage, hold: 3_500 });
    if (rule?.status !== 200) return false;
    const end = Date.now() + patience;
    while (Date.now() < end) {
      const state = await this.#http.standIn("GET", "state");
      if (state?.body?.held > 0) return this.#kill(weighed([[3, "forum"], ...odds]), `forum ${stage}`);
      await pause(30);
    }
    return false;
  }
}

async function until(instant: number): Promise<void> {
  if (instant > Date.now()) await pause(instant - Date.now());
}
