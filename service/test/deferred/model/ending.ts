import { sweep } from "../../../src/deferred/jobs.ts";
import * as store from "../../../src/deferred/store.ts";
import { forumKey } from "../../../src/deferred/record.ts";
import { alive, broken, type Entry, hasEnded, look, minute, type Model, writtenOf } from "./promises.ts";
import { judge, readChanges, release, setMood, wake } from "./troubles.ts";
import { lease, type World } from "./world.ts";

const open = (model: Model): Entry[] => alive(model).filter(({ told }) => !hasEnded(told));

async function pass(world: World, model: Model, ms: number): Promise<void> {
  world.chain.clock.forward(ms);
  await world.settle();
  await look(world, model);
}

function behave(world: World): void {
  world.chain.forum.misbehaviour.reset();
  for (const mood of ["down", "read-only", "everything is approved first", "authors are paced"] as const)
    setMood(world, mood, false);
  for (const id of world.topics) world.chain.forum.store.update("topics", id, { slowModeSeconds: 0 });
  for (const copy of world.copies) copy.mishaps = {};
}

/** One post whose every attempt hangs; within the hour everybody else's that is due has gone its way. */
async function nobodyWaitsForAnother(world: World, model: Model): Promise<void> {
  const { clock, forum } = world.chain;
  const since = clock.now();
  const leaving = open(model).filter(({ told }) => /waiting|publishing|unsure/.test(told.state));
  const stuck = leaving.find(({ told }) => told.dueAt !== null && Date.parse(told.dueAt) <= since);
  if (!stuck) return;
  const [stored] = await store.load(world.chain.ctx, [stuck.id]);
  if (stored) forum.misbehave({ stage: "before", hold: "until_released", times: 1_000, key: forumKey(stored.record) });
  for (const seconds of [5, 10, 15, 30, 60, 120, 240, 360, 600, 600, 700, 700])
    await pass(world, model, seconds * 1_000);
  for (const { told, author } of leaving) {
    const mineToWait = author.id === stuck.author.id || hasEnded(told) || told.state === "in_review";
    const due = told.dueAt === null ? null : Date.parse(told.dueAt);
    if (!mineToWait && due !== null && due <= since) broken("nobody waits for another person's post", stuck.told, told);
  }
  forum.misbehaviour.reset();
}

/** Everything behaves, moderators read their queue, time goes on: each text ends, in one place. */
export async function comesToAnEnd(world: World, model: Model): Promise<void> {
  world.trace.push("— everything behaves from now on —");
  behave(world);
  await new Promise((resolve) => setTimeout(resolve, lease + 20));
  await world.settle();
  await look(world, model);
  await nobodyWaitsForAnother(world, model);
  const paces = [
    ...Array<number>(20).fill(minute),
    ...Array<number>(30).fill(40 * minute),
    ...Array<number>(70).fill(1_440 * minute),
  ];
  for (const [at, pace] of paces.entries()) {
    if (open(model).length === 0) break;
    await judge(world, at % 2 === 0 ? "approve_post" : "reject_post", at);
    if (at % 5 === 0) {
      await readChanges(world, at);
      await sweep(world.chain.ctx);
    }
    await pass(world, model, pace);
  }
  if (open(model).length > 0) broken("nothing is scheduled for ever", ...open(model).map(({ told }) => told));
  await wake(world);
  await release(world);
  for (let times = 0; times < 3; times++) await pass(world, model, minute);
  endsInOnePlace(world, model);
}

function endsInOnePlace(world: World, model: Model): void {
  const { store: rows } = world.chain.forum;
  for (const entry of alive(model)) {
    const out = writtenOf(world, model, entry).length;
    if (out !== (entry.told.state === "published" ? 1 : 0)) broken("one post, or the text in hand", entry.told, out);
    if (entry.told.state !== "given_back") continue;
    const told = rows.all("posts").some(({ raw, topicId }) => {
      const topic = rows.get("topics", topicId);
      return (
        raw.includes(entry.told.raw) && topic?.archetype === "private_message" && topic.users.includes(entry.author.id)
      );
    });
    if (!told) broken("whoever gets a text back is told, with the text", entry.told);
  }
}

/** What befell the texts of a run, by the words of their history and their ends. */
export const whatBefell = (model: Model): string[] =>
  model.entries.flatMap(({ told, deleted }) => [
    ...told.history.map(({ event }) => event),
    deleted ? "erased" : told.state,
    ...(told.history.at(-1)?.code === "after_all" ? ["after_all"] : []),
  ]);
