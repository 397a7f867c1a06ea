/** Runs the stand-in forum by itself. `node test/dist/forum/main.js --help` says with what. */
import { parseArgs } from "node:util";
import { seedKindsWhenReady } from "./demo-kinds.ts";
import { createForum } from "./forum.ts";

const help = `The stand-in forum: not Discourse, made-up people.
  --port 4280          --host 127.0.0.1
  --origin URL         as people reach it (VEILLE_FORUM_ORIGIN)
  --service URL        where the service is (VEILLE_SERVICE_URL, http://127.0.0.1:8070)
  --data FILE          keep what is committed, fsynced (default: in memory)
  --seed demo|people   what is there at the beginning (demo)
  --kinds              make the demo's kinds in the service
  --limits             the forum's limits on authors and on admin calls
In the environment: VEILLE_TOKEN_SECRETS, VEILLE_FORUM_KEY (the service's), VEILLE_STAND_IN_ADMIN_KEY.
When it listens it prints one line of JSON: {url, keys}.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean" },
    port: { type: "string", default: "4280" },
    host: { type: "string", default: "127.0.0.1" },
    origin: { type: "string" },
    service: { type: "string" },
    data: { type: "string" },
    seed: { type: "string", default: "demo" },
    kinds: { type: "boolean", default: false },
    limits: { type: "boolean", default: false },
  },
});

if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

const env = process.env;
const secrets = (env["VEILLE_TOKEN_SECRETS"] ?? "").split(",").filter(Boolean);
const origin = values.origin ?? env["VEILLE_FORUM_ORIGIN"];
const admin = env["VEILLE_STAND_IN_ADMIN_KEY"];
const veille = env["VEILLE_FORUM_KEY"];
const forum = await createForum({
  port: Number(values.port),
  host: values.host,
  seed: values.seed === "people" ? "people" : "demo",
  serviceUrl: values.service ?? env["VEILLE_SERVICE_URL"] ?? "http://127.0.0.1:8070",
  keys: { ...(admin && { admin }), ...(veille && { veille }) },
  ...(origin && { origin }),
  ...(values.data && { data: values.data }),
  ...(secrets.length > 0 && { secrets }),
  settings: {
    ...(values.limits && { author_limits: true, admin_calls_per_minute: 60 }),
    // whoever tries it out writes "test", and Discourse's composer, which would say that this is too short, isn't here
    ...(values.kinds && { min_post_length: 3 }),
  },
});
process.stdout.write(`${JSON.stringify({ url: forum.url, keys: forum.keys })}\n`);

let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    stopped = true;
    void forum.stop().then(() => process.exit(0));
  });
}
if (values.kinds) {
  await seedKindsWhenReady(forum.context, () => stopped);
  process.stderr.write("kinds: there\n");
}
