import { Availability } from "@veille/shared/api/availability";
import { Presence } from "@veille/shared/api/watch";
import { coordinator, createTestClock, day, hour, minute, paul, siteOf, type Who } from "../support/service.ts";
import { lea, marie, startWatch, type Watch } from "../support/watch.ts";

let watch: Watch;
beforeEach(async () => void (watch = await startWatch()));
afterEach(() => watch.destroy());

const here = (as: Who, body: object = { for: "hour" }) => watch.call("POST", "/v1/me/presence", { as, body });
const tick = (as: Who, more: object) =>
  watch.call("PUT", "/v1/me/watch", {
    as,
    body: { version: 0, named: false, calls: false, gaps: false, urgent: false, ...more },
  });
const read = async (as?: Who) =>
  Availability.parse((await watch.call("GET", "/v1/availability", as ? { as } : {})).body);
const kind = async (as?: Who) => (await read(as)).kinds[0]!;

describe("I'm here", () => {
  it("is one tap, ends by itself, and alerts nobody", async () => {
    const put = await here(lea);
    expect(Presence.parse(put.body)).toEqual({ until: "2026-11-23T08:00:00.000Z", kinds: ["team"], mayBeIn: ["team"] });
    expect(await kind(lea)).toMatchObject({ state: "on_watch", until: "2026-11-23T08:00:00.000Z", people: [] });
    expect((await read()).nextChangeAt).toBe("2026-11-23T08:00:00.000Z");
    watch.clock.forward(hour);
    expect((await kind()).state).toBe("team_hours");
    expect((await watch.call("GET", "/v1/me/presence", { as: lea })).body.until).toBeNull();
    expect(await watch.notices()).toEqual([]);
  });

  it("until tonight, or until a moment, 12 hours at most, never in the past", async () => {
    expect((await here({ ...lea, zone: "Pacific/Noumea" }, { for: "tonight" })).body.until).toBe(
      "2026-11-23T13:00:00.000Z"
    );
    expect((await here(lea, { for: "tonight" })).body.until).toBe("2026-11-23T19:00:00.000Z");
    expect((await here(lea, { for: "until", until: "2026-11-23T10:30:00Z" })).body.until).toBe(
      "2026-11-23T10:30:00.000Z"
    );
    const wrong = async (body: object) => (await here(lea, body)).body.errors?.[0];
    expect(await wrong({ for: "until", until: "2026-11-23T06:59:59Z" })).toMatchObject({ path: "until", code: "past" });
    expect(await wrong({ for: "until", until: "2026-11-23T19:00:01Z" })).toMatchObject({ code: "too_far" });
    expect(await wrong({ for: "until" })).toMatchObject({ path: "until", code: "required" });
    expect(await wrong({ for: "ever" })).toMatchObject({ path: "for" });
    expect(await wrong({ for: "hour", kinds: ["other"] })).toMatchObject({ path: "kinds.0", code: "unknown_kind" });
  });

  it("is stopped at once, and nothing is kept of it", async () => {
    await here(lea);
    expect((await watch.call("DELETE", "/v1/me/presence", { as: lea })).body).toMatchObject({ until: null });
    expect((await kind()).state).toBe("away");
    expect(await watch.ctx.redis.hgetall(`${watch.ctx.config.prefix}:watch-presence`)).toEqual({});
  });

  it("is for teams of kinds from step 2 on, and shows nowhere before", async () => {
    await here(lea);
    await watch.putKind("team", { step: 1 });
    expect(await kind()).toMatchObject({ state: "away", step: 1 });
    expect((await here(lea)).status).toBe(403);
    await watch.putKind("team", { step: 2 });
    expect((await kind()).state).toBe("on_watch");
    for (const as of [paul, coordinator]) expect((await here(as)).status).toBe(403);
  });
});

