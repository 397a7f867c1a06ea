import fc from "fast-check";
import { HttpProblem } from "../../src/platform/errors.ts";
import { putOrder } from "../../src/watch/orders.ts";
import { loadShifts } from "../../src/watch/shift-store.ts";
import { giveUp, joinList, signUp, takeOver, wantReplacement } from "../../src/watch/sign-ups.ts";
import { startWatch, type Watch } from "../support/watch.ts";
import { person } from "./model/steps.ts";

let watch: Watch;
beforeAll(async () => void (watch = await startWatch({ config: { edgeLimits: false } })));
afterAll(() => watch.destroy());

/** What each of the racers does, all in the same instant; those before them hold places and give them back. */
const racer = fc.constantFrom("take" as const, "order" as const, "wait" as const, "over" as const);
const holder = fc.constantFrom("leaves" as const, "asks" as const, "stays" as const);

/** Whether it was done; a rule's refusal is an answer. */
const done = (doing: Promise<unknown>): Promise<boolean> =>
  doing.then(
    () => true,
    (error: unknown) => {
      if (error instanceof HttpProblem && error.status === 409) return false;
      throw error;
    }
  );

it("standing orders, single sign-ups, waiting lists and replacements race: nothing is given twice, nobody is told wrong", async () => {
  let round = 0;
  const race = fc.asyncProperty(
    fc.array(holder, { maxLength: 2 }),
    fc.array(racer, { minLength: 2, maxLength: 24, size: "max" }),
    fc.integer({ min: 1, max: 3 }),
    async (holders, racers, places) => {
      const { ctx } = watch;
      const template = `course-${(round += 1)}`;
      await watch.template(template, { weekday: 4, places, until: "2026-12-10" });
      const names = ["2026-11-26", "2026-12-03", "2026-12-10"].map((date) => `${template}:${date}`);
      const [first] = names as [string];
      const before = holders.slice(0, places).map((what, at) => ({ what, who: person(100 + at) }));
      for (const { who } of before) await signUp(ctx, who, first);
      const running = racers.map((what, at) => ({ what, who: person(1_000 + at) }));
      const acts = running.map(({ what, who }) => {
        if (what === "take") return done(signUp(ctx, who, first));
        if (what === "over") return done(takeOver(ctx, who, first));
        if (what === "wait") return done(joinList(ctx, who, first, true));
        return done(putOrder(ctx, who, template, { until: "2026-12-31", automatic: true }));
      });
      const backs = before.map(async ({ what, who }) => {
        if (what === "leaves") return done(giveUp(ctx, who, first));
        return what === "asks" ? done(wantReplacement(ctx, who, first, true)) : true;
      });
      const [answers] = await Promise.all([Promise.all(acts), Promise.all(backs)]);

      const shifts = await loadShifts(ctx, names);
      for (const { id, people, list } of shifts) {
        const all = [...people, ...list].map(({ userId }) => userId);
        expect([id, people.length <= places, new Set(all).size]).toEqual([id, true, all.length]);
        // a place that is free is nobody's who waits for it
        if (people.length < places) expect([id, list]).toEqual([id, []]);
      }
      for (const [at, { what, who }] of running.entries()) {
        const [one, ...others] = shifts.map(({ people, list }) => ({
          holds: people.some(({ userId }) => userId === who.id),
          waits: list.some(({ userId }) => userId === who.id),
        }));
        const said = `${what} ${answers[at] ? "done" : "refused"}`;
        if (what === "take" || what === "over") expect([said, one!.holds]).toEqual([said, answers[at]]);
        if (what === "wait") expect([said, one!.holds || one!.waits]).toEqual([said, answers[at]]);
        // one full date fails nothing: every date is theirs, or they wait for it
        if (what === "order")
          for (const date of [one!, ...others]) expect([said, date.holds !== date.waits]).toEqual([said, true]);
      }
      for (const { what, who } of before) {
        const holds = shifts[0]!.people.some(({ userId }) => userId === who.id);
        if (what !== "asks") expect([what, holds]).toEqual([what, what === "stays"]);
      }
    }
  );
  await fc.assert(race, { numRuns: Number(process.env["VEILLE_MODEL_RUNS"] ?? 25) });
}, 120_000);
