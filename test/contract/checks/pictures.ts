import assert from "node:assert/strict";
import { UploadsAnswer } from "@veille/shared/api/forum";
import { check } from "../check.ts";
import { member, newTopic, newUpload, postsIn, readPost } from "../fixtures.ts";
import { newItem, newKey, publish, publishOne } from "../publishing.ts";
import { sentence, type World } from "../world.ts";

const missing = "upload://1234567890abcdefghijABCDEFG.png";
const withPicture = (url: string): string => `${sentence()}\n\n![une image|24x24](${url})`;

async function keep(world: World, items: object[]) {
  const answer = await world.veille("PUT", "uploads.json", { items });
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
  return UploadsAnswer.parse(answer.body).items;
}

export const pictures = [
  check("a picture in the text is in the post", async (world) => {
    const author = await member(world);
    const url = await newUpload(world, author);
    const { topicId } = await newTopic(world);
    const raw = withPicture(url);
    const outcome = await publishOne(world, newItem(world, { userId: author.id, topicId, raw }));
    assert.equal(outcome.outcome, "created");
    const { cooked } = await readPost(world, outcome.postId!);
    assert.match(cooked, /<img[^>]+\/uploads\//);
    assert.doesNotMatch(cooked, /transparent\.png/);
  }),
  check("a picture that is gone is upload_gone, and the text is not published without it", async (world) => {
    const { topicId } = await newTopic(world);
    const item = newItem(world, { userId: (await member(world)).id, topicId, raw: withPicture(missing) });
    const [outcome] = await publish(world, [item]);
    assert.equal(outcome?.outcome, "wait");
    assert.equal(outcome.code, "upload_gone");
    assert.equal((await postsIn(world, topicId)).length, 1);
  }),
  check("words after upload:// that are no picture do not hold a text back", async (world) => {
    const { topicId } = await newTopic(world);
    const raw = `${sentence()} et comment écrire upload://mon-image ici`;
    const item = newItem(world, { userId: (await member(world)).id, topicId, raw });
    assert.equal((await publishOne(world, item)).outcome, "created");
  }),
  check("pictures of a waiting text are kept, and those that are not there are named", async (world) => {
    const author = await member(world);
    const url = await newUpload(world, author);
    const item = { id: newKey().slice(0, -2), version: 1, userId: author.id };
    assert.deepEqual(await keep(world, [{ ...item, shortUrls: [url, missing] }]), [
      { id: item.id, outcome: "kept", missing: [missing] },
    ]);
    assert.deepEqual(await keep(world, [{ ...item, version: 2, shortUrls: [] }]), [
      { id: item.id, outcome: "kept", missing: [] },
    ]);
  }),
  check("an older version of a text changes nothing about its pictures", async (world) => {
    const author = await member(world);
    const url = await newUpload(world, author);
    const item = { id: newKey().slice(0, -2), userId: author.id, shortUrls: [url] };
    await keep(world, [{ ...item, version: 3 }]);
    assert.equal((await keep(world, [{ ...item, version: 2 }]))[0]?.outcome, "older");
    assert.equal((await keep(world, [{ ...item, version: 3 }]))[0]?.outcome, "kept");
  }),
  check("pictures of a waiting text outlive the forum's cleaning, and go with the text", async (world) => {
    const control = world.needControl("the cleaning of orphaned uploads, two days on");
    const author = await member(world);
    const url = await newUpload(world, author);
    const item = { id: newKey().slice(0, -2), userId: author.id };
    const look = async (version: number, shortUrls: string[]) =>
      (await keep(world, [{ ...item, version, shortUrls }]))[0]?.missing;
    await look(1, [url]);
    await world.pause(49 * 3_600_000);
    await control.call("POST", "clean-uploads");
    assert.deepEqual(await look(2, [url]), []);
    await look(3, []);
    await control.call("POST", "clean-uploads");
    assert.deepEqual(await look(4, [url]), [url]);
  }),
];
