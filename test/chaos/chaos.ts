import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Acts } from "./acts.ts";
import { Authors } from "./authors.ts";
import { Breaker } from "./breaker.ts";
import { between } from "./chance.ts";
import { type Count, count, postsByText } from "./count.ts";
import type { Weather } from "./forum-wire.ts";
import { House } from "./house.ts";
import { keepHours, setHours } from "./hours.ts";
import { Http } from "./http.ts";
import { moderate } from "./moderators.ts";
import { Points } from "./points.ts";
import type { Part } from "./programs.ts";
import type { Run } from "./run.ts";
import { readAll, settle, tally } from "./settle.ts";
import { doze, straggle } from "./stragglers.ts";
import { Texts } from "./texts.ts";
import { makeWorld, type World } from "./world.ts";

export interface Options {
  kills: number;
  /** how many texts move at once */
  texts: number;
  /** how long a stopped process stands still, ms */
  stopped: number;
  say: (line: string) => void;
}

export interface Result extends Count {
  kills: number;
}

/** Who is stopped and woken: a copy of the service, the forum, and the third time whoever it may be. */
const stops: Part[][] = [["a"], ["forum"], ["b", "b", "b", "redis"]];

const weather: Weather = { lost: 0.01, late: 0.01, lateness: [2_500, 9_000], stragglers: new Map<string, number>() };

/** The whole run, or the rest of one. Resolves when everything stands still and is counted. */
export async function chaos(run: Run, { kills, texts: most, stopped, say }: Options): Promise<Result> {
  const { saved, folder } = run;
  const points = new Points();
  const sky = { ...weather };
  const house = new House(run, points, sky);
  const http = new Http(run);
  const texts = new Texts(join(folder, "texts.jsonl"));
  const world = await openHouse(run, house, http);
  say(`${folder}: Redis, the forum and two copies of the service stand.`);

  let breaking = true;
  let flowing = true;
  let deadline = Infinity;
  const acts = new Acts(http, texts, () => Math.min(deadline, Date.now() + 90_000));
  const authors = new Authors(world, acts, texts, http);
  const hours = keepHours(http, world.coordinator, () => !flowing);
  const moderators = moderate(http, world, () => !breaking);
  const flow = authors.flow(most);
  const stragglers = straggle(texts, authors, acts, http, sky, () => !breaking);
  const dozing = doze(house, points, () => !breaking);
  const breaker = new Breaker(house, points, http);

  await untilFull(texts, most);
  const holds: Promise<void>[] = [];
  const began = Date.now();
  const ticking = setInterval(() => say(progress(saved.kills, kills, texts, began, house.working)), 5_000);
  while (saved.kills < kills || saved.stops < stops.length) {
    // three times a run, spread over it
    if (saved.stops < stops.length && saved.kills >= kills * (0.05 + saved.stops * 0.3)) {
      const part = stops[saved.stops]![Math.floor(between(0, stops[saved.stops]!.length))]!;
      saved.stops += 1;
      say(`${part} stands still for ${Math.round(stopped / 1000)} s`);
      holds.push(house.hold(part, stopped).then(() => say(`${part} is awake again`)));
    }
    if (saved.kills < kills && (await breaker.strike())) saved.kills += 1;
    run.save();
  }
  clearInterval(ticking);
  await Promise.all(holds);
  breaking = false;
  const dozed = await dozing;
  sky.lost = sky.late = 0;
  await house.ready("redis", "forum", "a", "b");
  authors.stop();
  deadline = Date.now() + 20_000;
  const [, , many] = await Promise.all([flow, moderators, stragglers]);
  say(
    `${saved.kills} kills (${named(breaker.struck)}), ${many} stragglers, ${dozed} dozed, ${house.fallen} fell by themselves.`
  );

  const left = await settle(texts, authors, acts, http, say);
  if (left > 0) say(`${left} texts have not come to an end.`);
  await pause(3_000); // a second post would come now
  const shown = await readAll(texts, world.authors, http);
  flowing = false;
  await hours;
  await house.close();
  for (const [what, times] of http.odd) say(`the service answered ${what}, ${times} times`);
  return { kills: saved.kills, ...count(texts, shown, postsByText(join(folder, "forum.jsonl")), say) };
}

async function openHouse(run: Run, house: House, http: Http): Promise<World> {
  await Promise.all([house.start("redis"), house.start("forum")]);
  await house.ready("redis", "forum");
  const world = run.saved.world ?? (await makeWorld(http));
  run.saved.world = world;
  run.save();
  await Promise.all([house.start("a"), house.start("b")]);
  await house.ready("a", "b");
  while (!(await setHours(http, world.coordinator))) await pause(500);
  return world;
}

async function untilFull(texts: Texts, most: number): Promise<void> {
  const patience = Date.now() + 60_000;
  while (texts.moving.length < most * 0.9 && Date.now() < patience) await pause(250);
}

function progress(kills: number, of: number, texts: Texts, began: number, working: Part[]): string {
  const states = [...texts.all.values()].map(({ state }) => state);
  const many = (...some: string[]) => states.filter((state) => some.includes(state)).length;
  const seconds = Math.round((Date.now() - began) / 1000);
  const home = many("given_back", "taken_back");
  return `${seconds} s: ${kills} of ${of} kills, ${texts.all.size} texts, ${many("published")} out, ${home} home, ${tally(texts.moving)}; working: ${working.join(" ")}`;
}

const named = (struck: Map<string, number>): string => {
  const points = [...struck].filter(([name]) => name !== "");
  return `${points.reduce((sum, [, times]) => sum + times, 0)} at ${points.length} named points`;
};
