import { afterEach, expect, test } from "@jest/globals";
import { type Chain, startChain } from "../support/chain.ts";
import { hour, startTestService } from "../support/service.ts";

let chain: Chain;
afterEach(() => chain.stop());

/** Waits for real time: the condition, not the time, decides. */
async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never happened: ${what}`);
}

test("a service that starts does at once what a dead one has left, and waits for no alarm", async () => {
  chain = await startChain({ config: { lookAhead: hour, sweep: hour } });
  const { raw } = await chain.deferred();
  await chain.destroy();
  chain.clock.forward(hour);
  const next = await startTestService({ clock: chain.clock, config: chain.ctx.config });
  try {
    await until(() => chain.textsIn(chain.topicId).includes(raw), "it is published");
  } finally {
    await next.destroy();
  }
});

test("a forum that is slow for hours keeps no other alarm from ringing", async () => {
  chain = await startChain({ config: { forumTimeout: 20_000, lease: 25_000 } });
  await chain.deferred();
  chain.forum.misbehave({ stage: "inside", hold: "until_released" });
  chain.clock.forward(hour);
  const { alarms } = chain.ctx;
  for (let at = 0; at < 25; at++) await alarms.at("pump", `busy-${at}`, chain.clock.now());
  let rung = false;
  alarms.on("other", () => Promise.resolve().then(() => void (rung = true)));
  await alarms.at("other", "one", chain.clock.now());
  await until(() => chain.forum.misbehaviour.held > 0, "the forum is slow");
  await until(() => rung, "the other alarm rings");
  expect(chain.forum.misbehaviour.held).toBe(1);
}, 20_000);
