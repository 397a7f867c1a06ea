import { connect, createServer, type Socket } from "node:net";
import type { Copy, Fate, Points } from "./points.ts";

/**
 * What lies between one copy of the service and Redis: bytes are passed on, and stand still at named points. The
 * name of a point is a whole argument of a script (`published`, `cancelled`, the lease in ms of a claim).
 */
export function listenForRedis(port: number, redisPort: number, copy: Copy, points: Points): void {
  const server = createServer({ noDelay: true }, (from) => {
    const to = connect({ port: redisPort, host: "127.0.0.1", noDelay: true });
    let waited: ((what: string) => boolean) | null = null;
    pass(from, to, (chunk) => {
      const inside = (what: string) => chunk.includes(`\r\n$${Buffer.byteLength(what)}\r\n${what}\r\n`);
      if (points.waitsFor("answered", inside)) waited = inside;
      return points.waitsFor("asked", inside) ? points.reached("asked", inside, copy) : null;
    });
    pass(to, from, () => {
      const fits = waited;
      waited = null;
      return fits && points.reached("answered", fits, copy);
    });
  });
  server.listen(port, "127.0.0.1");
}

/** One direction, in order: while one chunk stands still, those behind it wait. What was sent arrives, whoever died. */
function pass(from: Socket, to: Socket, look: (chunk: Buffer) => Promise<Fate> | null): void {
  let before: Promise<void> | null = null;
  let torn = false;
  const deliver = (chunk: Buffer, fate: Fate) => {
    // nothing follows what was lost: a stream with a hole in it is no longer Redis' language
    torn ||= fate === "lost";
    if (torn) for (const socket of [from, to]) socket.destroy();
    else if (!to.destroyed) to.write(chunk);
  };
  from.on("data", (chunk: Buffer) => {
    const looked = look(chunk);
    if (before === null && looked === null) return deliver(chunk, "goes_on");
    const turn = (before ?? Promise.resolve()).then(async () => deliver(chunk, (await looked) ?? "goes_on"));
    before = turn;
    void turn.then(() => {
      if (before === turn) before = null;
    });
  });
  from.on("error", () => undefined);
  from.on("close", () => void (before ?? Promise.resolve()).then(() => to.end(() => to.destroy())));
}
