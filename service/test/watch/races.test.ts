import { loadShift } from "../../src/watch/shift-store.ts";
import { takePlace } from "../../src/watch/scripts/sign-up.ts";
import { run } from "../../src/watch/shift-store.ts";
import { first, lea, member, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeAll(async () => void (watch = await startWatch({ config: { edgeLimits: false } })));
afterAll(() => watch.destroy());

const people = (count: number) => Array.from({ length: count }, (_, at) => member(1_000 + at));

it("Last place given twice: of 1,000 people at once exactly one has it, the others are told", async () => {
  await watch.template();
  const outcomes = await Promise.all(
    people(1_000).map(({ id }) => run(watch.ctx, takePlace, "{}", first, id).then(({ outcome }) => outcome))
  );
  expect(outcomes.filter((one) => one === "changed").length).toBe(1);
  expect(outcomes.filter((one) => one === "full").length).toBe(999);
  expect((await watch.held()).length).toBe(1);
});

it("over HTTP the others get 409 and the shift whose waiting list is open", async () => {
  await watch.template("deux", { places: 2, weekday: 3 });
  const shift = "deux:2026-11-25";
  const answers = await Promise.all(people(60).map((who) => watch.take(who, shift)));
  expect(answers.filter(({ status }) => status === 200).length).toBe(2);
  const others = answers.filter(({ status }) => status === 409);
  expect(others.length).toBe(58);
  for (const { body } of others)
    expect([body.code, body.present.free, body.present.maySignUp]).toEqual(["shift_full", 0, true]);
});

it("standing orders and single sign-ups race for the same places: none is given twice", async () => {
  await watch.template("courses", { weekday: 4 });
  const path = "/v1/shift-templates/courses/orders/me";
  const shift = "courses:2026-11-26";
  const acts = people(40).map((as, at) =>
    at % 2 === 0 ? watch.take(as, shift) : watch.call("PUT", path, { as, body: { until: "2026-12-31" } })
  );
  const answers = await Promise.all(acts);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  for (const id of [shift, "courses:2026-12-03", "courses:2026-12-31"]) {
    const kept = (await loadShift(watch.ctx, id))!;
    expect([id, kept.people.length]).toEqual([id, 1]);
    const all = [...kept.people, ...kept.list].map(({ userId }) => userId);
    expect(new Set(all).size).toBe(all.length);
    // every order is in: with a place, or on the list
    expect(all.length).toBeGreaterThanOrEqual(20);
  }
});

it("a replacement is taken over once, whoever taps at once", async () => {
  await watch.template("relais", { weekday: 5 });
  const shift = "relais:2026-11-27";
  await watch.take(lea, shift);
  await watch.act("PUT", "wants-replacement", lea, shift);
  const answers = await Promise.all(people(50).map((as) => watch.act("PUT", "take", as, shift)));
  expect(answers.filter(({ status }) => status === 200).length).toBe(1);
  expect((await watch.held(shift)).length).toBe(1);
  expect(await watch.held(shift)).not.toContain(lea.id);
});

it("a place that frees while many tap and many wait for it automatically is nobody's twice", async () => {
  watch.clock.set("2026-11-23T07:00:00Z");
  await watch.template("rendue", { weekday: 6 });
  const shift = "rendue:2026-11-28";
  await watch.take(lea, shift);
  const [waiting, tapping] = [people(20), people(40).slice(20)];
  await Promise.all([
    ...waiting.map((as) => watch.act("PUT", "waiting", as, shift, { automatic: true })),
    watch.act("DELETE", "sign-ups/me", lea, shift),
    ...tapping.map((as) => watch.take(as, shift)),
  ]);
  const kept = (await loadShift(watch.ctx, shift))!;
  expect(kept.people.length).toBe(1);
  expect(kept.list.some(({ userId }) => userId === kept.people[0]!.userId)).toBe(false);
});
