import type { ShiftTemplateFields } from "@veille/shared/api/shift-template";
import fc from "fast-check";
import { HttpProblem } from "../../../src/platform/errors.ts";
import type { Person } from "../../../src/platform/tokens.ts";
import { endOrder, putOrder } from "../../../src/watch/orders.ts";
import { type ShiftRecord, shiftsOfTemplate } from "../../../src/watch/shift-store.ts";
import * as places from "../../../src/watch/sign-ups.ts";
import { loadTemplate } from "../../../src/watch/template-store.ts";
import { putTemplate, syncTemplates } from "../../../src/watch/templates.ts";
import { day, hour } from "../../support/service.ts";
import { evening, type Watch } from "../../support/watch.ts";

/** The template that everything happens to. */
export const id = "modele";
const team = 41;
/** Somebody in the team. */
export const person = (of: number, more: Partial<Person> = {}): Person => ({
  ...{ id: of, username: `user-${of}`, admin: false, moderator: false, coordinator: false, groups: [team] },
  ...{ locale: "fr", zone: null, moderates: [] },
  ...more,
});
export const people = [11, 12, 13].map((of) => person(of));
const boss = person(2, { coordinator: true });

export type Step =
  | { act: "take" | "leave" | "ask" | "unask" | "over" | "wait" | "unwait" | "free"; who: number; which: number }
  | { act: "order"; who: number; weeks: number; automatic: boolean }
  | { act: "end"; who: number }
  | { act: "template"; weekday: number; start: string; places: number }
  | { act: "closure"; week: number | null }
  | { act: "pass"; hours: number };

const who = fc.nat({ max: people.length - 1 });
const which = fc.nat({ max: 2 });
const mine = fc.record({
  act: fc.constantFrom("take" as const, "take" as const, "leave" as const, "ask" as const, "unask" as const),
  ...{ who, which },
});
const more = fc.record({
  act: fc.constantFrom("over" as const, "wait" as const, "unwait" as const, "free" as const),
  ...{ who, which },
});
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: mine },
  { weight: 3, arbitrary: more },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("order" as const),
      ...{ who, weeks: fc.integer({ min: 0, max: 6 }), automatic: fc.boolean() },
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("end" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("template" as const),
      weekday: fc.integer({ min: 1, max: 7 }),
      // within both clock changes too
      start: fc.constantFrom("20:00", "22:30", "02:30", "00:00"),
      places: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("closure" as const), week: fc.option(fc.nat({ max: 4 })) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("pass" as const), hours: fc.integer({ min: 1, max: 60 }) }) }
);

/** What the rules refuse is no failure; anything else is. */
async function tried(doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status >= 500) throw error;
  }
}

/** As a coordinator does it: looked at, then confirmed. */
export async function change({ ctx }: Watch, fields: ShiftTemplateFields): Promise<void> {
  const version = (await loadTemplate(ctx, id))?.version ?? 0;
  const asked = { version, ...fields };
  try {
    await putTemplate(ctx, boss, id, { ...asked, confirm: null });
  } catch (error) {
    const { digest } = (error as HttpProblem).more.present as { digest: string };
    await putTemplate(ctx, boss, id, { ...asked, confirm: digest });
  }
}

const act: Record<"take" | "leave" | "ask" | "unask" | "over" | "wait" | "unwait" | "free", typeof places.signUp> = {
  take: places.signUp,
  leave: places.giveUp,
  ask: (...at) => places.wantReplacement(...at, true),
  unask: (...at) => places.wantReplacement(...at, false),
  over: places.takeOver,
  wait: (...at) => places.joinList(...at, true),
  unwait: places.leaveList,
  free: (ctx, _, shift) => places.freePlace(ctx, boss, shift, 1),
};

const open = async ({ ctx, clock }: Watch): Promise<ShiftRecord[]> =>
  (await shiftsOfTemplate(ctx, id, clock.now())).filter(({ gone }) => !gone);

/** One thing that somebody does, or that time brings. */
export async function happen(watch: Watch, one: Step): Promise<void> {
  const { ctx, clock } = watch;
  const date = (days: number) => new Date(clock.now() + days * day).toISOString().slice(0, 10);
  switch (one.act) {
    case "order":
      return tried(putOrder(ctx, people[one.who]!, id, { until: date(one.weeks * 7), automatic: one.automatic }));
    case "end":
      return tried(endOrder(ctx, people[one.who]!, id));
    case "template": {
      const { act: _, ...fields } = one;
      return change(watch, evening({ ...fields, length: { end: "06:00" } }));
    }
    case "closure": {
      const from = one.week === null ? null : date(one.week * 7);
      const until = one.week === null ? null : date(one.week * 7 + 3);
      await watch.putKind("team", { closures: from && until ? [{ from, until, reason: null }] : [] });
      await syncTemplates(ctx);
      return;
    }
    case "pass":
      clock.forward(one.hours * hour);
      await syncTemplates(ctx);
      return;
    default: {
      const shifts = (await open(watch)).sort((a, b) => a.start - b.start);
      const shift = shifts[one.which];
      if (shift) await tried(act[one.act](ctx, people[one.who]!, shift.id));
    }
  }
}
