import { field, send } from "./http.ts";

/** The stand-in's control route; a real forum has none. */
export class Control {
  readonly #url: string;
  constructor(url: string) {
    this.#url = url;
  }

  static async of(url: string): Promise<Control | null> {
    const answer = await send(`${url}/stand-in/state`, "GET", {});
    return answer.status === 200 && typeof field(answer.body, "held") === "number" ? new Control(url) : null;
  }

  async call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await send(`${this.#url}/stand-in/${path}`, method, {}, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Resolves when so many calls are held by rules. */
  async held(count: number): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      if (field(await this.call("GET", "state"), "held") === count) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`${count} calls were never held`);
  }
}
