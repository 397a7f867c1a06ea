import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createForum, type Forum } from "./forum.ts";
import { livePostsOf } from "./state.ts";

let forum: Forum;
beforeEach(async () => {
  forum = await createForum({ seed: "demo" });
});
afterEach(() => forum.stop());

const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(forum.url + path, {
    method,
    headers: { "Content-Type": "application/json", "Api-Key": forum.keys.veille, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const item = (key: string) => ({
  key,
  userId: forum.user("paul").id,
  raw: `Une réponse assez longue ${key}`,
  topicId: 2,
  contentHash: "a".repeat(64),
  deferredAt: new Date(forum.clock.now()).toISOString(),
  movedOn: "give_back",
});
const publish = (...keys: string[]) => ask("POST", "/veille/publications.json", { items: keys.map(item) });
const outcome = async (key: string): Promise<string> => {
  const { userId, contentHash } = item(key);
  const { text } = await ask("POST", "/veille/publications/outcomes.json", { items: [{ key, userId, contentHash }] });
  return (JSON.parse(text) as { items: { outcome: string }[] }).items[0]!.outcome;
};
const held = async (count: number) => {
  while (forum.misbehaviour.held < count) await new Promise((resolve) => setImmediate(resolve));
};

describe("On command", () => {
  test("a connection is cut after the commit: the caller knows nothing, the post is there", async () => {
    forum.misbehave({ stage: "after", cut: true });
    await expect(publish("cut-after-1")).rejects.toThrow();
    expect(await outcome("cut-after-1")).toBe("existing");
  });

  test("a straggler commits long after its caller has gone", async () => {
    forum.misbehave({ stage: "before", cut: true, hold: "until_released" });
    await expect(publish("straggler-1")).rejects.toThrow();
    expect(await outcome("straggler-1")).toBe("unknown");
    forum.misbehaviour.release();
    while ((await outcome("straggler-1")) === "unknown");
    expect(livePostsOf(forum.store, 2)).toHaveLength(4);
  });

  test("an open transaction shows nothing and commits when it is let go", async () => {
    forum.misbehave({ stage: "inside", hold: "until_released" });
    const running = publish("inside-01");
    await held(1);
    expect(livePostsOf(forum.store, 2)).toHaveLength(3);
    forum.misbehaviour.release();
    expect((await running).text).toContain('"created"');
  });

  test.each([
    ["html_502", 502, "text/html"],
    ["html_500", 500, "text/html"],
    ["ip_limit", 429, "text/plain"],
    ["admin_limit", 429, "application/json"],
  ] as const)("the answer is %s, once, and nothing is done", async (answer, status, type) => {
    forum.misbehave({ stage: "call", answer });
    const broken = await publish("broken-01");
    expect(broken.status).toBe(status);
    expect(broken.headers.get("content-type")).toContain(type);
    expect(await outcome("broken-01")).toBe("unknown");
    expect((await publish("broken-01")).text).toContain('"created"');
  });

  test("the forum is down, also for everything else, until it is up", async () => {
    forum.misbehaviour.down = true;
    await expect(ask("POST", "/veille/site.json", {})).rejects.toThrow();
    forum.misbehaviour.down = false;
    expect((await ask("POST", "/veille/site.json", {})).status).toBe(200);
  });

  test("it stops and starts again on the same port with the same posts", async () => {
    await publish("restart-1");
    await forum.stop();
    await expect(ask("GET", "/veille/about.json")).rejects.toThrow();
    await forum.start();
    expect(await outcome("restart-1")).toBe("existing");
  });
});

describe("Addresses", () => {
  test("a post's own address leads to its place in its topic", async () => {
    const { id } = livePostsOf(forum.store, 2)[1]!;
    const response = await fetch(`${forum.url}/p/${id}`, { redirect: "manual" });
    expect(response.headers.get("location")).toBe("/t/-/2/2");
  });

  test("a topic is read by its number alone or with its name before it", async () => {
    for (const path of ["/t/2.json", "/t/mon-site/2.json"]) {
      expect((await ask("GET", path, undefined, { "Api-Key": forum.keys.admin })).status).toBe(200);
    }
    expect((await ask("GET", "/t/99.json", undefined, { "Api-Key": forum.keys.admin })).status).toBe(404);
  });
});

describe("Limits", () => {
  test("the sixty-first admin call within a minute is refused, and the next minute's is not", async () => {
    forum.settings.admin_calls_per_minute = 60;
    for (let call = 0; call < 60; call++) expect((await ask("POST", "/veille/site.json", {})).status).toBe(200);
    const refused = await ask("POST", "/veille/site.json", {});
    expect(refused.status).toBe(429);
    expect(refused.headers.get("Discourse-Rate-Limit-Error-Code")).toBe("admin_api_key_rate_limit");
    forum.clock.advance(Number(refused.headers.get("Retry-After")) * 1000);
    expect((await ask("POST", "/veille/site.json", {})).status).toBe(200);
  });

  test("a 429 costs the author nothing: the text comes out after the pause", async () => {
    forum.settings.author_limits = true;
    expect((await publish("author-01")).text).toContain('"created"');
    expect((await publish("author-02")).text).toContain('"rate_limited"');
    forum.clock.advance(5000);
    expect((await publish("author-02")).text).toContain('"created"');
  });
});

describe("The control route", () => {
  test("moves the clock, sets settings and tells arrivals", async () => {
    const now = "2026-12-01T08:00:00.000Z";
    expect((await ask("POST", "/stand-in/clock", { now })).text).toContain("2026-12-01T08:00:0");
    expect((await ask("PUT", "/stand-in/settings", { max_consecutive_replies: 5 })).status).toBe(200);
    expect(forum.settings.max_consecutive_replies).toBe(5);
    expect((await ask("PUT", "/stand-in/settings", { nothing: 1 })).status).toBe(400);
    await publish("receipt-1");
    const { receipts } = JSON.parse((await ask("GET", "/stand-in/receipts")).text) as {
      receipts: { key: string; at: number }[];
    };
    expect(receipts.map(({ key }) => key)).toEqual(["receipt-1"]);
    expect(new Date(receipts[0]!.at).toISOString()).toContain("2026-12-01T08:00");
  });

  test("refuses a rule that it doesn't know", async () => {
    expect((await ask("POST", "/stand-in/misbehave", { stage: "sometimes" })).status).toBe(400);
  });

  test("gives a session as somebody, and the session a token", async () => {
    const response = await fetch(`${forum.url}/stand-in/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username: "lea" }),
    });
    const cookie = response.headers.getSetCookie()[0]!.split(";")[0]!;
    const { csrf } = (await response.json()) as { csrf: string };
    const token = (headers: Record<string, string>) =>
      fetch(`${forum.url}/veille/token.json`, { method: "POST", headers: { Cookie: cookie, ...headers } });
    expect((await token({ "X-CSRF-Token": csrf })).status).toBe(200);
    expect((await token({})).status).toBe(403);
  });
});

describe("With a data file", () => {
  let folder: string;
  let options: { data: string; seed: "demo"; keys: { admin: string; veille: string } };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "stand-in-"));
    options = { data: join(folder, "forum.jsonl"), seed: "demo", keys: { admin: "a", veille: "v" } };
    await forum.stop();
    forum = await createForum(options);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Another forum from what is on the disk now, as after a kill: the first one never said goodbye. */
  async function afterKill(work: () => Promise<void>) {
    const killed = forum;
    forum = await createForum(options);
    await work();
    await killed.stop();
  }

  test("what was committed is there after a kill, and what was not is not", async () => {
    await publish("kept-0001");
    forum.misbehave({ stage: "inside", hold: "until_released" });
    void publish("lost-0001").catch(() => undefined);
    await held(1);
    await afterKill(async () => {
      expect(await outcome("kept-0001")).toBe("existing");
      expect(await outcome("lost-0001")).toBe("unknown");
      expect(livePostsOf(forum.store, 2)).toHaveLength(4);
    });
  });

  test("a line that the kill cut short was never committed, and does no harm to the next", async () => {
    await publish("kept-0001");
    await appendFile(options.data, '[["posts",99,{"id":99,');
    await afterKill(async () => {
      expect(forum.store.get("posts", 99)).toBeUndefined();
      await publish("kept-0002");
    });
    await afterKill(async () => {
      expect(await outcome("kept-0001")).toBe("existing");
      expect(await outcome("kept-0002")).toBe("existing");
    });
  });
});
