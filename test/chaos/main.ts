/** Everything is killed all the time, and no text gets lost or comes out twice. `npm run chaos -- --help` */
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chaos, type Result } from "./chaos.ts";
import { Run } from "./run.ts";

const help = `npm run chaos -- [--kills 100] [--data FOLDER [--resume]] [--texts 500] [--stopped 60]
Redis, the stand-in forum and two copies of the service, of our own and on loopback only. Hundreds of texts are
deferred, changed, taken back and published while a process is killed (kill -9) every half to two seconds, at any
moment or at a named point; three times one stands still for a minute. Then everything is left to settle and counted.
--data     keep the run there (default: a temporary folder, kept only where something is wrong)
--resume   go on with a run that was itself stopped, with the same number of kills
--texts    how many move at once
--stopped  how long a stopped process stands still, s
Last line: JSON {kills, posts, published, inHand, lost, doubled, both}; exit 1 unless the last three are 0.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean" },
    kills: { type: "string", default: "100" },
    data: { type: "string" },
    resume: { type: "boolean", default: false },
    texts: { type: "string", default: "500" },
    stopped: { type: "string", default: "60" },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}

// whoever started us may die without a word; what we started dies with us
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), 500).unref();

const say = (line: string) => console.log(line);
let result: Result;
try {
  const kills = Number(values.kills);
  const run = await Run.open(values.data, values.resume);
  // kills at their slowest, the stops, and the settling: whoever needs longer hangs
  setTimeout(
    () => {
      say(`It took too long: given up. ${run.folder} has logs and data.`);
      process.exit(1);
    },
    kills * 4_000 + Number(values.stopped) * 3_000 + 12 * 60_000
  ).unref();
  result = await chaos(run, { kills, texts: Number(values.texts), stopped: Number(values.stopped) * 1000, say });
  const right = result.lost + result.doubled + result.both === 0;
  if (right && values.data === undefined) await rm(run.folder, { recursive: true, force: true });
  if (!right) say(`${run.folder} has logs and data.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const { kills, posts, published, inHand, lost, doubled, both } = result;
console.log(JSON.stringify({ kills, posts, published, inHand, lost, doubled, both }));
process.exit(lost + doubled + both === 0 ? 0 : 1);
