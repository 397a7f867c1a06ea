import { createForum, type Forum } from "./forum.ts";
import { recorded } from "./recorded.ts";
import { recordings } from "./scenes.ts";
import { shapeDifferences } from "./shape.ts";
import type { Scene } from "./stage.ts";

let forum: Forum;

beforeEach(async () => {
  forum = await createForum({ seed: "demo", settings: { author_limits: false } });
});
afterEach(() => forum.stop());

/** Sends what was sent then, to the topics and people of now. */
async function replay(name: string, scene: Scene) {
  const { request, response } = recorded(name);
  const { path = request.path, as, body = {}, key = forum.keys.admin, form } = (await scene(forum)) ?? {};
  const answer = await fetch(forum.url + path, {
    method: request.method,
    headers: {
      Accept: "application/json",
      "Api-Key": key,
      "Api-Username": as ?? "paul",
      ...(!form && { "Content-Type": "application/json" }),
    },
    ...(form && { body: form }),
    ...(!form && request.body && { body: JSON.stringify({ ...request.body, ...body }) }),
  });
  const text = await answer.text();
  return { response, answer, body: /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : text };
}

const wordsOf = (body: unknown): string[] =>
  ((body as { errors?: string[] }).errors ?? []).map((error) => error.replace(/\d+/g, "n"));

describe("The stand-in answers as the recorded forum did:", () => {
  test.each(recordings)("%s", async (name, scene, { but = [], words = true } = {}) => {
    const { response, answer, body } = await replay(name, scene);
    expect(answer.status).toBe(response.status);
    const type = (text: string | null) => text?.split(";")[0];
    expect(type(answer.headers.get("content-type"))).toBe(type(response.headers["content-type"]!));
    for (const header of ["retry-after", "discourse-rate-limit-error-code"]) {
      expect(Boolean(answer.headers.get(header))).toBe(header in response.headers);
    }
    expect(shapeDifferences(response.body, body, but)).toEqual([]);
    if (words) expect(wordsOf(body)).toEqual(wordsOf(response.body));
  });
});
