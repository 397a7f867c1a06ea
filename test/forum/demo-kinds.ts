import { KindList, PutKind, type Kind } from "@veille/shared/api/kind";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import type { Context } from "./context.ts";
import { here } from "./here.ts";
import { userNamed } from "./state.ts";
import { tokenFor } from "./veille/token.ts";

type Wanted = Omit<PutKind, "version"> & { id: string };

const fromFile = (): Wanted[] => JSON.parse(readFileSync(join(here, "demo-kinds.json"), "utf8")) as Wanted[];

/** By the service's ordinary interface, as an administrator of the forum. */
async function ask(forum: Context, method: "GET" | "PUT", path: string, body?: object): Promise<unknown> {
  const { token } = tokenFor(forum, userNamed(forum.store, "admin1")!);
  const response = await fetch(forum.serviceUrl + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, Origin: forum.origin, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const present = async (forum: Context): Promise<Kind[]> => KindList.parse(await ask(forum, "GET", "/v1/kinds")).kinds;

async function put(forum: Context, { id, ...fields }: Wanted, version: number): Promise<void> {
  await ask(forum, "PUT", `/v1/kinds/${id}`, PutKind.parse({ ...fields, version }));
}

/** Makes the kinds of `demo-kinds.json` that the service doesn't have; what somebody changed since stays. */
async function seedKinds(forum: Context): Promise<void> {
  const there = new Set((await present(forum)).map((kind) => kind.id));
  for (const kind of fromFile()) if (!there.has(kind.id)) await put(forum, kind, 0);
}

/** Tries each second until the service answers; resolves when the kinds are there. */
export async function seedKindsWhenReady(forum: Context, stopped: () => boolean): Promise<void> {
  for (;;) {
    try {
      return await seedKinds(forum);
    } catch (error) {
      if (stopped()) return;
      const cause = (error as { cause?: { code?: string } }).cause?.code;
      if (cause !== "ECONNREFUSED") process.stderr.write(`kinds: ${String(error)}\n`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** Sets the demo kind's hours so that its team is back in so many seconds, for an hour. */
export async function openIn(forum: Context, seconds: number): Promise<{ opensAt: string }> {
  const kinds = await present(forum);
  const wanted = fromFile().find((kind) => kind.id === "demo")!;
  const now = Temporal.Instant.fromEpochMilliseconds(forum.clock.now()).toZonedDateTimeISO(wanted.zone);
  const start = now.add({ seconds }).round({ smallestUnit: "second", roundingMode: "ceil" });
  const wall = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: "second" });
  const hours = [{ weekday: start.dayOfWeek, start: wall(start), end: wall(start.add({ hours: 1 })) }];
  await put(forum, { ...wanted, hours }, kinds.find((kind) => kind.id === "demo")?.version ?? 0);
  return { opensAt: new Date(start.epochMilliseconds).toISOString() };
}
