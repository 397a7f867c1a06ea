import { KindPreview } from "@veille/shared/api/setup";
import type { KindFields } from "@veille/shared/api/kind";
import { kindFields } from "../support/kind.ts";
import { coordinator, startTestService, type TestService } from "../support/service.ts";

let service: TestService;
// Monday 23 November 2026, 8:00 in Paris
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

const ask = (fields: Partial<KindFields> | Record<string, unknown>) =>
  service.call("POST", "/v1/kinds/equipe/preview", { as: coordinator, body: { ...kindFields(), ...fields } });
const preview = async (fields: Partial<KindFields>) => {
  const answer = await ask(fields);
  expect(answer.status).toBe(200);
  return KindPreview.parse(answer.body);
};

describe("a kind's preview", () => {
  it("says the next four openings by the calculus that posts follow", async () => {
    const { openings, availability } = await preview({});
    expect(openings).toEqual([
      { opensAt: "2026-11-23T08:00:00.000Z", closesAt: "2026-11-23T11:00:00.000Z" },
      { opensAt: "2026-11-23T13:00:00.000Z", closesAt: "2026-11-23T17:00:00.000Z" },
      { opensAt: "2026-11-24T08:00:00.000Z", closesAt: "2026-11-24T11:00:00.000Z" },
      { opensAt: "2026-11-24T13:00:00.000Z", closesAt: "2026-11-24T17:00:00.000Z" },
    ]);
    expect(availability).toMatchObject({ id: "equipe", state: "away", nextOpening: openings[0]!.opensAt });
  });

  it("answers for a kind that is not shown, and keeps nothing of it", async () => {
    expect((await preview({ shown: false })).availability.name.fr).toBe("Réponse de l’équipe");
    expect((await service.call("GET", "/v1/kinds", { as: coordinator })).body.kinds).toEqual([]);
  });

  it("has no openings for a kind without hours, nor for hours that never come, nor for ones that never end", async () => {
    const all = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "00:00" }));
    const previews = await Promise.all([null, [], all].map((hours) => preview({ hours })));
    expect(previews.map(({ openings }) => openings)).toEqual([[], [], []]);
    expect(previews.map(({ availability }) => availability.state)).toEqual(["any_time", "away", "team_hours"]);
  });

  it("leaves out what closures shut, and runs over midnight as one", async () => {
    const { openings } = await preview({
      hours: [{ weekday: 1, start: "22:00", end: "06:00" }],
      closures: [{ from: "2026-11-23", until: "2026-11-24", reason: null }],
    });
    expect(openings[0]).toEqual({ opensAt: "2026-11-30T21:00:00.000Z", closesAt: "2026-12-01T05:00:00.000Z" });
  });

  it("lists the region's public holidays of the next twelve months, and whether each counts", async () => {
    const { holidays } = await preview({ region: "FR", holidays: { add: [], remove: ["2027-05-01"] } });
    expect(holidays[0]).toEqual({ date: "2026-12-25", name: { fr: "Noël", en: expect.any(String) }, counts: true });
    expect(holidays.find(({ date }) => date === "2027-05-01")).toMatchObject({ counts: false });
    expect(holidays.every(({ date }) => date >= "2026-11-23" && date <= "2027-11-23")).toBe(true);
  });

  it("flags boundaries in the hour that the clocks change", async () => {
    const { flags } = await preview({ hours: [{ weekday: 7, start: "02:30", end: "09:00" }] });
    expect(flags).toEqual(["boundary_in_clock_change:7:02:30"]);
  });

  it.each([
    ["a region that nobody knows", { region: "FR-99" }, "region", "unknown_region"],
    ["an offset for a zone", { zone: "+02:00" }, "zone", "unknown_zone"],
    [
      "a time that does not exist",
      { hours: [{ weekday: 1, start: "25:00", end: "09:00" }] },
      "hours.0.start",
      "invalid",
    ],
    ["an empty time", { hours: [{ weekday: 1, start: "09:00", end: "" }] }, "hours.0.end", "invalid"],
    [
      "a closure that ends before it begins",
      { closures: [{ from: "2026-12-02", until: "2026-12-01", reason: null }] },
      "closures.0.until",
      "ends_before_start",
    ],
  ])("refuses %s, at its field and in words", async (_what, fields, path, code) => {
    const answer = await ask(fields);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path, code, message: expect.stringMatching(/\.$/) }]);
  });
});

describe("the regions that the screen offers", () => {
  const offered = "FR FR-57 FR-67 FR-68 GP MQ GF RE YT BE CH LU MC CA CA-QC DE ES IT PT NL GB IE US".split(" ");
  it.each(offered)("%s has public holidays", async (region) => {
    const { holidays, unknownYears } = await preview({ region });
    expect(unknownYears).toEqual([]);
    expect(holidays.length).toBeGreaterThan(4);
  });
});
