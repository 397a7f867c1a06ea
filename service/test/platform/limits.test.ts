import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { paul, startTestService, type TestService } from "../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.destroy());

const asks = async () => (await service.call("GET", "/v1/deferred-posts", { as: paul })).status;

// found by chaos: Redis killed twice in a row made the limiter's own retry fail, and could leave it failing for ever
test("Redis restarts, and is away again while its scripts are sent anew: everything works when it is back", async () => {
  const { redis } = service.ctx;
  expect(await asks()).toBe(200);
  await redis.script("FLUSH");
  const call = redis.call.bind(redis);
  redis.call = ((command: string, ...args: string[]) =>
    command === "SCRIPT" ? Promise.reject(new Error("Connection is closed.")) : call(command, ...args)) as never;
  await asks();
  redis.call = call;
  expect(await asks()).toBe(200);
});
