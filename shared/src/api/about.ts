import { z } from "zod";

/** `GET /v1/about` of the service. */
export const ServiceAbout = z
  .strictObject({ version: z.string(), contract: z.int(), oldestPlugin: z.string(), newestPlugin: z.string() })
  .meta({ id: "ServiceAbout" });

export const Healthz = z.strictObject({ ok: z.literal(true) }).meta({ id: "Healthz" });

/** `GET /readyz`: 200 where `ready`, else 503. Each wrong thing by a closed code, with a sentence. */
export const Readyz = z
  .strictObject({
    ready: z.boolean(),
    wrong: z.array(z.strictObject({ code: z.string(), loud: z.boolean(), detail: z.string() })),
  })
  .meta({ id: "Readyz" });
export type Readyz = z.infer<typeof Readyz>;
