import { Agent, createServer, request as ask, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { between, happens } from "./chance.ts";
import type { Copy, Points } from "./points.ts";

/** What lies between one copy of the service and the forum. */
export interface ForumWire {
  /** connections are refused until `open`, and those that stood are cut: the forum is dead */
  shut(): void;
  open(): void;
}

/** How often the network itself fails: an answer that gets lost, a request that arrives after its sender gave up. */
export interface Weather {
  lost: number;
  late: number;
  /** ms */
  lateness: [number, number];
  /** publications of these keys arrive so many ms late, once: whoever sent them has given up by then */
  stragglers: Map<string, number>;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** Headers less those that belong to one connection only. */
const without = (headers: IncomingMessage["headers"], ...names: string[]): IncomingMessage["headers"] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

/** Passes calls on, and stands still at named points. What was sent arrives, also when its sender is dead by then. */
export function createForumWire(
  port: number,
  forumPort: number,
  copy: Copy,
  points: Points,
  weather: Weather
): ForumWire {
  const agent = new Agent({ keepAlive: true });

  const forward = (from: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, url: path } = from;
      const headers = without(from.headers, "connection", "content-length", "host");
      const to = ask({ agent, host: "127.0.0.1", port: forumPort, method, path, headers });
      to.once("error", reject);
      to.once("response", (response) => {
        const { statusCode: status = 500, headers: given } = response;
        buffer(response).then((whole) => resolve({ status, headers: given, body: whole }), reject);
      });
      to.end(body);
    });

  const straggles = (body: Buffer): number | undefined => {
    for (const [key, ms] of weather.stragglers) {
      if (!body.includes(`"${key}","userId"`) || !body.includes('"raw"')) continue;
      weather.stragglers.delete(key);
      return ms;
    }
    return undefined;
  };

  const server: Server = createServer((from, to) => {
    const cut = () => from.socket.destroy();
    const path = from.url ?? "";
    const fits = (what: string) => what === path;
    const serve = async () => {
      const body = await buffer(from);
      if ((await points.reached("asked", fits, copy)) === "lost") return cut();
      const late = straggles(body) ?? (happens(weather.late) ? between(...weather.lateness) : 0);
      if (late > 0) await pause(late);
      const answer = await forward(from, body);
      if ((await points.reached("answered", fits, copy)) === "lost" || happens(weather.lost)) return cut();
      const headers = without(answer.headers, "connection", "keep-alive", "transfer-encoding");
      to.writeHead(answer.status, headers).end(answer.body);
    };
    serve().catch(cut);
  });
  return {
    shut() {
      server.close();
      server.closeAllConnections();
    },
    open() {
      if (!server.listening) server.listen(port, "127.0.0.1");
    },
  };
}
