import { keyOf } from "@veille/service/context";
import { rounded, sleep } from "./figures.ts";
import { tokenOf } from "./load.ts";
import { makePeople, makeTopic, plantMany } from "./seeds.ts";
import type { Stage } from "./stage.ts";

const count = 200;
const itemMs = 20;
/** The stand-in's team, and the category in which it is asked. */
const team = 41;
const category = 2;
/** A look-ahead must have seen what is due, as it would have in life. */
const ahead = 28_000;

type Receipts = { receipts: { key: string; at: number }[] };

async function put(stage: Stage, path: string, token: string, body: object): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  return (await fetch(stage.service + path, { method: "PUT", headers, body: JSON.stringify(body) })).status;
}

async function namesOf(stage: Stage, people: number[]): Promise<string[]> {
  const users = await Promise.all(people.map((id) => stage.core("GET", `/admin/users/${id}.json`, "admin1")));
  return users.map(({ username }) => String(username));
}

const wall = (at: number) => new Date(at).toISOString().slice(11, 19);

/** The service has read what the forum can do; until then nobody is asked for hours. */
async function knowsOfCalm(stage: Stage): Promise<void> {
  const headers = { Authorization: `Bearer ${tokenOf(stage, 2, { groups: [team] })}` };
  for (let tries = 0; tries < 600; tries++) {
    if ((await fetch(`${stage.service}/v1/me/declared-hours`, { headers })).ok) return;
    await sleep(100);
  }
  throw new Error("the service never learnt what the forum can do");
}

/** 200 people of the team choose hours that begin together, and somebody has asked for help since. Answers who, and when. */
async function chooseHours(stage: Stage): Promise<{ people: number[]; begin: number }> {
  await stage.clear();
  const people = await makePeople(stage, count);
  const usernames = (await namesOf(stage, people)).join(",");
  await stage.core("PUT", `/groups/${team}/members.json`, "admin1", { usernames });
  await stage.startService();
  const words = { fr: "Équipe", en: "Team" };
  const kind = {
    ...{ version: 0, name: words, sentence: null, groupId: team, groupName: "equipe", categoryIds: [category] },
    ...{ zone: "Europe/Paris", region: null, hours: [], closures: [], holidays: { add: [], remove: [] } },
    ...{ usualDelay: null, step: 1, late: "next_opening", movedOn: "give_back", offHoursLine: true, shown: true },
  };
  const coordinator = tokenOf(stage, 1, { admin: true, coordinator: true });
  if ((await put(stage, "/v1/kinds/team", coordinator, kind)) !== 201) throw new Error("no kind was made");
  await knowsOfCalm(stage);
  const begin = Math.ceil((Date.now() + ahead) / 1000) * 1000;
  const window = { weekday: new Date(begin).getUTCDay() || 7, start: wall(begin), end: wall(begin + 7_200_000) };
  const hours = { version: 0, mode: "own", kind: null, windows: [window], zone: "UTC", shiftsLoud: true };
  for (const id of people) {
    const status = await put(stage, "/v1/me/declared-hours", tokenOf(stage, id, { groups: [team] }), hours);
    if (status > 202) throw new Error(`hours were not taken: ${status}`);
  }
  await makeTopic(stage, `Une demande de cette nuit ${begin}`);
  // the forum has everybody's: each is to be told again tomorrow only
  while ((await stage.redis.zcount(keyOf(stage.ctx, "calm-push"), "-inf", Date.now() + 3_600_000)) > 0) await sleep(50);
  if (Date.now() > begin - 5_000) throw new Error("choosing took too long to be measured");
  return { people, begin };
}

/** Until every digest stands and is known durably to do so; answers how long that took from `begin`, ms. */
async function digestsStand(stage: Stage, people: number[], begin: number): Promise<number> {
  const left = async () => {
    const pipeline = stage.redis.pipeline();
    for (const id of people) pipeline.hexists(keyOf(stage.ctx, "calm", id), "sent");
    return ((await pipeline.exec()) ?? []).filter(([, there]) => there !== 1).length;
  };
  for (let tries = 0; tries < 30_000; tries++) {
    if ((await left()) === 0) return Date.now() - begin;
    await sleep(20);
  }
  throw new Error(`${await left()} of ${people.length} digests did not go out`);
}

/** The same messages by a bare loop: batches of 20, each id stored durably. Answers how long it took, ms. */
async function bareDigests(stage: Stage, people: number[]): Promise<number> {
  await stage.clear();
  await stage.standIn("POST", "misbehave", { stage: "before", times: count, hold: itemMs });
  const bare = await stage.startBare("digests", { BENCH_NAMES: (await namesOf(stage, people)).join(",") });
  let took: string | null = null;
  while ((took = await stage.redis.get("bench:took")) === null) await sleep(20);
  bare.signal("SIGKILL");
  return Number(took);
}

/** 200 people opening in the same minute with the limiter off, beside a bare loop over the same messages. */
async function together(stage: Stage): Promise<number> {
  const { people, begin } = await chooseHours(stage);
  await stage.standIn("POST", "misbehave", { stage: "before", times: count, hold: itemMs });
  const ours = await digestsStand(stage, people, begin);
  await stage.stopService();
  const theirs = await bareDigests(stage, people);
  console.error(`  ${count} digests: ours ${ours} ms · bare ${theirs} ms`);
  return theirs / ours;
}

/** With the forum's limits on, texts due in that minute: the latest of them, s. */
async function meanwhile(stage: Stage): Promise<number> {
  const { people, begin } = await chooseHours(stage);
  const topicId = await makeTopic(stage, `Un sujet où l’on répond à l’heure ${begin}`);
  const dueOf = (at: number) => begin + at * 6_000;
  const texts = await plantMany(stage, 10, (at) => ({
    ...{ author: people[at] as number, topicId, due: dueOf(at), raw: `Une réponse à l’heure, numéro ${at}.` },
  }));
  await stage.standIn("PUT", "settings", { admin_calls_per_minute: 60, veille_calls_per_minute: 40 });
  try {
    for (let tries = 0; tries < 1_200; tries++) {
      const { receipts } = (await stage.standIn("GET", "receipts")) as Receipts;
      const delays = texts.map(({ id }, at) => {
        const arrived = receipts.find(({ key }) => key === `${id}-1`);
        return arrived ? arrived.at - dueOf(at) : null;
      });
      if (!delays.includes(null)) return Math.max(...(delays as number[])) / 1000;
      await sleep(200);
    }
    throw new Error("a text did not go out");
  } finally {
    await stage.standIn("PUT", "settings", { admin_calls_per_minute: 0, veille_calls_per_minute: 0 });
    await stage.stopService();
  }
}

/** What openings of many cost, and what they cost a text that is due meanwhile. */
export async function calm(stage: Stage): Promise<{ openingsVsBare: number; textDelaySeconds: number }> {
  return { openingsVsBare: rounded(await together(stage)), textDelaySeconds: rounded(await meanwhile(stage), 1) };
}
