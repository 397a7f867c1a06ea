import { type Answer, field, send } from "./http.ts";

/** Somebody's session, as a browser would hold it: cookies and CSRF, no key. */
export class Browser {
  readonly #url: string;
  #cookies = new Map<string, string>();
  #csrf: string | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Comes in by name and password, as the forum's own page does. */
  async enter(username: string, password: string): Promise<void> {
    await this.#newCsrf();
    const answer = await this.call("POST", "/session.json", { login: username, password });
    if (answer.status !== 200 || field(answer.body, "error")) {
      throw new Error(`${username} cannot come in: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    }
    await this.#newCsrf();
  }

  async call(method: string, path: string, body?: object, more: { csrf?: boolean } = {}): Promise<Answer> {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(
      this.#url + path,
      method,
      {
        "X-Requested-With": "XMLHttpRequest",
        ...(cookies && { Cookie: cookies }),
        ...(this.#csrf && more.csrf !== false && { "X-CSRF-Token": this.#csrf }),
      },
      body
    );
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.#cookies.set(name, value ?? "");
    }
    return answer;
  }

  async #newCsrf(): Promise<void> {
    this.#csrf = field(await this.call("GET", "/session/csrf.json").then(({ body }) => body), "csrf");
  }
}
