// A Redis of our own that forgets nothing it has said yes to: for the demo, the tests and the smoke test.
import { connect } from "node:net";
import { keep } from "./keep.mjs";

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", (data) => (socket.destroy(), resolve(String(data).startsWith("+PONG"))));
    socket.once("error", () => resolve(false));
  });

/**
 * @param {string} server the program, Redis or Valkey
 * @param {{port: number, dir: string, out?: number, forget?: boolean}} where `dir` keeps its data; `forget`: until it ends
 * @returns what `keep` answers, with `url`, when it answers PING. @throws where it does not within 20 s
 */
export async function startRedis(server, { port, dir, out, forget = false }) {
  const settings = {
    port,
    dir,
    bind: "127.0.0.1",
    save: "",
    appendonly: "yes",
    appendfsync: "always",
    "no-appendfsync-on-rewrite": "no",
    maxmemory: "256mb",
    "maxmemory-policy": "noeviction",
    hz: 100,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const kept = keep(server, args, { out, ...(forget && { forget: dir }) });
  for (let tries = 0; tries < 400 && kept.code() === null; tries++) {
    if (await answers(port)) return { ...kept, url: `redis://127.0.0.1:${port}` };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await kept.stop();
  throw new Error("Redis did not start");
}
