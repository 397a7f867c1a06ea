import type { DeferPost } from "@veille/shared/api/deferred-post";
import { setTimeout as pause } from "node:timers/promises";
import type { Acts } from "./acts.ts";
import { between, happens, oneOf, weighed, whole } from "./chance.ts";
import { kinds } from "./hours.ts";
import type { Http, Person } from "./http.ts";
import { ended, type Text, type Texts } from "./texts.ts";
import type { World } from "./world.ts";

type Where = Pick<DeferPost, "target" | "draftKey" | "when">;
/** How many requests at once, whatever waits. */
const hands = 48;

/** Hundreds of people who write, change their mind and look at their lists, for as long as it lasts. */
export class Authors {
  readonly #world: World;
  readonly #acts: Acts;
  readonly #texts: Texts;
  readonly #http: Http;
  readonly #people: Map<number, Person>;
  #free = hands;
  readonly #queue: (() => void)[] = [];
  #over = false;

  constructor(world: World, acts: Acts, texts: Texts, http: Http) {
    this.#world = world;
    this.#acts = acts;
    this.#texts = texts;
    this.#http = http;
    this.#people = new Map(world.authors.map((person) => [person.id, person]));
  }

  personOf = (text: Text): Person => this.#people.get(text.author)!;

  /** Keeps that many texts moving. Resolves some time after `stop`, when nobody waits for an answer any more. */
  async flow(most: number): Promise<void> {
    const lives = new Set<Promise<void>>();
    const lists = this.#readLists();
    while (!this.#over) {
      const missing = most - Math.max(lives.size, this.#texts.moving.length);
      for (let made = 0; made < Math.min(missing, 10); made++) {
        const life = this.#live().finally(() => lives.delete(life));
        lives.add(life);
      }
      await pause(250);
    }
    await Promise.all([...lives, lists]);
  }

  stop(): void {
    this.#over = true;
  }

  /** One text, from its first word until its author leaves it to itself. */
  async #live(): Promise<void> {
    const person = oneOf(this.#world.authors);
    const { target, draftKey, when } = this.#where();
    const home = oneOf(Object.keys(kinds));
    const text = await this.#hand(() =>
      this.#acts.create(person, { target, draftKey, when, kind: home }, happens(0.05))
    );
    for (
      let acts = weighed([
        [5, 0],
        [5, 1],
        [3, 2],
        [1, 4],
      ]);
      acts > 0 && !this.#over;
      acts--
    ) {
      await this.#wait(between(500, 9_000));
      if (!this.#over) await this.#hand(() => this.#act(text, person));
    }
    while (!this.#over && !ended.has(text.state)) {
      await this.#wait(between(1_000, 4_000));
      // nobody here has the patience of the forum's longest pauses
      const long = text.state === "waiting" && text.waitsUntil > Date.now() + 8_000;
      if (long && !this.#over) await this.#hand(() => this.#acts.publishNow(text, person));
    }
  }

  async #act(text: Text, person: Person): Promise<void> {
    const acts = this.#acts;
    if (!text.acked || text.state === "published") return;
    if (text.state === "given_back" || text.state === "taken_back") {
      if (happens(0.5)) await acts.deferAgain(text, person, this.#where(), happens(0.5));
      return;
    }
    const edit = (): Promise<unknown> => acts.edit(text, person);
    const publish = (): Promise<unknown> => acts.publishNow(text, person);
    const back = (): Promise<unknown> => acts.takeBack(text, person, happens(0.5));
    const act = weighed([
      [5, edit],
      [3, publish],
      [3, back],
      // two tabs, two wishes, one version
      [1, () => Promise.all([back(), oneOf([edit, publish])()])],
    ] as const);
    await act();
  }

  #where(): Where {
    const { topics, fickle, guarded } = this.#world;
    const type = weighed([
      [16, "reply"],
      [3, "topic"],
      [2, "message"],
      [2, "fickle"],
      [1, "guarded"],
    ] as const);
    const when: Where["when"] = happens(0.06) || type === "message" ? nextMinute() : nextOpening();
    if (type === "topic" || type === "message") {
      const title = `Un titre que personne n’a pris : ${Math.random().toString(36).slice(2)}`;
      if (type === "message") {
        return { when, draftKey: "new_private_message", target: { type, title, recipients: ["lea"] } };
      }
      return { when, draftKey: "new_topic", target: { type, title, categoryId: 2, tags: [] } };
    }
    const topic = oneOf(topics);
    const topicId = type === "reply" ? topic.id : oneOf(type === "fickle" ? fickle : guarded);
    const replyToPostId = type === "reply" && happens(0.3) ? topic.postId : null;
    return { when, draftKey: `topic_${topicId}`, target: { type: "reply", topicId, replyToPostId } };
  }

  /** Everybody looks at their own list every few seconds. */
  async #readLists(): Promise<void> {
    while (!this.#over) {
      const authors = new Set(this.#texts.moving.map(({ author }) => author));
      for (const id of authors) {
        if (this.#over) return;
        await Promise.all([this.readList(this.#people.get(id)!, 30), pause(40)]);
      }
      await pause(500);
    }
  }

  /** The newest posts of one person. Answers how many were read and where the rest begins. */
  async readList(person: Person, limit: number, after?: string): Promise<string | null | undefined> {
    const more = after === undefined ? "" : `&after=${after}`;
    const answer = await this.#http.service("GET", `/v1/deferred-posts?limit=${limit}${more}`, person);
    if (answer?.status !== 200) return undefined;
    for (const post of answer.body.posts) {
      const text = this.#texts.all.get(post.id);
      if (text) this.#acts.see(text, post);
    }
    return answer.body.next as string | null;
  }

  async #wait(ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (!this.#over && Date.now() < until) await pause(Math.min(1_000, ms));
  }

  async #hand<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** At the first opening of a kind after some seconds. */
function nextOpening(): DeferPost["when"] {
  const opening = oneOf(Object.keys(kinds));
  if (happens(0.3)) return { opening };
  return { opening, notBefore: new Date(Date.now() + whole(2, 45) * 1000).toISOString() };
}

/** A moment is a minute ahead at least, and stands on a minute. */
function nextMinute(): DeferPost["when"] {
  const at = new Date(Math.ceil((Date.now() + 75_000) / 60_000) * 60_000);
  return { moment: { local: at.toISOString().slice(0, 16), zone: "Etc/UTC" } };
}
