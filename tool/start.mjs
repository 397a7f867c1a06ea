// `npm start`: everything that is needed to see the main job, on this machine, with made-up people.
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { freePort, isFree } from "./ports.mjs";
import { inRoot, root } from "./run.mjs";
import { keptSecrets } from "./secrets.mjs";
import { raise } from "./stage.mjs";
import { onStop, stopping } from "./stop.mjs";
import { need } from "./system.mjs";

const usual = { port: "4280", "service-port": "8070" };

/** The first of these ports that somebody else holds, or undefined. */
async function taken(ports) {
  for (const port of ports) if (!(await isFree(port))) return port;
  return undefined;
}

/** Stays until it is told to end. Answers an exit code where it could not begin, or something fell. */
export async function start(args) {
  const { values } = parseArgs({ args, options: { port: { type: "string" }, "service-port": { type: "string" } } });
  const forum = Number(values.port ?? usual.port);
  const service = Number(values["service-port"] ?? usual["service-port"]);
  const internal = service + 1;
  const busy = await taken([forum, service, internal]);
  if (busy) {
    console.error(
      `Port ${busy} is taken, perhaps by another npm start: end that, or say npm start -- --port 4290 --service-port 8090.`
    );
    return 1;
  }
  const server = await need("redis");
  if (!server || (await build()) !== 0) return 1;
  // data by port: two starts side by side never write to the same Redis
  const data = inRoot(forum === Number(usual.port) ? ".veille" : `.veille/port-${forum}`);
  const secrets = keptSecrets(`${data}/secrets.json`);
  const ports = { redis: await freePort(6470), service, internal, forum };
  let raised;
  try {
    const raising = raise({ server, data, secrets, ports });
    onStop(() => raising.then(({ stop }) => stop()).catch(() => undefined));
    raised = await raising;
  } catch (error) {
    if (!stopping()) console.error(error.message);
    return 1;
  }
  console.log(`
Veille is there: ${raised.forum}
A stand-in forum with made-up people, not Discourse; the plugin's components and the service are the real ones.
Ctrl-C ends everything. What was written is kept in ${relative(root, data)}/.`);
  const sentence = await raised.fallen;
  if (!stopping()) console.error(`${sentence}\nEnding everything.`);
  return 1;
}
