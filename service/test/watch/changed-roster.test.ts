import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Chain, startChain, weekdays } from "../support/chain.ts";
import { coordinator, hour, type Who } from "../support/service.ts";
import { evening } from "../support/watch.ts";

const team = 41;
let chain: Chain;
let lea: Who;
beforeEach(async () => {
  chain = await startChain();
  lea = { ...chain.lea, groups: [team] };
  const kind = { ...weekdays, groupId: team, step: 3 };
  await chain.call("PUT", "/v1/kinds/team", { as: coordinator, body: { version: 1, ...kind } });
});
afterEach(() => chain.stop());

const morning = { start: "08:00", length: { end: "09:00" }, weekday: 1, anchor: "2026-11-23" } as const;
const put = (more: object, version = 0) =>
  chain.call("PUT", "/v1/shift-templates/matin", {
    as: coordinator,
    body: { version, confirm: null, ...evening({ ...morning, ...more }) },
  });

test("roster changed after deferring: a presence, a shift, a template that comes and goes move no waiting post", async () => {
  const post = await chain.deferred();
  const { dueAt } = post;
  await chain.call("POST", "/v1/me/presence", { as: lea, body: { for: "hour" } });
  await put({ anchor: "2026-11-24", weekday: 2 });
  await chain.call("PUT", "/v1/shifts/matin:2026-11-24/sign-ups/me", { as: lea });
  await chain.settle();
  expect(await chain.read(post.id)).toMatchObject({ state: "waiting", dueAt });
  await chain.pass(hour - 1);
  expect((await chain.read(post.id)).state).toBe("waiting");
  await chain.pass(1);
  expect((await chain.read(post.id)).state).toBe("published");
});

test("a roster change that moves a post already due, again and again: it comes out at its opening, whatever the roster does", async () => {
  const post = await chain.deferred();
  for (let round = 0; round < 5; round += 1) {
    await put({ places: round + 1 }, round);
    await chain.call("PUT", "/v1/shifts/matin:2026-11-30/sign-ups/me", { as: lea });
    await chain.call("DELETE", "/v1/shifts/matin:2026-11-30/sign-ups/me", { as: lea });
    expect((await chain.read(post.id)).dueAt).toBe(post.dueAt);
  }
  await chain.pass(hour);
  expect((await chain.read(post.id)).state).toBe("published");
});
