import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Moderated, startModerated } from "../support/moderating.ts";
import { day, hour, minute } from "../support/service.ts";

let chain: Moderated;
beforeAll(async () => {
  chain = await startModerated({ start: "2026-11-23T06:00:00.000Z" });
});
afterAll(() => chain.stop());

const pause = (topicId: number, more: object = {}) =>
  chain.moderate("POST", topicId, "pause", { reason: "tidying", ...more });
const stateOf = async (id: string) => (await chain.read(id)).state;
/** waits for one minute from now */
const soon = async (topicId: number, postId?: number) => {
  const at = new Date(chain.clock.now() + hour + 3 * minute).toISOString().slice(0, 16);
  return chain.replyTo(topicId, postId, { when: { moment: { local: at, zone: "Europe/Paris" } } });
};

describe("a pause", () => {
  test("holds what waits and what comes later, says so to its authors, and ends by itself after a day", async () => {
    const { id } = await chain.topicWith();
    const before = await soon(id);
    const answer = await pause(id);
    expect(answer.body.pause).toMatchObject({ reason: "tidying", mayRenew: true });
    await chain.settle();
    expect(chain.messagesTo(chain.paul).at(-1)).toMatch(/attend un peu/);
    const after = await soon(id);
    await chain.pass(hour);
    for (const { id: one } of [before, after]) {
      expect(await chain.read(one)).toMatchObject({ state: "waiting", paused: { reason: "tidying" } });
    }
    await chain.pass(day - 2 * hour);
    expect(await stateOf(before.id)).toBe("waiting");
    await chain.pass(2 * hour);
    await chain.pass(minute);
    expect([await stateOf(before.id), await stateOf(after.id)]).toEqual(["published", "published"]);
  });

  test("is renewed once and no more", async () => {
    const { id } = await chain.topicWith();
    const reply = await soon(id);
    expect((await pause(id)).status).toBe(200);
    await chain.pass(20 * hour);
    const renewed = await pause(id, { reason: "discussing" });
    expect(renewed.body.pause).toMatchObject({ reason: "discussing", mayRenew: false });
    expect((await pause(id)).status).toBe(409);
    await chain.pass(27 * hour);
    expect(await stateOf(reply.id)).toBe("waiting");
    await chain.pass(2 * hour);
    expect(await stateOf(reply.id)).toBe("published");
  });

  test("renewed at once, ends a day later than it would have", async () => {
    const { id } = await chain.topicWith();
    const first = (await pause(id)).body.pause.until;
    const renewed = (await pause(id)).body.pause.until;
    expect(Date.parse(renewed) - Date.parse(first)).toBe(day);
  });

  test("that was ended early leaves one more, and then says that two were asked for", async () => {
    const { id } = await chain.topicWith();
    await pause(id);
    await chain.moderate("POST", id, "resume", {});
    const again = (await pause(id)).body.pause.until;
    expect(Date.parse(again) - chain.clock.now()).toBeLessThanOrEqual(day);
    await chain.moderate("POST", id, "resume", {});
    const refused = await pause(id);
    expect(refused).toMatchObject({ status: 409, body: { title: expect.stringContaining("Deux pauses") } });
  });

  test("ends at once when moderators say so", async () => {
    const { id } = await chain.topicWith();
    const reply = await soon(id);
    await pause(id);
    await chain.pass(hour);
    expect(await stateOf(reply.id)).toBe("waiting");
    expect((await chain.moderate("POST", id, "resume", {})).body.pause).toBeNull();
    await chain.settle();
    expect(await stateOf(reply.id)).toBe("published");
  });

  test("leaves the author free to edit and to take back", async () => {
    const { id } = await chain.topicWith();
    const reply = await soon(id);
    await pause(id);
    expect((await chain.edit(reply, { raw: "Une autre version de la même réponse." })).status).toBe(200);
    expect((await chain.act("take-back", await chain.read(reply.id))).status).toBe(200);
    expect(await stateOf(reply.id)).toBe("taken_back");
  });

  test("of one post holds only what answers it, and follows it into another topic", async () => {
    const { id, posts } = await chain.topicWith("Une réponse à mettre de côté.", "Une autre réponse, sans souci.");
    const [held, free] = [await soon(id, posts[1]), await soon(id, posts[2])];
    await pause(id, { postId: posts[1] });
    const fresh = await chain.move(id, [posts[1]!]);
    await chain.follow();
    const later = await soon(fresh, posts[1]);
    await chain.pass(hour);
    expect(await stateOf(free.id)).toBe("published");
    expect(await chain.read(held.id)).toMatchObject({ state: "waiting", paused: { reason: "tidying" } });
    expect(await stateOf(later.id)).toBe("waiting");
    await chain.moderate("POST", fresh, "resume", { postId: posts[1] });
    await chain.pass(minute);
    expect([await stateOf(held.id), await stateOf(later.id)]).toEqual(["published", "published"]);
    expect((await chain.read(held.id)).published?.topicId).toBe(fresh);
  });

  test("is nobody's but a moderator's of that very topic", async () => {
    const { id } = await chain.topicWith();
    const body = { reason: "tidying" };
    expect((await chain.call("POST", `/v1/topics/${id}/pause`, { body })).status).toBe(401);
    expect((await chain.call("POST", `/v1/topics/${id}/pause`, { as: chain.paul, body })).status).toBe(404);
    const elsewhere = { ...chain.lea, moderates: [id + 1] };
    expect((await chain.call("POST", `/v1/topics/${id}/pause`, { as: elsewhere, body })).status).toBe(404);
    expect((await chain.call("GET", `/v1/topics/${id}/waiting`, { as: elsewhere })).status).toBe(404);
  });
});
