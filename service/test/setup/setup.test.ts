import { Kind } from "@veille/shared/api/kind";
import { Setup } from "@veille/shared/api/setup";
import { kindFields } from "../support/kind.ts";
import { coordinator, paul, startTestService, type TestService, type Who } from "../support/service.ts";

let service: TestService;
beforeAll(async () => void (service = await startTestService()));
afterAll(() => service.destroy());

const read = async () => Setup.parse((await service.call("GET", "/v1/setup", { as: coordinator })).body);
const put = (body: object, as: Who = coordinator) => service.call("PUT", "/v1/setup", { as, body });

describe("setting up by questions", () => {
  it("has not begun where nobody has answered anything", async () => {
    expect(await read()).toEqual({ version: 0, step: "where", kindId: null, topic: null });
  });

  it("goes on where it was, for another coordinator, and after the service was started anew", async () => {
    const present = await read();
    const topic = { title: "Écrire quand on a le temps", raw: "Bonjour.", categoryId: 3, topicId: null };
    const kept = await put({ ...present, step: "when", kindId: "equipe", topic });
    expect([kept.status, kept.body.version]).toEqual([200, present.version + 1]);
    const again = await startTestService({ config: { prefix: service.ctx.config.prefix } });
    const { body } = await again.call("GET", "/v1/setup", { as: { id: 9, coordinator: true } });
    expect(body).toEqual({ version: present.version + 1, step: "when", kindId: "equipe", topic });
    await again.destroy();
  });

  it("tells the slower of two coordinators how it stands", async () => {
    const present = await read();
    await put({ ...present, step: "words" });
    const late = await put({ ...present, step: "who" });
    expect([late.status, late.body.code, late.body.present.step]).toEqual([409, "changed_meanwhile", "words"]);
    expect((await read()).step).toBe("words");
  });

  it("answers the same to the same asked twice", async () => {
    const change = { ...(await read()), step: "show" };
    const [first, second] = [await put(change), await put(change)];
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it.each([
    ["a step that does not exist", { step: "nowhere" }, "step", "invalid"],
    ["a kind's id with a space", { kindId: "an id" }, "kindId", "invalid"],
    ["a title that no forum takes", { topic: { title: "a".repeat(256) } }, "topic.title", "too_long"],
    ["what it does not know", { later: true }, "later", "unknown_field"],
  ])("refuses %s, and says where", async (_what, change, path, code) => {
    const answer = await put({ ...(await read()), ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path, code, message: expect.any(String) }));
  });
});

describe("a kind that is being set up", () => {
  it("shows to nobody before it is shown to members", async () => {
    const put = (version: number, shown: boolean) =>
      service.call("PUT", "/v1/kinds/draft", { as: coordinator, body: { version, ...kindFields({ shown }) } });
    const { version } = Kind.parse((await put(0, false)).body);
    const ids = async () => (await service.call("GET", "/v1/availability")).body.kinds.map(({ id }: Kind) => id);
    expect(await ids()).not.toContain("draft");
    const page = await service.call("GET", "/v1/availability.html?lang=fr");
    expect(page.body).not.toContain("Réponse de l’équipe");
    await put(version, true);
    expect(await ids()).toContain("draft");
  });
});

/** Everybody whom the table of rights names, but coordinators. */
const others: [string, Who | null, number][] = [
  ["a visitor", null, 401],
  ["a member", paul, 403],
  ["somebody of the team", { id: 4, groups: [41] }, 403],
  ["a moderator", { id: 5, moderator: true, moderates: [7] }, 403],
];
const calls: [string, string, unknown][] = [
  ["GET", "/v1/setup", undefined],
  ["PUT", "/v1/setup", { version: 0, step: "where", kindId: null, topic: null }],
  ["POST", "/v1/kinds/mine/preview", kindFields()],
  ["GET", "/v1/state", undefined],
  ["GET", "/v1/kinds", undefined],
  ["PUT", "/v1/words", { version: 0, notice: null, links: [] }],
];

describe.each(calls)("%s %s", (method, path, body) => {
  it.each(others)("is not for %s", async (_name, who, status) => {
    const before = await read();
    const answer = await service.call(method, path, { body, ...(who && { as: who }) });
    expect(answer.status).toBe(status);
    expect(await read()).toEqual(before);
  });

  it("is for an administrator, whose token says so", async () => {
    const admin = { id: 1, admin: true, coordinator: true };
    expect((await service.call(method, path, { body, as: admin })).status).toBeLessThan(410);
  });
});
