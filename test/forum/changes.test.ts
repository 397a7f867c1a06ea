import type { Change, ChangesAnswer } from "@veille/shared/api/forum";
import type { z } from "zod";
import { createForum, type Forum } from "./forum.ts";
import { livePostsOf } from "./state.ts";

let forum: Forum;
beforeEach(async () => {
  forum = await createForum({ seed: "demo" });
});
afterEach(() => forum.stop());

const call = async (method: string, path: string, body: object = {}) => {
  const key = path.startsWith("/veille/") ? forum.keys.veille : forum.keys.admin;
  const response = await fetch(forum.url + path, {
    method,
    headers: { "Content-Type": "application/json", "Api-Key": key, "Api-Username": "system" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as unknown;
};
const read = (after: number | null, more: object = {}) =>
  call("POST", "/veille/changes.json", { after, ...more }) as Promise<z.infer<typeof ChangesAnswer>>;
const locate = async (postIds: number[], topicIds: number[] = []) => {
  const { posts, topics } = await read(null, { locate: { postIds, topicIds } });
  return { posts, topics };
};
/** What is told of what was done meanwhile. */
async function heard(work: () => Promise<unknown>): Promise<Change[]> {
  const { latest } = await read(null);
  await work();
  return (await read(latest)).changes;
}
const types = (changes: Change[]) => changes.map(({ type }) => type);
const [from, to] = [2, 3];
const posts = () => livePostsOf(forum.store, from);
const move = (ids: number[], more: object) => call("POST", `/t/${from}/move-posts.json`, { post_ids: ids, ...more });

describe("The feed of changes", () => {
  test("begins with the newest, and tells in parts what came after", async () => {
    const { latest } = await read(null);
    for (const enabled of [true, false, true])
      await call("PUT", `/t/${from}/status.json`, { status: "closed", enabled });
    const first = await read(latest, { limit: 2 });
    expect(types(first.changes)).toEqual(["topic_closed", "topic_opened"]);
    expect(first).toMatchObject({ latest: latest + 3, gap: false });
    expect(types((await read(latest + 2)).changes)).toEqual(["topic_closed"]);
  });

  test("says after a month that something is missing, and of a cursor that it never gave", async () => {
    const { latest } = await read(null);
    await call("PUT", `/t/${from}/status.json`, { status: "closed", enabled: true });
    forum.clock.advance(31 * 86_400_000);
    await call("PUT", `/t/${from}/status.json`, { status: "closed", enabled: false });
    expect(await read(latest)).toMatchObject({ gap: true, latest: latest + 2 });
    expect((await read(latest + 1)).gap).toBe(false);
    expect((await read(latest + 3)).gap).toBe(true);
  });

  test("forgets what was rolled back", async () => {
    const told = await heard(async () => {
      expect(() =>
        forum.store.transaction(() => {
          forum.store.update("topics", from, { closedAt: 1 });
          throw new Error("no");
        })
      ).toThrow("no");
      await Promise.resolve();
    });
    expect(told).toEqual([]);
  });

  test("tells moves by post, with the copy of a first post, and a whole topic's at its end", async () => {
    const [first, second, third] = posts();
    const part = await heard(() => move([second!.id], { title: "Un sujet à part entière" }));
    expect(part).toEqual([
      expect.objectContaining({
        ...{ type: "post_moved", topicId: from, postId: second!.id, newPostId: null },
        createdAt: new Date(second!.createdAt).toISOString(),
      }),
    ]);
    const all = await heard(() => move([first!.id, third!.id], { destination_topic_id: to }));
    expect(types(all)).toEqual(["post_moved", "post_moved", "topic_closed", "topic_merged"]);
    expect(all[0]!.newPostId).toBeGreaterThan(third!.id);
    expect(all.at(-1)).toMatchObject({ topicId: from, newTopicId: to });
  });

  test("tells what befalls topics, posts and people", async () => {
    const paul = forum.user("paul");
    const told = await heard(async () => {
      await call("PUT", `/t/${from}/status.json`, { status: "archived", enabled: true });
      await call("PUT", `/t/-/${from}.json`, { category_id: 1 });
      await call("POST", "/solution/accept.json", { id: posts()[1]!.id });
      await call("DELETE", `/posts/${posts()[2]!.id}.json`);
      await call("DELETE", `/t/${from}.json`);
      await call("PUT", "/groups/41/members.json", { usernames: "paul" });
      await call("DELETE", "/groups/41/members.json", { usernames: "paul" });
      await call("PUT", `/admin/users/${paul.id}/suspend.json`);
      await call("PUT", `/admin/users/${paul.id}/unsuspend.json`);
      await call("PUT", `/admin/users/${paul.id}/anonymize.json`);
    });
    const topic = ["topic_archived", "topic_recategorized", "topic_solved", "post_deleted", "topic_deleted"];
    const person = ["group_joined", "group_left", "person_suspended", "person_back"];
    expect(types(told)).toEqual([...topic, ...person, "person_renamed", "person_anonymised"]);
    expect(told.slice(5).every(({ userId }) => userId === paul.id)).toBe(true);
  });
});

describe("Where things are now", () => {
  test("a moved post is in its new topic; a copied one stays where it was until it is deleted", async () => {
    const [, second, third] = posts();
    await move([second!.id], { destination_topic_id: to });
    await move([third!.id], { destination_topic_id: to, freeze_original: true });
    const { posts: before } = await locate([second!.id, third!.id]);
    expect(before.map(({ nowPostId, topicId }) => [nowPostId, topicId])).toEqual([
      [second!.id, to],
      [third!.id, from],
    ]);
    await call("DELETE", `/posts/${third!.id}.json`);
    const { posts: after } = await locate([third!.id, 999_999]);
    expect(after[0]).toMatchObject({ topicId: to, deleted: false });
    expect(after[0]!.nowPostId).toBeGreaterThan(third!.id);
    expect(after[1]).toEqual({ postId: 999_999, nowPostId: null, topicId: null, postNumber: null, deleted: true });
  });

  test("a whole topic is followed, also back again", async () => {
    const ids = () => posts().map(({ id }) => id);
    await move(ids(), { destination_topic_id: to });
    expect((await locate([], [from, to])).topics.map(({ movedTo }) => movedTo)).toEqual([to, null]);
    await call("POST", `/t/${to}/merge-topic.json`, { destination_topic_id: from });
    expect((await locate([], [from, to])).topics.map(({ movedTo }) => movedTo)).toEqual([null, from]);
  });

  test("a topic's state is told, and since when", async () => {
    const state = async () => (await locate([], [from])).topics[0];
    expect(await state()).toMatchObject({ state: "open", closedAt: null, solvedAt: null });
    await call("PUT", `/t/${from}/status.json`, { status: "closed", enabled: true });
    const now = new Date(forum.clock.now()).toISOString().slice(0, 19);
    expect(await state()).toMatchObject({ state: "closed", closedAt: expect.stringContaining(now.slice(0, 16)) });
    await call("DELETE", `/t/${from}.json`);
    expect(await state()).toMatchObject({ state: "deleted" });
    expect((await locate([], [999_999])).topics[0]).toMatchObject({ state: "gone", categoryId: null });
  });
});
