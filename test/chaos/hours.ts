import type { PutKind } from "@veille/shared/api/kind";
import { setTimeout as pause } from "node:timers/promises";
import type { Http, Person } from "./http.ts";

const wall = (at: number): string => new Date(at).toISOString().slice(11, 19);
const period = 5_000;
const windows = 100;

/** Openings of two seconds every five, for the next eight minutes. */
function hoursFrom(now: number): PutKind["hours"] {
  const first = Math.floor(now / period) * period - 2 * period;
  return Array.from({ length: windows }, (_, at) => {
    const start = first + at * period;
    return { weekday: new Date(start).getUTCDay() || 7, start: wall(start), end: wall(start + 2_000) };
  });
}

const kindOf = (version: number, late: PutKind["late"]): PutKind => ({
  version,
  name: { fr: "Réponse de l’équipe", en: "Answer by the team" },
  sentence: null,
  groupId: null,
  groupName: null,
  categoryIds: [],
  zone: "Etc/UTC",
  region: null,
  hours: hoursFrom(Date.now()),
  closures: [],
  holidays: { add: [], remove: [] },
  usualDelay: null,
  step: 1,
  late,
  movedOn: "give_back",
  offHoursLine: true,
  shown: true,
  urgent: null,
});

/** The kinds of help that texts wait for. */
export const kinds = { prompt: "publish", patient: "next_opening", strict: "give_back" } as const;
export type KindName = keyof typeof kinds;

/** Makes the kinds, or writes their hours anew. False where the service did not answer for one. */
export async function setHours(http: Http, coordinator: Person): Promise<boolean> {
  const list = await http.service("GET", "/v1/kinds", coordinator, undefined, true);
  if (list?.status !== 200) return false;
  const there = list.body.kinds as { id: string; version: number }[];
  for (const [id, late] of Object.entries(kinds)) {
    const version = there.find((kind) => kind.id === id)?.version ?? 0;
    const answer = await http.service("PUT", `/v1/kinds/${id}`, coordinator, kindOf(version, late), true);
    if (answer === null || answer.status > 201) return false;
  }
  return true;
}

/** Changes the hours every so often until `over`: a week's openings would be far away otherwise. */
export async function keepHours(http: Http, coordinator: Person, over: () => boolean): Promise<void> {
  while (!over()) {
    const done = await setHours(http, coordinator);
    for (let waited = 0; waited < (done ? 60_000 : 1_000) && !over(); waited += 500) await pause(500);
  }
}
