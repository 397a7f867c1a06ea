/** The checks that the stand-in and a real forum must both pass. `npm run contract -- --help` */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { checks } from "./checks.ts";
import { Control } from "./control.ts";
import { runChecks } from "./run.ts";
import { standInWorld } from "./stand-in.ts";
import { World } from "./world.ts";

const help = `npm run contract -- [--forum URL --key-file FILE] [--only WORDS] [--disturb] [--calls-per-minute 50]
Without --forum the stand-in is started. Makes accounts, categories and topics: never on a forum that people use.
FILE: JSON {"key": the service's key (scope veille), "username": "system",
            "arrangeKey": an administrator's key without scopes, "arrangeUsername": "system"}
--only      only checks whose name holds these words
--disturb   also those that change a setting of the whole forum, or make it read-only, for a moment
Last line: JSON {target, checks, passed, failed, skipped}.`;

const KeyFile = z.strictObject({
  key: z.string().min(1),
  username: z.string().default("system"),
  arrangeKey: z.string().min(1),
  arrangeUsername: z.string().default("system"),
});

const { values } = parseArgs({
  options: {
    help: { type: "boolean" },
    forum: { type: "string" },
    "key-file": { type: "string" },
    only: { type: "string", default: "" },
    disturb: { type: "boolean", default: false },
    "calls-per-minute": { type: "string", default: "50" },
  },
});

async function open(): Promise<{ world: World; close: () => Promise<void> }> {
  const file = values["key-file"];
  if (values.forum === undefined) {
    const { forum, world } = await standInWorld();
    return { world, close: () => forum.stop() };
  }
  if (file === undefined) throw new Error("--forum needs --key-file");
  const url = values.forum.replace(/\/$/, "");
  const keys = KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));
  const more = { perMinute: Number(values["calls-per-minute"]), disturb: values.disturb };
  return { world: new World(url, keys, await Control.of(url), more), close: () => Promise.resolve() };
}

if (values.help) {
  process.stdout.write(`${help}\n`);
} else {
  const { world, close } = await open();
  const wanted = checks.filter(({ name }) => name.includes(values.only));
  const result = await runChecks(wanted, world, (line) => process.stdout.write(`${line}\n`));
  await close();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.failed > 0 ? 1 : 0;
}
