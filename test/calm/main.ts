/** A million alerts over random hours, and nothing rings at an hour that a person did not choose. */
import { parseArgs } from "node:util";
import { Redis } from "ioredis";
import { type Count, Play } from "./play.ts";

const help = `npm run calm -- [--events 1000000] [--seed N]
The service's own code for declared hours, the push and the digest, on a Redis of its own, against the plugin's rule:
random hours, leaves and zones around both clock changes, 0 s to 2 h between the question and the leaving, things read
in between, answers lost, kills, two copies, hours of outage. Each alert is a person, a post and a type.
Last line: JSON {events, outside, missed, doubled, emptyDigests}; exit 1 unless the last four are 0.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean" },
    events: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const [redisUrl, seed] = [process.env["VEILLE_REDIS"] ?? "", Number(values.seed)];
// whoever started us may die without a word; what we started dies with us
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), 500).unref();

const redis = new Redis(redisUrl);
// what is tried here is the rules; that Redis keeps its word is tried by chaos
await redis.config("SET", "appendonly", "no");
await redis.quit();
console.log(`seed ${seed}`);

const sum: Count = { events: 0, outside: 0, missed: 0, doubled: 0, emptyDigests: 0 };
// America's and Europe's change of spring, and of autumn
const chapters = ["2027-03-13", "2027-10-23"];
for (const [place, first] of chapters.entries()) {
  const events = Math.floor(Number(values.events) / chapters.length);
  const people = Math.max(20, Math.min(500, Math.round(events / 1000)));
  const say = (line: string) => console.log(line);
  const count = await new Play({ seed: seed + place, first, people, events, redisUrl, say }).run();
  for (const name of Object.keys(sum) as (keyof Count)[]) sum[name] += count[name];
}
console.log(JSON.stringify(sum));
process.exit(sum.outside + sum.missed + sum.doubled + sum.emptyDigests === 0 ? 0 : 1);
