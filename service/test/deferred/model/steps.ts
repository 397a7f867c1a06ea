import fc from "fast-check";
import * as people from "./people.ts";
import { alive, look, type Model } from "./promises.ts";
import * as troubles from "./troubles.ts";
import { type Door, lease, type Mishap, type World } from "./world.ts";

type Step = fc.AsyncCommand<Model, World>;

/** One thing that happens; afterwards every promise is looked at. */
function step(
  name: string,
  happens: (world: World, model: Model) => unknown,
  may: (model: Model) => boolean = () => true
): Step {
  return {
    check: (model) => may(model),
    async run(model, world) {
      world.trace.push(name);
      await happens(world, model);
      await look(world, model);
    },
    toString: () => name,
  };
}

const some = (model: Model) => alive(model).length > 0;
const someBack = (model: Model) => alive(model).some(({ told }) => /given_back|taken_back/.test(told.state));
const nat = fc.nat({ max: 30 });
const copy = fc.nat({ max: 1 });
const choice: fc.Arbitrary<people.Choice> = fc.oneof(
  fc.constant("opening" as const),
  fc.integer({ min: 2, max: 12 }),
  fc.integer({ min: 2, max: 90 }),
  fc.integer({ min: 90, max: 4_320 })
);
const act: fc.Arbitrary<people.Act> = fc.record({
  which: nat,
  copy,
  stale: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
});

export const deferral = fc.record<people.Deferral>({
  who: fc.nat({ max: 2 }),
  type: fc.constantFrom("reply", "reply", "reply", "reply", "topic", "message"),
  topic: fc.nat({ max: 1 }),
  when: choice,
  late: fc.constantFrom("publish", "next_opening", "give_back"),
  ofTheTeam: fc.boolean(),
  copy,
});
const defer = deferral.map((asked) => step(`defer ${JSON.stringify(asked)}`, (w, m) => people.defer(w, m, asked)));
const edit = act.map((one) => step(`edit ${JSON.stringify(one)}`, (w, m) => people.edit(w, m, one), some));
const move = fc
  .tuple(act, choice)
  .map(([one, to]) => step(`move ${JSON.stringify([one, to])}`, (w, m) => people.move(w, m, one, to), some));
const publishNow = act.map((one) =>
  step(`publish now ${JSON.stringify(one)}`, (w, m) => people.publishNow(w, m, one), some)
);
const takeBack = fc
  .tuple(act, fc.boolean())
  .map(([one, draft]) =>
    step(`take back ${JSON.stringify([one, draft])}`, (w, m) => people.takeBack(w, m, one, draft), some)
  );
const deferAgain = fc
  .tuple(act, choice, fc.boolean())
  .map(([one, to, other]) =>
    step(`defer again ${JSON.stringify([one, to, other])}`, (w, m) => people.deferAgain(w, m, one, to, other), someBack)
  );
const erase = act.map((one) => step(`erase ${JSON.stringify(one)}`, (w, m) => people.erase(w, m, one), some));
const repeat = fc.tuple(fc.nat({ max: 60 }), copy).map(([which, by]) =>
  step(
    `repeat ${which}`,
    (w, m) => people.repeat(w, m, which, by),
    (m) => m.asked.length > 0
  )
);

const forward = fc
  .oneof(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 30, max: 600 }),
    fc.integer({ min: 1_440, max: 5_760 })
  )
  .map((minutes) => step(`${minutes} min pass`, (w, m) => troubles.passTime(w, m, minutes)));
const back = fc
  .integer({ min: 1, max: 50 })
  .map((seconds) => step(`the clock goes back ${seconds} s`, (w, m) => troubles.passTime(w, m, -seconds / 60)));
const settle = fc.constant(step("settle", (w) => w.settle()));
const settleSoon = fc.integer({ min: 3, max: 60 }).map((seconds) =>
  step(`${seconds} s pass, settle`, async (w, m) => {
    troubles.passTime(w, m, seconds / 60);
    await w.settle();
  })
);
const leaseOver = fc.constant(
  step("every lease is over", () => new Promise((resolve) => setTimeout(resolve, lease + 20)))
);

const names = <T extends object>(of: T) => Object.keys(of) as (keyof T & string)[];
const setHours = fc
  .constantFrom(...names(troubles.hours))
  .map((name) => step(`hours: ${name}`, (w, m) => troubles.setHours(w, m, name)));
const misbehave = fc
  .tuple(
    fc.constantFrom(...names(troubles.misbehaviours)),
    fc.constantFrom("publications", "publications", "outcomes", "cancel", "giveBacks"),
    fc.integer({ min: 1, max: 3 })
  )
  .map(([name, call, times]) =>
    step(`the forum ${name} ×${times} (${call})`, (w) => troubles.misbehave(w, name, call, times))
  );
const moods = fc
  .tuple(
    fc.constantFrom<troubles.Mood>("down", "read-only", "everything is approved first", "authors are paced"),
    fc.boolean()
  )
  .map(([mood, on]) => step(`${mood}: ${on ? "yes" : "no"}`, (w) => troubles.setMood(w, mood, on)));
const moderate = fc
  .tuple(
    fc.constantFrom<troubles.Moderation>("close", "reopen", "solve", "unsolve", "delete", "recover", "slow", "fast"),
    nat
  )
  .map(([what, which]) => step(`${what} topic ${which % 2}`, (w) => troubles.moderate(w, what, which)));
const readChanges = copy.map((by) => step(`copy ${by} reads the feed of changes`, (w) => troubles.readChanges(w, by)));
const judge = fc
  .tuple(fc.constantFrom<troubles.Judgement>("approve_post", "approve_post", "reject_post", "withdraw"), nat)
  .map(([what, which]) => step(`${what} ${which}`, (w) => troubles.judge(w, what, which)));
const release = fc.constant(step("the forum goes on with what it held", (w) => troubles.release(w)));
const mishap = fc
  .tuple(
    copy,
    fc.constantFrom<Door>("publish", "publish", "outcomes", "cancel", "giveBack"),
    fc.constantFrom<Mishap>("stops before", "stops after", "answer lost")
  )
  .map(([by, door, what]) => step(`${what} ${door} (copy ${by})`, (w) => troubles.mishap(w, by, door, what)));
const wake = fc.constant(step("the stopped process wakes", (w) => troubles.wake(w)));

/** Often what people do and time passing, now and then trouble. */
export const steps: fc.Arbitrary<Step>[] = [
  ...[defer, defer, defer, defer, defer, edit, edit, move, publishNow, publishNow, takeBack, takeBack, deferAgain],
  ...[deferAgain, erase, repeat, repeat, forward, forward, forward, forward, back, settle, settle, settle],
  ...[settleSoon, settleSoon, settleSoon, leaseOver, setHours, misbehave, misbehave, misbehave, moods, moods],
  ...[moderate, moderate, readChanges, judge, judge, release, release, mishap, mishap, wake],
];
