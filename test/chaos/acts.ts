import type { DeferredPost, DeferPost } from "@veille/shared/api/deferred-post";
import { setTimeout as pause } from "node:timers/promises";
import { between, newUuid } from "./chance.ts";
import type { Answer, Http, Person } from "./http.ts";
import type { Text, Texts } from "./texts.ts";

/** An answer, and whether an earlier try of the same request may still be under way. */
interface Told {
  answer: Answer | null;
  doubtful: boolean;
}

let written = 0;
/** A wording that nobody wrote before; the uuid in it names the text to whoever finds it in the forum. */
const wordingFor = (id: string): string =>
  `Un texte qui peut attendre [${id}], formulation ${++written}-${Date.now().toString(36)}.`;

/** What an author does to a text, with the honest retries of somebody who got no answer. */
export class Acts {
  readonly #http: Http;
  readonly #texts: Texts;
  readonly #patience: () => number;

  /** @param patience until which instant (ms) an author tries again */
  constructor(http: Http, texts: Texts, patience: () => number) {
    this.#http = http;
    this.#texts = texts;
    this.#patience = patience;
  }

  /** The very same request, until it is answered or patience ends. */
  async #insist(method: string, path: string, person: Person, body: unknown): Promise<Told> {
    const until = this.#patience();
    let doubtful = false;
    for (;;) {
      const answer = await this.#http.service(method, path, person, body);
      if (answer && answer.status !== 429) return { answer, doubtful };
      doubtful ||= answer === null;
      if (Date.now() > until) return { answer: null, doubtful };
      await pause(answer ? between(3_000, 6_000) : between(150, 1_200));
    }
  }

  async create(person: Person, asked: Omit<DeferPost, "raw">, twice: boolean): Promise<Text> {
    const id = newUuid();
    const raw = wordingFor(id);
    this.#texts.note("new", id, raw, person.id);
    const text = this.#texts.get(id);
    const put = () => this.#insist("PUT", `/v1/deferred-posts/${id}`, person, { ...asked, raw });
    const tolds = await Promise.all(twice ? [put(), put()] : [put()]);
    const told = tolds.find(({ answer }) => answer && answer.status <= 201) ?? tolds[0];
    if (told.answer && told.answer.status <= 201) {
      this.#texts.note("acked", id);
      this.see(text, told.answer.body as DeferredPost);
    } else if (told.answer && !tolds.some(({ doubtful }) => doubtful)) text.state = "absent";
    return text;
  }

  async edit(text: Text, person: Person): Promise<void> {
    const raw = wordingFor(text.id);
    this.#texts.note("maybe", text.id, raw);
    const told = await this.#change(text, person, "PATCH", "", { raw });
    // the same change repeated is 200 also where the first try became a wish: only what is read counts
    if (told.answer?.status === 200 && told.answer.body.raw === raw) this.#texts.note("now", text.id, raw);
    if (told.answer && told.answer.status >= 400 && !told.doubtful) this.#texts.note("not", text.id, raw);
  }

  async publishNow(text: Text, person: Person): Promise<void> {
    await this.#change(text, person, "POST", "/publish-now", {});
  }

  async takeBack(text: Text, person: Person, draft: boolean): Promise<void> {
    const { answer } = await this.#change(text, person, "POST", "/take-back", { draft });
    if (answer?.status === 200 && answer.body.state === "taken_back") this.#texts.note("in_hand", text.id);
  }

  async deferAgain(text: Text, person: Person, asked: Pick<DeferPost, "when" | "target">, anew: boolean) {
    const raw = wordingFor(text.id);
    this.#texts.note("leaves", text.id);
    if (anew) this.#texts.note("maybe", text.id, raw);
    const told = await this.#change(text, person, "POST", "/defer-again", { ...asked, ...(anew && { raw }) });
    if (anew && told.answer?.status === 200 && told.answer.body.raw === raw) this.#texts.note("now", text.id, raw);
    if (anew && told.answer && told.answer.status >= 400 && !told.doubtful) this.#texts.note("not", text.id, raw);
  }

  async look(text: Text, person: Person): Promise<void> {
    const answer = await this.#http.service("GET", `/v1/deferred-posts/${text.id}`, person);
    if (answer?.status === 200) this.see(text, answer.body as DeferredPost);
    else if (answer?.status === 404 && !text.acked) text.state = "absent";
  }

  /** What the service showed; an answer that comes late may show less than is known. */
  see(text: Text, post: DeferredPost): void {
    if (post.version < text.version) return;
    text.state = post.state;
    text.version = post.version;
    text.waitsUntil = post.notBefore === null ? 0 : Date.parse(post.notBefore);
  }

  async #change(text: Text, person: Person, method: string, act: string, body: object): Promise<Told> {
    const path = `/v1/deferred-posts/${text.id}${act}`;
    const told = await this.#insist(method, path, person, { version: text.version, ...body });
    const post = (told.answer?.status === 409 ? told.answer.body.present : told.answer?.body) as DeferredPost | null;
    if (post?.id === text.id) this.see(text, post);
    return told;
  }
}
