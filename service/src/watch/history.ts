import type { WatchHistoryLine } from "@veille/shared/api/watch-history";
import { Words } from "@veille/shared/api/common";
import { z } from "zod";
import { type Context, keyOf } from "../context.ts";
import { iso } from "../platform/clock.ts";
import { knownPeople } from "./people.ts";

/** What the prelude of the scripts notes of a template (`w`, `t`) or a shift (`d`, `s`, `e`, `days`). */
const Said = z.object({ k: z.string(), n: Words.nullable() });
const OfTemplate = z.object({ w: z.int(), t: z.string() });
const OfShift = z.object({ d: z.string(), s: z.number(), e: z.number(), days: z.boolean() });

type What = WatchHistoryLine["what"];

function detailsOf(text: string): Pick<WatchHistoryLine, "kind" | "name" | "pattern" | "shift"> {
  const raw: unknown = text === "" ? null : JSON.parse(text);
  const said = Said.safeParse(raw).data;
  const template = OfTemplate.safeParse(raw).data;
  const shift = OfShift.safeParse(raw).data;
  return {
    kind: said?.k ?? null,
    name: said?.n ?? null,
    pattern: template ? { weekday: template.w, start: template.t } : null,
    shift: shift ? { date: shift.d, start: iso(shift.s), end: iso(shift.e), ofDays: shift.days } : null,
  };
}

/** What coordinators did, newest first; the scripts keep the last 500 lines. */
export async function loadHistory(ctx: Context): Promise<WatchHistoryLine[]> {
  const kept = (await ctx.redis.lrange(keyOf(ctx, "watch-history"), 0, -1)).map((line) => {
    const [at, by, what, of = "", ...said] = line.split("|");
    return { at: Number(at), by: Number(by), what: what as What, of, said: said.join("|") };
  });
  const people = await knownPeople(ctx, [...new Set(kept.map(({ by }) => by))]);
  return kept.reverse().map(({ at, by, what, of, said }) => {
    const known = people.get(by);
    const person = known ? { username: known.username, name: known.name } : null;
    return { at: iso(at), by, person, what, of, ...detailsOf(said) };
  });
}
