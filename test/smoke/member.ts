import { DeferPost, DeferredPost } from "@veille/shared/api/deferred-post";
import type { When } from "@veille/shared/api/when";
import { randomBytes } from "node:crypto";
import { Browser } from "../contract/browser.ts";
import { type Answer, field, send } from "../contract/http.ts";

/** Everybody's password in the stand-in forum. */
const password = "je-suis-un-essai";

export interface Deferred {
  id: string;
  dueAt: string;
}

/** UUID version 7 (RFC 9562 §5.7), as a browser makes it. */
function newUuid(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = randomBytes(10);
  rest[0] = 0x70 | (rest[0]! & 0x0f);
  rest[2] = 0x80 | (rest[2]! & 0x3f);
  const hex = time + rest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Somebody in a browser: a session at the forum, and its token for the service. */
export class Member {
  readonly #browser: Browser;
  readonly #service: string;
  readonly #token: string;

  private constructor(browser: Browser, service: string, token: string) {
    this.#browser = browser;
    this.#service = service;
    this.#token = token;
  }

  static async enter(forum: string, service: string, username: string): Promise<Member> {
    const browser = new Browser(forum);
    await browser.enter(username, password);
    const { status, body } = await browser.call("POST", "/veille/token.json", {});
    if (status !== 200) throw new Error(`no token: ${status} ${JSON.stringify(body)}`);
    return new Member(browser, service, field<string>(body, "token"));
  }

  /** Ids of so many open topics. */
  async topics(count: number): Promise<number[]> {
    const found: number[] = [];
    for (let id = 1; found.length < count && id < 50; id++) {
      const { status, body } = await this.#browser.call("GET", `/t/${id}.json`);
      if (status === 200 && field<boolean>(body, "closed") !== true) found.push(id);
    }
    return found;
  }

  async defer(raw: string, topicId: number, when: When): Promise<Deferred> {
    const body: DeferPost = {
      ...{ raw, when, draftKey: `topic_${topicId}` },
      target: { type: "reply", topicId, replyToPostId: null },
    };
    const answer = await this.#ask("PUT", `/v1/deferred-posts/${newUuid()}`, body);
    if (answer.status !== 201) throw new Error(`not deferred: ${answer.status} ${JSON.stringify(answer.body)}`);
    const { id, dueAt } = DeferredPost.parse(answer.body);
    if (dueAt === null) throw new Error("deferred, and due at no time");
    return { id, dueAt };
  }

  async states(posts: Deferred[]): Promise<string[]> {
    const answers = await Promise.all(posts.map(({ id }) => this.#ask("GET", `/v1/deferred-posts/${id}`)));
    return answers.map(({ body }) => field<string>(body, "state"));
  }

  #ask(method: string, path: string, body?: object): Promise<Answer> {
    return send(this.#service + path, method, { Authorization: `Bearer ${this.#token}` }, body);
  }
}
