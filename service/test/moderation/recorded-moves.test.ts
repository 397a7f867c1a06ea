import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { recorded } from "../../../test/forum/recorded.ts";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { hour } from "../support/service.ts";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
  chain.forum.store.update("users", chain.forum.user("sam").id, { trustLevel: 4 });
});
afterAll(() => chain.stop());

/** Who did it then, and who does it now. */
const people: Record<string, string> = { modo: "modo", guide: "sam", spk_b: "marie" };

/** Sends the recorded call about posts of now; the status, and the topic that it answers. */
async function replay(name: string, from: number, posts: number[], to: number) {
  const { request, response } = recorded(name);
  const body = {
    ...request.body,
    ...(request.body?.["post_ids"] ? { post_ids: posts } : {}),
    ...(request.body?.["destination_topic_id"] ? { destination_topic_id: to } : {}),
    ...(request.body?.["category_id"] ? { category_id: 3 } : {}),
  };
  chain.clock.forward(1_000);
  const answer = await fetch(chain.forum.url + request.path.replace(/\d+/, String(from)), {
    method: request.method,
    headers: {
      "Content-Type": "application/json",
      "Api-Key": chain.forum.keys.admin,
      "Api-Username": people[request.headers["Api-Username"]!]!,
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(response.status);
  const { url = `/${from}` } = (await answer.json()) as { url?: string };
  return Number(url.split("/").at(-1));
}

type Place = "old" | "new";
/** Which of a topic's four posts the call names, and where replies to the first three and to the whole topic belong then. */
const moves: [name: string, which: number[], first: Place, second: Place, third: Place, whole: Place][] = [
  ["move-split-new", [1, 2], "old", "new", "new", "old"],
  ["move-tl4", [1], "old", "new", "old", "old"],
  ["move-first-post", [0, 1], "old", "new", "old", "old"],
  ["move-full", [0, 1, 2, 3], "new", "new", "new", "new"],
  ["move-freeze-original", [1, 2], "old", "old", "old", "old"],
  ["move-to-existing", [1], "old", "new", "old", "old"],
  ["move-to-existing-chronological", [2], "old", "old", "new", "old"],
  ["move-merge", [], "new", "new", "new", "new"],
  ["move-forbidden", [1], "old", "old", "old", "old"],
];

interface Expected {
  name: string;
  post: DeferredPost;
  topicId: number;
  /** of the post that it answers there */
  answers: number | null;
}
const expected: Expected[] = [];

const numberOf = (postId: number | null): number | null =>
  postId === null ? null : chain.forum.store.get("posts", postId)!.number;

const topic = () => chain.topicWith("Une première réponse.", "Une deuxième réponse.", "Une troisième réponse.");

describe("what the recorded forum's moderators did", () => {
  test.each(moves)("%s: every reply waits where it belongs", async (name, which, ...places) => {
    const [{ id, posts }, { id: other }] = [await topic(), await topic()];
    const targets = [posts[0]!, posts[1]!, posts[2]!, null];
    const replies: DeferredPost[] = [];
    for (const target of targets) replies.push(await chain.replyTo(id, target));
    const fresh = await replay(
      name,
      id,
      which.map((at) => posts[at]!),
      other
    );
    await chain.follow();
    for (const [at, post] of replies.entries()) {
      expected.push({ name, post, topicId: places[at] === "new" ? fresh : id, answers: targets[at] ?? null });
    }
    const waiting = async (topicId: number) => (await chain.moderate("GET", topicId, "waiting")).body.total;
    const there = places.filter((place) => place === "new").length;
    expect(await waiting(id)).toBe(4 - there);
    if (there > 0) expect(await waiting(fresh)).toBe(there);
  });

  test("move-hop1 and move-hop2: what was moved twice is answered where its original stands", async () => {
    const { id, posts } = await topic();
    const [first, second] = [await chain.replyTo(id, posts[1]), await chain.replyTo(id, posts[2])];
    const middle = await replay("move-hop1", id, [posts[1]!, posts[2]!], 0);
    await chain.follow();
    await replay("move-hop2", middle, [posts[1]!], 0);
    await chain.follow();
    expected.push({ name: "move-hop2", post: first, topicId: middle, answers: posts[1]! });
    expected.push({ name: "move-hop2", post: second, topicId: middle, answers: posts[2]! });
    expect((await chain.moderate("GET", middle, "waiting")).body.total).toBe(2);
  });

  test("at the team's return all of them stand there, once, and answer what they answered", async () => {
    chain.clock.set("2026-11-23T08:00:00Z");
    await chain.settle();
    for (let step = 0; step < 6; step++) await chain.pass(hour / 20);
    const found: unknown[] = [];
    const wanted: unknown[] = [];
    for (const { name, post, topicId, answers } of expected) {
      const rows = chain.forum.store.all("posts").filter(({ raw }) => raw === post.raw);
      found.push([name, rows.map((row) => [row.topicId, row.replyToNumber])]);
      // an answer to the first post has no number of its own in a topic that took everything: it is its copy's
      const copy = answers !== null && chain.forum.store.get("posts", answers)!.topicId !== topicId;
      wanted.push([name, [[topicId, copy ? rows[0]?.replyToNumber : numberOf(answers)]]]);
    }
    expect(found).toEqual(wanted);
    expect(expected).toHaveLength(38);
  });
});
