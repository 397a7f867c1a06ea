import { expect, test } from "@jest/globals";
import { createServer, type AddressInfo } from "node:net";
import { connectForRequests, isRedisAway, untilReady } from "../../src/platform/redis.ts";

/** Answers what a client asks when it connects; of three reads only the first, and hangs up. */
const halfAnswering = () =>
  createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      const asked = data.toString().toLowerCase();
      if (asked.includes("\r\nget\r\n")) socket.end("+one\r\n");
      else if (asked.includes("\r\ninfo\r\n")) socket.write("$20\r\nredis_version:7.0.15\r\n");
      else for (let n = asked.split(/\*\d+\r\n/).length - 1; n > 0; n--) socket.write("+OK\r\n");
    });
  });

// found by chaos: what is asked in one turn goes out in one write, and Redis may die between two of its answers
test("Redis dies with some of what was asked in one turn answered: the rest is Redis away, not our fault", async () => {
  const server = halfAnswering().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const redis = connectForRequests(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    retryStrategy: () => null,
  });
  redis.on("error", () => undefined);
  try {
    await untilReady(redis);
    const [first, ...others] = await Promise.allSettled([redis.get("a"), redis.get("b"), redis.get("c")]);
    expect(others).toHaveLength(2);
    const told = (one: PromiseSettledResult<unknown> | undefined) =>
      one?.status === "rejected" ? [String(one.reason), isRedisAway(one.reason)] : [one?.status];
    expect(others.map(told)).toEqual(others.map(() => [expect.stringContaining("aborted"), true]));
    expect(told(first)).toContain(first?.status === "rejected" ? true : "fulfilled");
  } finally {
    redis.disconnect();
    server.close();
  }
});
