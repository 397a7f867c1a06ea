import { Preferences } from "@veille/shared/api/preferences";
import { paul, startTestService, type TestService, type Who } from "../support/service.ts";

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

const path = "/v1/me/preferences";
const get = async (as: Who) => Preferences.parse((await service.call("GET", path, { as })).body);
const put = (as: Who, body: object) => service.call("PUT", path, { as, body });

describe("a line that somebody dismissed", () => {
  test("stays away wherever they sign in, and nobody else's does", async () => {
    expect(await get(paul)).toEqual({ version: 0, dismissed: [] });
    const kept = await put(paul, { version: 0, dismissed: ["team_back"] });
    expect([kept.status, kept.body]).toEqual([200, { version: 1, dismissed: ["team_back"] }]);
    expect(await get(paul)).toEqual({ version: 1, dismissed: ["team_back"] });
    expect((await get({ id: 311 })).dismissed).toEqual([]);
  });

  test("may be said twice, from two devices: the same again is the same, another 409 with what stands", async () => {
    const as = { id: 310 };
    await put(as, { version: 0, dismissed: ["reply_later"] });
    const again = await put(as, { version: 0, dismissed: ["reply_later", "reply_later"] });
    expect([again.status, again.body.version]).toEqual([200, 1]);
    const other = await put(as, { version: 0, dismissed: ["team_back"] });
    expect([other.status, other.body.present]).toEqual([409, { version: 1, dismissed: ["reply_later"] }]);
    const both = await put(as, { version: 1, dismissed: ["team_back", "reply_later"] });
    expect(both.body).toEqual({ version: 2, dismissed: ["reply_later", "team_back"] });
  });

  test("is one of those that there are, and somebody's", async () => {
    const { status, body } = await put(paul, { version: 1, dismissed: ["everything"] });
    expect([status, body.errors[0].path]).toEqual([400, "dismissed.0"]);
    expect((await service.call("GET", path)).status).toBe(401);
  });

  test("is in nobody's cache", async () => {
    expect((await service.call("GET", path, { as: paul })).headers.get("cache-control")).toBe("no-store");
  });
});
