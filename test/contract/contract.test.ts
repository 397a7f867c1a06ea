import { checks } from "./checks.ts";
import { runChecks } from "./run.ts";
import { standInWorld } from "./stand-in.ts";
import type { World } from "./world.ts";

let world: World;
let stop: () => Promise<void>;

beforeAll(async () => {
  const started = await standInWorld();
  world = started.world;
  stop = () => started.forum.stop();
});
afterAll(() => stop());

describe("The stand-in keeps the contract:", () => {
  test.each(checks.map((check) => [check.name, check] as const))("%s", async (_name, check) => {
    await check.run(world);
  });
});

describe("The suite itself", () => {
  const run = (work: () => Promise<void>) => runChecks([{ name: "a sentence", run: work }], world, () => undefined);

  test("counts a check that throws as failed", async () => {
    const result = await run(() => Promise.reject(new Error("no")));
    expect(result).toMatchObject({ checks: 1, passed: 0, failed: 1, skipped: 0 });
  });

  test("has no two checks of one name", () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  });

  test("notices a forum that publishes twice", async () => {
    const check = checks.find(({ name }) => name === "publishing again answers existing with the same post")!;
    const forgetful = Object.create(world) as World;
    forgetful.veille = async (method, path, body) => {
      const items = (body as { items: { key: string }[] }).items.map((item) => ({
        ...item,
        key: `${crypto.randomUUID()}-1`,
      }));
      return world.veille(method, path, { items });
    };
    await expect(check.run(forgetful)).rejects.toThrow();
  });
});