describe("who is on watch", () => {
  beforeEach(() => watch.template());

  it("is whoever's shift runs, from its very beginning to its very end", async () => {
    await watch.take(lea);
    watch.clock.set("2026-11-24T18:59:59.999Z");
    expect(await kind()).toMatchObject({ state: "away", step: 3 });
    expect((await read()).nextChangeAt).toBe("2026-11-24T19:00:00.000Z");
    watch.clock.set("2026-11-24T19:00:00.000Z");
    expect(await kind()).toMatchObject({ state: "on_watch", until: "2026-11-24T22:00:00.000Z" });
    watch.clock.set("2026-11-24T22:00:00.000Z");
    expect((await kind()).state).toBe("away");
  });

  it("is named only where they ticked it, and only to whom the site shows names", async () => {
    await watch.take(lea);
    await watch.take(marie);
    await tick(lea, { named: true });
    watch.clock.set("2026-11-24T20:00:00Z");
    const named = [{ username: lea.username, name: null }];
    expect([(await kind()).people, (await kind(paul)).people, (await kind(marie)).people]).toEqual([[], named, named]);
    await tick(lea, { version: 1, named: false });
    expect([(await kind(paul)).people, (await kind(paul)).state]).toEqual([[], "on_watch"]);
  });

  it.each([
    ["team", [0, 0, 1, 1]],
    ["members", [0, 1, 1, 1]],
    ["everybody", [1, 1, 1, 1]],
  ] as const)(
    "the names' setting %s decides for visitors, members, the team and coordinators",
    async (shownTo, expected) => {
      const settings = { ...siteOf().settings, namesShownTo: shownTo };
      const other = await startWatch({ site: siteOf({ settings }), clock: createTestClock("2026-11-23T07:00:00Z") });
      await other.call("POST", "/v1/me/presence", { as: lea, body: { for: "hour" } });
      const body = { version: 0, named: true, calls: false, gaps: false, urgent: false };
      await other.call("PUT", "/v1/me/watch", { as: lea, body });
      const seen = [];
      for (const as of [undefined, paul, marie, coordinator]) {
        const answer = await other.call("GET", "/v1/availability", as ? { as } : {});
        seen.push(answer.body.kinds[0].people.length);
      }
      expect(seen).toEqual(expected);
      const html = (await other.call("GET", "/v1/availability.html?lang=fr")).body;
      expect(html.includes(lea.username)).toBe(shownTo === "everybody");
      expect(html).toContain("de permanence");
      await other.destroy();
    }
  );

  it("the names' setting made stricter: from then on nobody is named, on no page that was written before", async () => {
    const settings = { ...siteOf().settings, namesShownTo: "everybody" as const };
    const other = await startWatch({ site: siteOf({ settings }) });
    await other.call("POST", "/v1/me/presence", { as: lea, body: { for: "hour" } });
    const body = { version: 0, named: true, calls: false, gaps: false, urgent: false };
    await other.call("PUT", "/v1/me/watch", { as: lea, body });
    const named = async () => {
      const answers = [await other.call("GET", "/v1/availability"), await other.call("GET", "/v1/availability.html")];
      return answers.map((one) => JSON.stringify(one.body).includes(lea.username!));
    };
    expect(await named()).toEqual([true, true]);
    other.ctx.site.get()!.settings.namesShownTo = "team";
    expect(await named()).toEqual([false, false]);
    await other.destroy();
  });

  it("'On duty' shown with nobody there: not for an empty shift, nor for who is on leave or suspended", async () => {
    watch.clock.set("2026-11-24T20:00:00Z");
    expect((await kind()).state).toBe("away");
    await watch.take(lea);
    expect((await kind()).state).toBe("on_watch");
    await watch.call("PUT", "/v1/me/leave", {
      as: lea,
      body: { version: 0, absences: [{ from: "2026-11-24", until: "2026-11-24" }] },
    });
    expect(await kind()).toMatchObject({ state: "away", people: [] });
    await watch.call("PUT", "/v1/me/leave", { as: lea, body: { version: 1, absences: [] } });
    expect((await kind()).state).toBe("on_watch");
    await watch.ctx.redis.sadd(`${watch.ctx.config.prefix}:watch-absent`, lea.id);
    await watch.ctx.redis.incr(`${watch.ctx.config.prefix}:watch-revision`);
    watch.ctx.bus.emit("watch-changed", {});
    expect((await kind()).state).toBe("away");
  });

  it("a cached 'away' all week-end after somebody signed up: the next who asks sees it, with another tag", async () => {
    await watch.putKind("team", { hours: [{ weekday: 5, start: "09:00", end: "12:00" }] });
    await watch.template("samedi", { weekday: 6, start: "08:00", length: { end: "20:00" } });
    watch.clock.set("2026-11-28T10:00:00Z");
    const before = await watch.call("GET", "/v1/availability");
    expect(before.body.kinds[0].state).toBe("away");
    await watch.take(lea, "samedi:2026-11-28");
    const headers = { "If-None-Match": before.headers.get("etag")! };
    const after = await watch.call("GET", "/v1/availability", { headers });
    expect([after.status, after.body.kinds[0].state]).toEqual([200, "on_watch"]);
    expect(after.headers.get("cache-control")).toBe("public, max-age=30");
  });

  it("in a shift of days only during team hours", async () => {
    await watch.template("semaine", { weekday: 1, start: "00:00", length: { days: 7 }, anchor: "2026-11-30" });
    await watch.take(lea, "semaine:2026-11-30");
    const states = [];
    for (const at of ["2026-12-01T07:00:00Z", "2026-12-01T08:00:00Z", "2026-12-01T12:00:00Z", "2026-12-05T10:00:00Z"]) {
      watch.clock.set(at);
      states.push((await kind()).state);
    }
    expect(states).toEqual(["away", "on_watch", "away", "away"]);
  });

  it("goes on without a gap where one takes over from the other", async () => {
    await watch.template("suite", { start: "23:00", length: { end: "02:00" } });
    await watch.take(lea);
    await watch.take(marie, "suite:2026-11-24");
    watch.clock.set("2026-11-24T21:00:00Z");
    expect(await kind()).toMatchObject({ state: "on_watch", until: "2026-11-25T01:00:00.000Z" });
    expect((await read()).nextChangeAt).toBe("2026-11-24T22:00:00.000Z");
  });

  it("the roster moves no waiting post: nobody's opening is a shift", async () => {
    await watch.take(lea);
    const openings = (await watch.call("GET", "/v1/openings?kind=team", { as: paul })).body;
    watch.clock.set("2026-11-24T19:30:00Z");
    const during = (await watch.call("GET", "/v1/openings?kind=team", { as: paul })).body;
    expect([openings.choices[0].at, during.choices[0].at]).toEqual([
      "2026-11-23T08:00:00.000Z",
      "2026-11-25T08:00:00.000Z",
    ]);
  });
});

