import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Calm, everyDay, startCalm, team } from "../support/calm.ts";
import { weekdays } from "../support/chain.ts";
import { coordinator, day } from "../support/service.ts";

let calm: Calm;
beforeEach(async () => void (calm = await startCalm()));
afterEach(() => calm.stop());

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
/** What the forum was told, as « start end » in UTC. */
const told = () =>
  (calm.forum.store.get("loud", calm.lea.id)?.intervals ?? []).map(([start, end]) => `${iso(start)} ${iso(end)}`);
const toldOn = (date: string) => told().filter((line) => line.startsWith(date));
const at = async (instant: string) => {
  calm.clock.set(instant);
  await calm.quiet();
};

describe("lines of the list of failures, from the choice to what the forum is told", () => {
  test("12: the offset of now applied to another day (Discourse's notification schedule): 8:00 is 8:00 on both sides of both changes", async () => {
    await at("2026-10-20T08:00:00Z");
    await calm.choose({ windows: everyDay(["08:00", "17:00"]) });
    expect([...toldOn("2026-10-24"), ...toldOn("2026-10-25")]).toEqual([
      "2026-10-24T06:00 2026-10-24T15:00",
      "2026-10-25T07:00 2026-10-25T16:00",
    ]);
    await at("2027-03-20T08:00:00Z");
    expect([...toldOn("2027-03-27"), ...toldOn("2027-03-28")]).toEqual([
      "2027-03-27T07:00 2027-03-27T16:00",
      "2027-03-28T06:00 2027-03-28T15:00",
    ]);
  });

  test("12: inside the clock change: the skipped boundary is the first instant after, of two the longer window counts", async () => {
    await at("2027-03-20T08:00:00Z");
    await calm.choose({ windows: everyDay(["02:30", "03:30"]) });
    expect(toldOn("2027-03-28")).toEqual(["2027-03-28T01:00 2027-03-28T01:30"]);
    await at("2027-10-25T08:00:00Z");
    expect(toldOn("2027-10-31")).toEqual(["2027-10-31T00:30 2027-10-31T02:30"]);
  });

  test("13: the server's zone changes the result (rrule, opening_hours): the person's own zone is the only one", async () => {
    for (const [zone, start] of [
      ["America/Martinique", "2026-11-24T13:00"],
      ["Pacific/Noumea", "2026-11-24T22:00"],
      ["Europe/Paris", "2026-11-24T08:00"],
    ]) {
      await calm.choose({ windows: everyDay(["09:00", "10:00"]), zone: zone! });
      expect(toldOn("2026-11-24").map((line) => line.slice(0, 16))).toEqual([start]);
    }
  });

  test("14: midnight (Zammad#3180, Chatwoot#3491): 0:00 is a time, an end at 0:00 is the day's, and what touches is one", async () => {
    await calm.choose({ windows: everyDay(["22:00", "00:00"], ["00:00", "06:00"]) });
    expect(toldOn("2026-11-24")).toEqual(["2026-11-24T21:00 2026-11-25T05:00"]);
    const body = { version: 1, mode: "own", kind: null, zone: "Europe/Paris", shiftsLoud: true };
    const windows = [{ weekday: 1, start: "22:00", end: "24:00" }];
    const put = await calm.call("PUT", "/v1/me/declared-hours", { as: calm.lea, body: { ...body, windows } });
    expect([put.status, put.body.errors[0].path]).toEqual([400, "windows.0.end"]);
  });

  test("15: only one window a day, no lunch break (Chatwoot#14009): as many as one likes", async () => {
    await calm.choose({ windows: everyDay(["08:00", "09:00"], ["12:00", "13:00"], ["18:00", "20:00"]) });
    expect(toldOn("2026-11-24")).toEqual([
      "2026-11-24T07:00 2026-11-24T08:00",
      "2026-11-24T11:00 2026-11-24T12:00",
      "2026-11-24T17:00 2026-11-24T19:00",
    ]);
  });

  test("16: a holiday a day early for a reader elsewhere (discourse-calendar#486); regional days lost (yasumi#17)", async () => {
    await at("2026-12-14T08:00:00Z");
    const kind = { ...weekdays, groupId: team, groupName: "equipe", categoryIds: [3], region: "FR-57" };
    await calm.call("PUT", "/v1/kinds/team", {
      as: coordinator,
      body: { version: 2, ...kind, hours: everyDay(["09:00", "12:00"]) },
    });
    await calm.choose({ mode: "team", kind: "team", zone: "Pacific/Noumea" });
    expect(toldOn("2026-12-24")).toEqual(["2026-12-24T08:00 2026-12-24T11:00"]);
    // Christmas, and Saint Stephen's Day in Moselle
    expect([...toldOn("2026-12-25"), ...toldOn("2026-12-26")]).toEqual([]);
    expect(toldOn("2026-12-27")).toEqual(["2026-12-27T08:00 2026-12-27T11:00"]);
  });

  test("20: a leave that rings at midnight: nothing begins where it begins, nor runs into it", async () => {
    await calm.choose({ windows: everyDay(["20:00", "08:00"]) });
    const absences = [{ from: "2026-11-25", until: "2026-11-26" }];
    await calm.call("PUT", "/v1/me/leave", { as: calm.lea, body: { version: 0, absences } });
    await calm.quiet();
    // Tuesday's night ends at Wednesday's midnight, Friday's is the next that begins
    expect(told().slice(1, 3)).toEqual(["2026-11-24T19:00 2026-11-24T23:00", "2026-11-27T19:00 2026-11-28T07:00"]);
  });

  test("20: silence that never ends because the service is dead: what the forum was told ends after 35 days at the latest", async () => {
    await calm.choose({ windows: everyDay(["09:00", "18:00"]) });
    const intervals = calm.forum.store.get("loud", calm.lea.id)!.intervals!;
    const reach = intervals.at(-1)![1] - calm.clock.now();
    expect([reach > 34 * day, reach <= 35 * day]).toEqual([true, true]);
  });
});
