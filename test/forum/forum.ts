import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Token } from "@veille/shared/api/token";
import { createApp } from "./app.ts";
import { type Clock, createClock } from "./clock.ts";
import type { Context, Keys, Receipt } from "./context.ts";
import { seedDemo, seedPeople } from "./demo.ts";
import { openJournal } from "./journal.ts";
import { Misbehaviour, type Rule } from "./misbehave.ts";
import type { User } from "./rows.ts";
import { liveSettings, type Settings } from "./settings.ts";
import { userNamed } from "./state.ts";
import { Store } from "./store.ts";
import { listen } from "./veille/hear.ts";
import { tokenFor } from "./veille/token.ts";

export interface ForumOptions {
  clock?: Clock;
  /** 0 (the default): any free one */
  port?: number;
  host?: string;
  /** as people reach it; default: its own address. `iss` of the tokens */
  origin?: string;
  serviceUrl?: string;
  secrets?: string[];
  keys?: Partial<Keys>;
  /** what is committed is kept in this file, whatever kills the process */
  data?: string;
  /** `people` (the default): accounts and categories · `demo`: topics and posts too */
  seed?: "people" | "demo";
  settings?: Partial<Settings>;
}

export interface Forum {
  readonly url: string;
  readonly port: number;
  readonly keys: Keys;
  readonly secrets: string[];
  readonly clock: Clock;
  readonly store: Store;
  /** live: assign to change */
  readonly settings: Settings;
  readonly misbehaviour: Misbehaviour;
  readonly receipts: Receipt[];
  /** what its parts share, for seeding */
  readonly context: Context;
  /** One more thing that goes wrong; see `Rule`. */
  misbehave(rule: Rule): void;
  user(name: string): User;
  /** what that person's session would be given */
  token(name: string, topicId?: number): Token;
  /** refuses connections until `start()`, which takes the same port again; rows stay */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const random = () => randomBytes(24).toString("hex");

/** A forum that listens, with people in it. Limits on authors and calls are off unless the settings say so. */
export async function createForum(options: ForumOptions = {}): Promise<Forum> {
  const store = new Store(options.data === undefined ? undefined : openJournal(options.data));
  const settings = liveSettings(store);
  const context: Context = {
    store,
    clock: options.clock ?? createClock(),
    settings,
    misbehaviour: new Misbehaviour(),
    keys: { admin: options.keys?.admin ?? random(), veille: options.keys?.veille ?? random() },
    origin: options.origin ?? "",
    serviceUrl: options.serviceUrl ?? "http://127.0.0.1:8070",
    secrets: options.secrets ?? [random()],
    sessions: new Map(),
    receipts: [],
    busy: { keys: new Set(), topics: new Set() },
    calls: { admin: [], byAddress: new Map() },
  };
  listen(context);
  if (store.all("users").length === 0) {
    store.transaction(() => {
      Object.assign(settings, { author_limits: false, admin_calls_per_minute: 0, ...options.settings });
      seedPeople(context);
      if (options.seed === "demo") seedDemo(context);
    });
  }

  const app = createApp(context);
  const host = options.host ?? "127.0.0.1";
  let port = options.port ?? 0;
  let server: Server | null = null;
  const start = async (): Promise<void> => {
    if (server) return;
    server = app.listen(port, host);
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
    context.origin ||= `http://${host}:${port}`;
  };
  const stop = async (): Promise<void> => {
    const stopping = server;
    server = null;
    context.misbehaviour.release();
    stopping?.closeAllConnections();
    if (stopping) await new Promise((resolve) => stopping.close(resolve));
  };
  await start();

  const user = (name: string): User => {
    const found = userNamed(store, name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  return {
    ...{ keys: context.keys, secrets: context.secrets, clock: context.clock, store, settings, context },
    misbehaviour: context.misbehaviour,
    receipts: context.receipts,
    url: `http://${host}:${port}`,
    port,
    misbehave: (rule) => context.misbehaviour.add(rule),
    user,
    token: (name, topicId) => tokenFor(context, user(name), topicId),
    start,
    stop,
  };
}
