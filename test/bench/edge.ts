import { createServer, type AddressInfo } from "node:net";
import { rounded, sleep } from "./figures.ts";
import { answersPerSecond, deferralsPerSecond, tokenOf } from "./load.ts";
import type { Stage } from "./stage.ts";

const seconds = 8;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function bareExpress(stage: Stage, bytes: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const child = await stage.startBare("express", { BENCH_PORT: String(port), BENCH_BYTES: bytes });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`${url}/same`).catch(() => null)) break;
    await sleep(50);
  }
  const stop = async () => {
    child.signal("SIGKILL");
    await child.dead;
  };
  return { url, stop };
}

/** Acknowledged deferrals a second beside Express with the same parser, token check and one SET of the same bytes. */
export async function defer(stage: Stage): Promise<{ deferVsBare: number }> {
  await stage.clear();
  await stage.startService();
  await deferralsPerSecond(stage, stage.service, 2);
  const ours = await deferralsPerSecond(stage, stage.service, seconds);
  await stage.stopService();
  await stage.clear();
  const bare = await bareExpress(stage, "");
  await deferralsPerSecond(stage, bare.url, 2);
  const theirs = await deferralsPerSecond(stage, bare.url, seconds);
  await bare.stop();
  console.error(`  ours ${Math.round(ours)}/s · bare ${Math.round(theirs)}/s`);
  return { deferVsBare: rounded(ours / theirs) };
}

async function makeKind(stage: Stage, id: string): Promise<void> {
  const hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "09:00", end: "12:00" },
    { weekday, start: "14:00", end: "18:00" },
  ]);
  const kind = {
    ...{
      version: 0,
      name: { fr: "Équipe", en: "Team" },
      sentence: null,
      groupId: null,
      groupName: null,
      categoryIds: [],
    },
    ...{ zone: "Europe/Paris", region: "FR", hours, closures: [], holidays: { add: [], remove: [] }, usualDelay: null },
    ...{ step: 1, late: "next_opening", movedOn: "give_back", offHoursLine: true, shown: true },
  };
  const headers = {
    Authorization: `Bearer ${tokenOf(stage, 2, { coordinator: true })}`,
    "Content-Type": "application/json",
  };
  const answer = await fetch(`${stage.service}/v1/kinds/${id}`, { method: "PUT", headers, body: JSON.stringify(kind) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** 200 answers with the availability, no If-None-Match, beside Express answering the same bytes. */
export async function availability(stage: Stage): Promise<{ availabilityVsExpress: number }> {
  await stage.clear();
  await stage.startService();
  for (const id of ["team", "experts", "platform"]) await makeKind(stage, id);
  const url = `${stage.service}/v1/availability`;
  const bytes = await (await fetch(url)).text();
  await answersPerSecond(url, 2);
  const ours = await answersPerSecond(url, seconds);
  await stage.stopService();
  const bare = await bareExpress(stage, bytes);
  await answersPerSecond(`${bare.url}/same`, 2);
  const theirs = await answersPerSecond(`${bare.url}/same`, seconds);
  await bare.stop();
  console.error(`  ours ${Math.round(ours)}/s · bare ${Math.round(theirs)}/s`);
  return { availabilityVsExpress: rounded(ours / theirs) };
}