describe("this can't wait", () => {
  const cases = [{ fr: "Panne de messagerie", en: "Mail is down" }];
  const urgent = (as: Who, more: object = {}) =>
    watch.call("POST", "/v1/urgent", { as, body: { kind: "team", case: 0, topicId: 77, ...more } });

  it("is off by default, and nothing of it is answered", async () => {
    expect((await kind(paul)).urgent).toBeNull();
    expect((await urgent(paul)).status).toBe(404);
  });

  it("reaches who is there and wants it, once a day and member; else it says that nobody is there", async () => {
    await watch.putKind("team", { urgent: cases });
    expect([(await kind()).urgent, (await kind(paul)).urgent]).toEqual([null, { cases, reachable: false }]);
    expect((await urgent(paul)).body).toEqual({ reached: 0 });
    await here(lea);
    await here(marie);
    expect((await urgent(paul)).body).toEqual({ reached: 0 });
    await tick(lea, { urgent: true });
    expect((await kind(paul)).urgent).toEqual({ cases, reachable: true });
    expect((await urgent(lea)).body).toEqual({ reached: 0 });
    expect((await urgent(paul)).body).toEqual({ reached: 1 });
    expect(await watch.notices()).toEqual(["urgent 11"]);
    const again = await urgent(paul);
    expect([again.status, again.body.code]).toEqual([409, "urgent_today"]);
    watch.clock.forward(day + minute);
    await here(lea);
    expect((await urgent(paul)).body).toEqual({ reached: 1 });
    expect((await urgent(paul, { case: 1 })).body.errors).toMatchObject([{ path: "case", code: "invalid" }]);
    expect((await watch.call("POST", "/v1/urgent", { body: {} })).status).toBe(401);
  });
});
