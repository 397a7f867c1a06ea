import { Agent, request } from "node:http";
import type { ShiftPattern } from "@veille/shared/api/shift-template";
import type { ShiftAnswer } from "@veille/shared/api/watch";
import { shiftsOf } from "@veille/shared/time/shifts";
import { rounded } from "./figures.ts";
import { tokenOf } from "./load.ts";
import type { Stage } from "./stage.ts";

const people = 1_000;
const races = 100;
const team = 41;
const weeks = 25;
/** in races with standing orders among them: one in so many people */
const orderEvery = 20;
/** of these the last one has standing orders too */
const templates = ["lundis", "mardis", "mercredis", "jeudis"];

interface Answer {
  status: number;
  body: ShiftAnswer & {
    code?: string;
    present?: { free: number; maySignUp: boolean };
    taken?: string[];
    listed?: string[];
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 250 });

const once = (stage: Stage, method: string, path: string, token: string, sent?: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = sent === undefined ? "" : JSON.stringify(sent);
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(sent && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) }),
    };
    const call = request(stage.service + path, { method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const said = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(said || "{}") as Answer["body"] });
      });
    });
    call.on("error", reject);
    call.end(text);
  });

/** Asked again where a kept connection was closed under it, as a browser would: every one of these acts may be repeated. */
const ask: typeof once = (...asked) =>
  once(...asked).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "ECONNRESET") throw error;
    return once(...asked);
  });

/** One kind with a table, four templates of one place; answers the names of their shifts, by template. */
async function layTable(stage: Stage): Promise<Map<string, string[]>> {
  const token = tokenOf(stage, 2, { coordinator: true, groups: [team] });
  const put = async (path: string, sent: object) => {
    const { status, body } = await ask(stage, "PUT", path, token, sent);
    if (status > 201) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  };
  const names = {
    name: { fr: "Équipe", en: "Team" },
    sentence: null,
    groupId: team,
    groupName: "equipe",
    categoryIds: [],
  };
  await put("/v1/kinds/team", {
    ...{ version: 0, ...names, zone: "Europe/Paris", region: null, hours: null, closures: [] },
    ...{ holidays: { add: [], remove: [] }, usualDelay: null, step: 3, late: "next_opening", movedOn: "give_back" },
    ...{ offHoursLine: true, shown: true },
  });
  const shifts = new Map<string, string[]>();
  for (const [at, id] of templates.entries()) {
    await put(`/v1/shift-templates/${id}`, {
      ...{ version: 0, confirm: null, kind: "team", name: null, about: null, anchor: "2026-01-01", until: null },
      ...{ everyWeeks: 1, weekday: at + 1, start: "12:00", length: { end: "14:00" }, onHolidays: false, places: 1 },
    });
    const mine = (await stage.redis.zrange(`${stage.config.prefix}:watch-of-template:${id}`, "0", "-1")).slice(
      0,
      weeks
    );
    shifts.set(id, mine);
  }
  return shifts;
}

/** How often a place was given beyond the one there is, or somebody was not told how it stands. */
async function race(stage: Stage, shift: string, tokens: string[], withOrders: boolean): Promise<number> {
  const [template = "", date = ""] = shift.split(":");
  const answers = await Promise.all(
    tokens.map((token, at) =>
      withOrders && at % orderEvery === 0
        ? ask(stage, "PUT", `/v1/shift-templates/${template}/orders/me`, token, { until: date })
        : ask(stage, "PUT", `/v1/shifts/${shift}/sign-ups/me`, token)
    )
  );
  const got = answers.filter(({ status, body }) => status === 200 && (body.shift?.mine ?? body.taken?.includes(shift)));
  const told = answers.filter(
    ({ status, body }) =>
      (status === 409 && body.code === "shift_full" && body.present?.free === 0 && body.present.maySignUp) ||
      (status === 200 && body.listed?.includes(shift))
  );
  const kept = JSON.parse((await stage.redis.get(`${stage.config.prefix}:shift:${shift}`)) ?? "{}") as {
    people: unknown[];
  };
  return Math.abs(got.length - 1) + Math.abs(kept.people.length - 1) + (answers.length - got.length - told.length);
}

/** A year of shifts for 20 kinds and 10 templates each, in a process that has done it once; ms. */
function yearOfShifts(): number {
  const zones = ["Europe/Paris", "America/Martinique", "Pacific/Noumea", "Indian/Reunion"];
  const all = () => {
    let made = 0;
    for (let kind = 0; kind < 20; kind += 1) {
      for (let at = 0; at < 10; at += 1) {
        const pattern: ShiftPattern = {
          ...{ anchor: "2026-01-01", until: null, everyWeeks: 1, weekday: 1 + (at % 7), onHolidays: false },
          ...{ start: at % 2 === 0 ? "20:00" : "09:00", length: at % 5 === 0 ? { days: 7 } : { end: "08:00" } },
        };
        made += shiftsOf(pattern, zones[kind % zones.length] as string, "2026-01-01", "2026-12-31", () => false).length;
      }
    }
    return made;
  };
  if (all() < 10_000) throw new Error("a year of shifts is missing some");
  const before = performance.now();
  all();
  return performance.now() - before;
}

/** 1,000 people racing for one place, 100 times, a quarter of the races with standing orders among them. */
export async function watch(stage: Stage): Promise<Record<string, number>> {
  await stage.clear();
  await stage.startService();
  const shifts = await layTable(stage);
  let [run, doubles] = [0, 0];
  for (const [id, names] of shifts) {
    for (const shift of names) {
      if (run === races) break;
      // a token lives five minutes
      const tokens = Array.from({ length: people }, (_, at) => tokenOf(stage, 1_000 + at, { groups: [team] }));
      doubles += await race(stage, shift, tokens, id === templates.at(-1));
      run += 1;
    }
    console.error(`  ${run} races, ${doubles} doubles`);
  }
  await stage.stopService();
  agent.destroy();
  return { placeRaces: run, placeRaceDoubles: doubles, yearOfShiftsMs: rounded(yearOfShifts()) };
}
