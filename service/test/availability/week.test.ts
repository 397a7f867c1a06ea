import { Availability } from "@veille/shared/api/availability";
import type { PutKind } from "@veille/shared/api/kind";
import { kindFields } from "../support/kind.ts";
import { coordinator, startTestService, type TestService } from "../support/service.ts";

let service: TestService;
// a Monday
beforeEach(async () => void (service = await startTestService()));
afterEach(() => service.destroy());

const put = (id: string, more: Partial<PutKind>) =>
  service.call("PUT", `/v1/kinds/${id}`, { as: coordinator, body: { version: 0, ...kindFields(more) } });
const answer = async () => (await service.call("GET", "/v1/availability")).body;
const kind = async (id: string) => Availability.parse(await answer()).kinds.find((one) => one.id === id);
const closure = (from: string, until: string) => ({ from, until, reason: null });

describe("what a kind's week is", () => {
  it("is told to visitors as it was set, over midnight too", async () => {
    const hours = [
      { weekday: 6, start: "22:00", end: "02:00" },
      { weekday: 1, start: "09:00", end: "12:00" },
    ];
    await put("team", { hours, zone: "Indian/Reunion" });
    expect(await kind("team")).toMatchObject({ week: hours, zone: "Indian/Reunion" });
  });

  it("is said not to be that of public holidays where a region takes them off", async () => {
    await put("paris", { region: "FR" });
    await put("anytime", { region: "FR", hours: null });
    await put("nowhere", { region: null });
    const said = await Promise.all(["paris", "anytime", "nowhere"].map(kind));
    expect(said.map((one) => one?.offOnHolidays)).toEqual([true, false, false]);
  });

  it("is empty where there are no hours, and closures say nothing there", async () => {
    await put("members", { hours: null, closures: [closure("2026-12-24", "2027-01-01")] });
    await put("never", { hours: [] });
    expect(await kind("members")).toMatchObject({ state: "any_time", week: [], closures: [] });
    expect(await kind("never")).toMatchObject({ state: "away", week: [], closures: [] });
  });

  it("is told of no kind that is not shown", async () => {
    await put("hidden", {
      shown: false,
      hours: [{ weekday: 3, start: "03:33", end: "04:44" }],
      closures: [closure("2026-12-03", "2026-12-04")],
    });
    expect(JSON.stringify(await answer())).not.toMatch(/03:33|2026-12-03/);
  });
});

describe("a kind's closures", () => {
  it("are the next three, by their beginning, without why", async () => {
    const why = { fr: "Déménagement", en: "Moving house" };
    await put("team", {
      closures: [
        closure("2027-08-01", "2027-08-15"),
        closure("2026-12-24", "2027-01-01"),
        closure("2026-11-10", "2026-11-22"),
        { from: "2026-11-25", until: "2026-11-25", reason: why },
        closure("2027-05-14", "2027-05-14"),
      ],
    });
    expect((await kind("team"))?.closures).toEqual([
      { from: "2026-11-25", until: "2026-11-25" },
      { from: "2026-12-24", until: "2027-01-01" },
      { from: "2027-05-14", until: "2027-05-14" },
    ]);
    expect(JSON.stringify(await answer())).not.toContain("Moving");
  });

  it("are told as long as their last day lasts on the kind's own clock", async () => {
    const day = closure("2026-11-23", "2026-11-23");
    await put("paris", { closures: [day] });
    await put("reunion", { zone: "Indian/Reunion", closures: [day] });
    const told = async () => [(await kind("paris"))?.closures.length, (await kind("reunion"))?.closures.length];
    expect(await told()).toEqual([1, 1]);
    // three hours before midnight in Paris it is midnight in La Réunion
    service.clock.set("2026-11-23T20:00:00Z");
    expect(await told()).toEqual([1, 0]);
    service.clock.set("2026-11-23T23:00:00Z");
    expect(await told()).toEqual([0, 0]);
  });
});
