import { jest } from "@jest/globals";
import { type Config, readConfig } from "@veille/service/config";
import { type Service, startService } from "@veille/service/service";
import { PutKind, KindList } from "@veille/shared/api/kind";
import { randomBytes } from "node:crypto";
import { type Browser, chromium } from "playwright-core";
import { newUser } from "../../forum/core/users.ts";
import { addPost, addTopic } from "../../forum/core/write.ts";
import { demoCategory } from "../../forum/demo.ts";
import { openIn, seedKindsWhenReady } from "../../forum/demo-kinds.ts";
import { createForum, type Forum } from "../../forum/forum.ts";
import type { Topic, User } from "../../forum/rows.ts";
import { Screen } from "./screen.ts";
import { type Sight, visit } from "./visit.ts";

// a real browser, and on a busy machine little of it
jest.setTimeout(180_000);

interface Line {
  /** a user name of the demo's */
  by: string;
  raw: string;
  hoursAgo?: number;
}
const question: [Line, ...Line[]] = [
  { by: "lea", raw: "Bonjour, le certificat est arrivé à échéance ce matin. Qui sait par où commencer ?" },
];

/** What a test starts with: the stand-in forum and its page, the real service, a browser. */
export class House {
  forum!: Forum;
  browser!: Browser;
  #config!: Config;
  #service: Service | null = null;
  #count = 0;
  #faults: string[] = [];

  async start(): Promise<void> {
    const secret = randomBytes(24).toString("hex");
    // nobody waits for the forum's limits here: what they do is tested with the service
    const settings = { admin_calls_per_minute: 0, veille_calls_per_minute: 0 };
    this.forum = await createForum({ seed: "demo", secrets: [secret], settings });
    const config = readConfig({
      VEILLE_FORUM_URL: this.forum.url,
      VEILLE_FORUM_KEY: this.forum.keys.veille,
      VEILLE_TOKEN_SECRETS: secret,
      VEILLE_SEAL_KEY: randomBytes(32).toString("base64"),
      VEILLE_REDIS: process.env["VEILLE_REDIS"],
      VEILLE_NAME: `e2e-${randomBytes(6).toString("hex")}`,
      VEILLE_PORT: "0",
      VEILLE_INTERNAL_PORT: "0",
      VEILLE_LOG: "silent",
    });
    // nobody waits half a minute here for what moderators did
    this.#config = { ...config, feed: 1_000 };
    await this.serviceUp();
    await seedKindsWhenReady(this.forum.context, () => false);
    this.browser = await chromium.launch({
      executablePath: process.env["VEILLE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"].concat(
        ["background-networking", "component-update"].map((feature) => `--disable-${feature}`)
      ),
    });
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.serviceDown();
    await this.forum?.stop();
  }

  /** Where it was before: the page knows its address. */
  async serviceUp(): Promise<void> {
    this.#service = await startService(this.#config);
    this.#config.port = Number(new URL(this.#service.url).port);
    this.forum.context.serviceUrl = this.#service.url;
  }

  async serviceDown(): Promise<void> {
    const service = this.#service;
    this.#service = null;
    await service?.destroy();
  }

  /** Somebody nobody knows yet, so that no journey meets another one's posts. */
  person(name = "Paul Girard", fields: Partial<User> = {}): User {
    const username = `${name.split(" ")[0]!.toLowerCase()}${(this.#count += 1)}`;
    const more = { name, locale: "fr", zone: "Europe/Paris", createdAt: this.forum.clock.now() - 400 * 86_400_000 };
    return this.forum.store.put("users", newUser(this.forum.context, { username, ...more, ...fields }));
  }

  /** A topic of its own, by default in the category whose hours the tests set. */
  topic(title = "Certificat expiré sur un sous-domaine", lines = question, categoryId = demoCategory): Topic {
    const { context, store, clock } = this.forum;
    const [first] = lines;
    const topic = addTopic(context, this.forum.user(first.by), { title }, store.get("categories", categoryId)!);
    for (const { by, raw, hoursAgo = 0 } of lines) {
      addPost(context, topic, this.forum.user(by), raw, { createdAt: clock.now() - hoursAgo * 3_600_000 });
    }
    return topic;
  }

  /** What stands in a topic, by whom, in the order of its posts. */
  posts(topic: Topic): { author: string; raw: string }[] {
    const { store } = this.forum;
    const there = store.all("posts").filter(({ topicId, type }) => topicId === topic.id && type === 1);
    return there.map(({ userId, raw }) => ({ author: store.get("users", userId)!.username, raw }));
  }

  /** The team of the demo category is away; it comes back in two days at 9. Answers that day's name in French. */
  async teamIsAway(): Promise<string> {
    const back = new Date(this.forum.clock.now() + 2 * 86_400_000);
    await this.setHours("demo", [{ weekday: back.getDay() || 7, start: "09:00", end: "12:00" }]);
    return back.toLocaleDateString("fr", { weekday: "long" });
  }

  /** The same team is back in so many seconds, by what the page's own button calls. */
  async teamIsBackIn(seconds: number): Promise<void> {
    await openIn(this.forum.context, seconds);
  }

  async setHours(name: "demo" | "equipe", hours: PutKind["hours"]): Promise<void> {
    await this.setKind(name, { hours });
  }

  /** As a coordinator does. */
  async setKind(name: "demo" | "equipe", fields: Partial<PutKind>): Promise<void> {
    const { kinds } = KindList.parse(await this.ask("GET", "/v1/kinds"));
    const { id, flags: _, ...kind } = kinds.find((one) => one.id === name)!;
    await this.ask("PUT", `/v1/kinds/${id}`, PutKind.parse({ ...kind, ...fields }));
  }

  /** What somebody, by default a coordinator, asks of the service. @throws where it does not answer 2xx */
  async ask(method: string, path: string, body?: object, username = "admin1"): Promise<unknown> {
    const { token } = this.forum.token(username);
    const response = await fetch(this.#service!.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /** A browser of that person's own; null: somebody without an account. */
  async enter(user: User | null, sight: Partial<Sight> = {}): Promise<Screen> {
    const page = await visit(this.browser, this.forum, user, sight);
    page.context().on("weberror", (fault) => this.#faults.push(String(fault.error().stack)));
    return new Screen(page);
  }

  /** Closes every page. @throws where one of them met an error that nobody caught */
  async leave(): Promise<void> {
    await Promise.all((this.browser?.contexts() ?? []).map((context) => context.close()));
    const faults = this.#faults.splice(0);
    if (faults.length > 0) throw new Error(`the page failed:\n${faults.join("\n")}`);
  }
}

/** A house for all tests of a file. */
export function useHouse(): House {
  const house = new House();
  beforeAll(() => house.start());
  afterEach(() => house.leave());
  afterAll(() => house.stop());
  return house;
}
