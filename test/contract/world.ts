import { randomBytes } from "node:crypto";
import { Browser } from "./browser.ts";
import { Skip } from "./check.ts";
import type { Control } from "./control.ts";
import { type Answer, send } from "./http.ts";
import { Pace } from "./pace.ts";

/** Contents of the file that `--key-file` names. */
export interface KeyFile {
  /** the service's key: scope `veille` */
  key: string;
  username?: string;
  /** a key without scopes, for bringing the forum into the states that checks need */
  arrangeKey: string;
  arrangeUsername?: string;
}

export interface Member {
  id: number;
  username: string;
  password: string;
}

export const random = (): string => randomBytes(5).toString("hex");
export const sentence = (): string => `Une réponse assez longue pour le contrat ${random()}`;

/** The forum under test, and what every check does to it. */
export class World {
  readonly url: string;
  /** null: a real forum */
  readonly control: Control | null;
  /** may the whole forum be made read-only for a moment? */
  readonly mayDisturb: boolean;
  readonly #keys: KeyFile;
  readonly #pace: Pace;
  #skew = 0;

  constructor(url: string, keys: KeyFile, control: Control | null, more: { perMinute: number; disturb: boolean }) {
    this.url = url;
    this.control = control;
    this.mayDisturb = more.disturb || control !== null;
    this.#keys = keys;
    this.#pace = new Pace(
      more.perMinute,
      () => this.now(),
      (ms) => this.pause(ms)
    );
  }

  get calls(): number {
    return this.#pace.calls;
  }

  /** The forum's time, ms. */
  now(): number {
    return Date.now() + this.#skew;
  }

  /** Lets the forum's time pass: a real one is waited for, the stand-in's clock is moved. */
  async pause(ms: number): Promise<void> {
    if (!this.control) return new Promise((resolve) => setTimeout(resolve, ms));
    await this.control.call("POST", "clock", { advance: ms });
    this.#skew += ms;
  }

  /** A call of the core's with the full key, as anybody. What is not 2xx comes back too. */
  async ask(method: string, path: string, body?: object | FormData, as?: string): Promise<Answer> {
    const username = as ?? this.#keys.arrangeUsername ?? "system";
    return this.#keyed(this.#keys.arrangeKey, username, method, path, body);
  }

  /** The same, where anything but 2xx means that the check can't go on. */
  async arrange(method: string, path: string, body?: object | FormData, as?: string): Promise<unknown> {
    const answer = await this.ask(method, path, body, as);
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
    }
    return answer.body;
  }

  /** A call of ours, with the service's key. */
  veille(method: string, path: string, body?: object, reserved = false): Promise<Answer> {
    return this.byServiceKey(method, `/veille/${path}`, body, reserved);
  }

  /** Any call with the service's key. */
  byServiceKey(method: string, path: string, body?: object, reserved = false): Promise<Answer> {
    return this.#keyed(this.#keys.key, this.#keys.username ?? "system", method, path, body, reserved);
  }

  /** Room for so many calls at once. */
  reserve(count: number): Promise<void> {
    return this.#pace.take(count);
  }

  /** A browser in which this person has come in; nobody: a visitor's. */
  async browser(member?: Member): Promise<Browser> {
    const browser = new Browser(this.url);
    if (member) await browser.enter(member.username, member.password);
    return browser;
  }

  /** The stand-in's control, or the check is skipped with the reason. */
  needControl(why: string): Control {
    if (!this.control) throw new Skip(`needs ${why}, which a real forum's API can't be told`);
    return this.control;
  }

  async #keyed(
    key: string,
    username: string,
    method: string,
    path: string,
    body?: object | FormData,
    reserved = false
  ): Promise<Answer> {
    for (;;) {
      if (!reserved) await this.#pace.take();
      const answer = await send(this.url + path, method, { "Api-Key": key, "Api-Username": username }, body);
      const limit = answer.headers.get("Discourse-Rate-Limit-Error-Code");
      if (answer.status !== 429 || limit !== "admin_api_key_rate_limit") return answer;
      await this.pause((Number(answer.headers.get("Retry-After")) + 1) * 1000);
    }
  }
}
