/** Ours and the bare thing in one run. `npm run bench`, or some parts by name: `npm run bench -- lateness burst`. */
import { burst } from "./burst.ts";
import { calm } from "./calm.ts";
import { availability, defer } from "./edge.ts";
import { thrice } from "./figures.ts";
import { growth, growthAt, overhead } from "./growth.ts";
import { lateness } from "./lateness.ts";
import { moderation } from "./moderation.ts";
import { openings } from "./openings.ts";
import { buildStage, type Stage } from "./stage.ts";
import { watch } from "./watch.ts";

type Part = (stage: Stage) => Promise<Record<string, number>>;

/** What the bare command runs. */
const parts: Record<string, Part> = { lateness, burst, defer, availability, openings, growth, overhead };
/** Only by name: they take long. */
const others: Record<string, Part> = {
  calm: (stage) => thrice(() => calm(stage)),
  watch,
  moderation,
  million: async (stage) => ({ deferGrowthAtAMillion: await growthAt(stage, 1_000_000) }),
};

const asked = process.argv.slice(2).filter((name) => !name.startsWith("-"));
const unknown = asked.filter((name) => !(name in parts) && !(name in others));
if (unknown.length > 0) {
  console.error(`Parts: ${[...Object.keys(parts), ...Object.keys(others)].join(", ")}.`);
  process.exit(2);
}

const stage = await buildStage();
const figures: Record<string, number> = {};
try {
  for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
    console.error(name);
    const part = parts[name];
    Object.assign(figures, part ? await thrice(() => part(stage)) : await (others[name] as Part)(stage));
  }
} catch (error) {
  console.error(await stage.lastWords());
  throw error;
} finally {
  await stage.strike();
}
console.log(JSON.stringify(figures));
process.exit(0);
