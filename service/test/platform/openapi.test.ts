import type { Express } from "express";
import { createApps } from "../../src/app.ts";
import { startTestService, type TestService } from "../support/service.ts";

interface Operation {
  summary?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { type?: unknown; properties?: Record<string, unknown>; additionalProperties?: unknown }>;
    securitySchemes: object;
  };
}

let service: TestService;
let document: Document;
beforeAll(async () => {
  service = await startTestService();
  document = (await (await fetch(`${service.internalUrl}/openapi.json`)).json()) as Document;
});
afterAll(() => service.destroy());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}
/** `get /v1/kinds/{id}` for everything that the app answers. */
function routesOf(app: Express): string[] {
  const walk = (stack: Layer[]): string[] =>
    stack.flatMap(({ route, handle }) => {
      if (!route) return walk(handle.stack ?? []);
      return Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, "{$1}")}`);
    });
  return walk((app.router as unknown as { stack: Layer[] }).stack);
}

it("documents every route of the app, and no other", () => {
  const documented = operations().map(({ method, path }) => `${method} ${path}`);
  const answered = routesOf(createApps(service.ctx).outside);
  expect(answered.length).toBeGreaterThan(10);
  expect(documented.sort()).toEqual(answered.sort());
});

it("is OpenAPI 3.1 that refers only to what it holds", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.info).toEqual({ title: "Veille", version: "0.1.0" });
  const text = JSON.stringify(document);
  const references = [...new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!))];
  expect(references.length).toBeGreaterThan(5);
  for (const reference of references) {
    const held = reference.split("/").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
    expect([reference, typeof held]).toEqual([reference, "object"]);
  }
  expect(text).not.toMatch(/"\$ref":"[^#]/);
  expect(text).not.toMatch(/undefined|\[object/);
});

it("says of each operation what it does, what it takes and what it answers", () => {
  for (const { path, method, operation } of operations()) {
    const name = `${method} ${path}`;
    expect([name, operation.summary]).toEqual([name, expect.stringMatching(/^\p{Lu}.*[^.]$/u)]);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect([name, declared.map((parameter) => parameter.name)]).toEqual([name, inPath]);
    expect(declared.every((parameter) => parameter.required === true)).toBe(true);
    for (const parameter of operation.parameters ?? [])
      expect([name, parameter.schema]).toEqual([name, expect.any(Object)]);
    const statuses = Object.keys(operation.responses);
    expect([name, statuses]).toEqual([name, expect.arrayContaining(["default"])]);
    expect([name, statuses.some((status) => /^2\d\d$/.test(status))]).toEqual([name, true]);
    for (const response of Object.values(operation.responses)) expect(response.description).toEqual(expect.any(String));
    const problem = operation.responses["default"]?.content?.["application/problem+json"]?.schema;
    expect(problem).toEqual({ $ref: "#/components/schemas/Problem" });
  }
});

it("wants the token wherever the service does", async () => {
  for (const { path, method, operation } of operations()) {
    const { status } = await service.call(method.toUpperCase(), path.replace(/\{\w+\}/g, "1"));
    const needs = operation.security !== undefined;
    expect([path, method, status === 401]).toEqual([path, method, needs]);
  }
});

it("says that unknown fields are refused, and that instants are instants", () => {
  for (const { operation } of operations()) {
    const schema = operation.requestBody?.content["application/json"]?.schema.$ref;
    if (schema === undefined) continue;
    const name = schema.split("/").at(-1)!;
    expect([name, document.components.schemas[name]?.additionalProperties]).toEqual([name, false]);
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    expect([name, JSON.stringify(schema.type ?? "")]).toEqual([name, expect.not.stringContaining("null")]);
  }
  const until = document.components.schemas["KindAvailability"]?.properties?.["until"];
  expect(JSON.stringify(until)).toMatch(/Instant.*null|null.*Instant/);
  expect(document.components.schemas["Instant"]).toMatchObject({ type: "string", format: "date-time" });
});

it("is not to be had from outside", async () => {
  for (const path of ["/openapi.json", "/metrics"]) expect((await service.call("GET", path)).status).toBe(404);
});
