import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

/** OpenAPI 3.1, generated from the very schemas that parse requests. */
export function openApiOf(documented: RouteConfig[], version: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer", bearerFormat: "JWT" });
  for (const config of documented) registry.registerPath(config);
  const generate = (first: z.ZodType[]) =>
    new OpenApiGeneratorV31([
      ...first.map((schema) => ({ type: "schema" as const, schema })),
      ...registry.definitions,
    ]).generateDocument({ openapi: "3.1.0", info: { title: "Veille", version } });
  // A schema first met where it may be null would be written down as null everywhere: so once more, each by itself
  // first. zod lists named schemas as they were made, hence after whatever they hold.
  const named = new Set(Object.keys(generate([]).components?.schemas ?? {}));
  const schemas = [...z.globalRegistry._idmap].filter(([name]) => named.has(name)).map(([, schema]) => schema);
  return generate(schemas as z.ZodType[]);
}
