import type { Claims } from "@veille/shared/api/token";
import { sign } from "../forum/tokens.ts";
import { happens, oneOf } from "./chance.ts";
import type { Copy } from "./points.ts";
import type { Run } from "./run.ts";

export interface Person {
  id: number;
  username: string;
}

export interface Answer {
  status: number;
  // what the tests read of it they compare at once
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

const here = "http://127.0.0.1";

async function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: unknown,
  patience: number
): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { "Content-Type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  } catch {
    return null;
  }
}

/** How people and moderators reach the service and the forum. */
export class Http {
  readonly #run: Run;
  readonly #shunned = { a: 0, b: 0 };
  /** answers of the service that it should never give, by status and code */
  readonly odd = new Map<string, number>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** One request to one of the copies. Null: nobody knows what became of it. */
  async service(
    method: string,
    path: string,
    person: Person,
    body?: unknown,
    coordinator = false
  ): Promise<Answer | null> {
    const { ports } = this.#run;
    const headers = { Authorization: `Bearer ${this.#token(person, coordinator)}` };
    const copy = this.#choose();
    const answer = await send(`${here}:${ports[copy]}${path}`, method, headers, body, 4_000);
    if (answer === null) this.#shunned[copy] = Date.now() + 1_000;
    if (answer === null || answer.status === 503) return null;
    if (answer.status >= 500 || answer.status === 401) {
      const code = `${answer.status} ${String(answer.body?.code)} ${method} ${path.replace(/[0-9a-f-]{36}/, "…")}`;
      this.odd.set(code, (this.odd.get(code) ?? 0) + 1);
      return null;
    }
    return answer;
  }

  /** As whatever spreads the load would do: a copy that did not answer is left alone for a moment, mostly. */
  #choose(): Copy {
    const copies = (["a", "b"] as const).filter((copy) => this.#shunned[copy] < Date.now());
    return oneOf(copies.length === 0 || happens(0.05) ? (["a", "b"] as const) : copies);
  }

  /** One call to the forum as that person, by an administrator's key. */
  forum(method: string, path: string, as: string, body?: unknown): Promise<Answer | null> {
    const { ports, saved } = this.#run;
    const headers = { "Api-Key": saved.secrets.adminKey, "Api-Username": as };
    return send(`${here}:${ports.forum}${path}`, method, headers, body, 5_000);
  }

  /** The stand-in's own switches. */
  standIn(method: string, path: string, body?: unknown): Promise<Answer | null> {
    return send(`${here}:${this.#run.ports.forum}/stand-in/${path}`, method, {}, body, 5_000);
  }

  #token({ id, username }: Person, coordinator: boolean): string {
    const now = Math.floor(Date.now() / 1000);
    const claims: Claims = {
      iss: this.#run.origin,
      aud: "veille",
      sub: String(id),
      iat: now,
      exp: now + 300,
      username,
      admin: coordinator,
      moderator: false,
      coordinator,
      groups: [],
      locale: "fr",
      zone: "Etc/UTC",
      moderates: [],
    };
    return sign(claims, this.#run.saved.secrets.token);
  }
}
