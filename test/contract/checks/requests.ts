import assert from "node:assert/strict";
import { check } from "../check.ts";
import { member, newTopic, postsIn } from "../fixtures.ts";
import { send } from "../http.ts";
import { newItem, publishOne } from "../publishing.ts";
import type { World } from "../world.ts";

async function refusedWhole(world: World, path: string, body: object, method = "POST"): Promise<void> {
  const answer = await world.veille(method, path, body);
  assert.equal(answer.status, 400, `${path}: ${JSON.stringify(answer.body).slice(0, 300)}`);
}

export const requests = [
  check("the same key twice in one call is refused whole, and nothing is published", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId });
    await refusedWhole(world, "publications.json", { items: [item, item] });
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("an unknown field, a bad key, a bad hash or a bad instant is refused whole", async (world) => {
    const item = newItem(world, { userId: (await member(world)).id, topicId: 1 });
    for (const wrong of [{ more: 1 }, { key: "Pas une clé" }, { contentHash: "court" }, { deferredAt: "lundi" }]) {
      await refusedWhole(world, "publications.json", { items: [{ ...item, ...wrong }] });
    }
    await refusedWhole(world, "publications.json", { items: [{ ...item, raw: undefined }] });
  }),
  check("no item, or more than a call may carry, is refused whole", async (world) => {
    const { id: userId } = await member(world);
    const many = Array.from({ length: 21 }, () => newItem(world, { userId, topicId: 1 }));
    await refusedWhole(world, "publications.json", { items: [] });
    await refusedWhole(world, "publications.json", { items: many });
    await refusedWhole(world, "publications/outcomes.json", { items: [] });
    await refusedWhole(world, "give-backs.json", { items: [] });
    await refusedWhole(world, "uploads.json", { items: [] }, "PUT");
    await refusedWhole(world, "people.json", { userIds: [] });
  }),
  check("a call of more than a megabyte is refused whole", async (world) => {
    const { id: userId } = await member(world);
    const raw = "Un texte bien trop long. ".repeat(6000);
    await refusedWhole(world, "publications.json", {
      items: Array.from({ length: 8 }, () => newItem(world, { userId, topicId: 1, raw })),
    });
  }),
  check("without a key, with a wrong one, or with a session nobody publishes", async (world) => {
    const author = await member(world);
    const { topicId } = await newTopic(world);
    const body = { items: [newItem(world, { userId: author.id, topicId })] };
    const url = `${world.url}/veille/publications.json`;
    assert.equal((await send(url, "POST", {}, body)).status, 403);
    const wrong = { "Api-Key": "0".repeat(64), "Api-Username": "system" };
    assert.equal((await send(url, "POST", wrong, body)).status, 403);
    const browser = await world.browser(author);
    assert.equal((await browser.call("POST", "/veille/publications.json", body)).status, 403);
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("the service's key opens our own calls and nothing else", async (world) => {
    for (const [method, path] of [
      ["GET", "/latest.json"],
      ["GET", "/admin/users/1.json"],
      ["GET", "/session/current.json"],
    ] as const) {
      const answer = await world.byServiceKey(method, path);
      assert.ok(answer.status === 403 || answer.status === 404, `${path}: ${answer.status}`);
    }
    const post = await world.byServiceKey("POST", "/posts.json", {
      title: "Ce sujet ne doit pas paraître",
      raw: "Ce texte non plus, jamais.",
    });
    assert.ok(post.status === 403 || post.status === 404, String(post.status));
  }),
  check("characters beyond the alphabet come out as they went in", async (world) => {
    const { topicId } = await newTopic(world);
    const raw = `Une réponse « typographique » : 9 h, l’été, 🌱 et <b>gras</b> ${world.now()}`;
    const item = newItem(world, { userId: (await member(world)).id, topicId, raw });
    const outcome = await publishOne(world, item);
    const post = (await postsIn(world, topicId)).find(({ id }) => id === outcome.postId);
    assert.ok(post?.cooked.includes("🌱") || post?.cooked.includes("seedling"), post?.cooked);
    assert.equal((await world.ask("GET", `/posts/${outcome.postId}.json`)).status, 200);
  }),
];
