import { readFeed } from "../../../src/moderation/feed.ts";
import { weekdays } from "../../support/chain.ts";
import { minute, type Model } from "./promises.ts";
import { changeHours, type Copy, type Door, type Mishap, type World } from "./world.ts";

/** Forward, or (negative) back, in minutes. */
export function passTime(world: World, model: Model, minutes: number): void {
  world.chain.clock.forward(Math.round(minutes * minute));
  if (minutes < 0) model.wentBack = true;
}

const day = (weekday: number, ...hours: [string, string][]) => hours.map(([start, end]) => ({ weekday, start, end }));
export const hours = {
  asBefore: weekdays,
  fridays: { ...weekdays, hours: day(5, ["10:00", "11:00"]) },
  nights: { ...weekdays, hours: [1, 2, 3, 4, 5, 6, 7].flatMap((one) => day(one, ["22:00", "02:30"])) },
  soon: {
    ...weekdays,
    hours: [1, 2, 3, 4, 5, 6, 7].flatMap((one) => day(one, ["08:05", "08:10"], ["12:00", "13:00"])),
  },
  none: { ...weekdays, hours: null },
  gone: null,
};
export type Hours = keyof typeof hours;

export async function setHours(world: World, model: Model, name: Hours): Promise<void> {
  model.hoursChanged = true;
  await changeHours(world, hours[name]);
}

const calls = {
  publications: "/veille/publications.json",
  outcomes: "/veille/publications/outcomes.json",
  cancel: "/veille/publications/cancel.json",
  giveBacks: "/veille/give-backs.json",
};

/** What a forum does to calls and items. */
export const misbehaviours = {
  "holds an item before it is begun": { stage: "before", hold: "until_released" },
  "holds an item inside its transaction": { stage: "inside", hold: "until_released" },
  "holds the answer after it was written": { stage: "after", hold: "until_released" },
  "cuts an item's call, and goes on": { stage: "inside", cut: true },
  "cuts the call after an item was written": { stage: "after", cut: true },
  "holds a whole call": { stage: "call", hold: "until_released" },
  "cuts a call unread": { stage: "call", cut: true },
  "answers a page of HTML": { stage: "call", answer: "html_502" },
  "says the key is too fast": { stage: "call", answer: "admin_limit" },
  "says the address is too fast": { stage: "call", answer: "ip_limit" },
} as const;
export type Misbehaviour = keyof typeof misbehaviours;

export function misbehave(world: World, name: Misbehaviour, call: keyof typeof calls, times: number): void {
  const rule = misbehaviours[name];
  world.chain.forum.misbehave({ ...rule, times, ...(rule.stage === "call" && { path: calls[call] }) });
}

export type Mood = "down" | "read-only" | "everything is approved first" | "authors are paced";
export function setMood(world: World, mood: Mood, on: boolean): void {
  const { forum } = world.chain;
  if (mood === "down") forum.misbehaviour.down = on;
  if (mood === "read-only") forum.settings.read_only = on;
  if (mood === "everything is approved first") forum.settings.approve_unless_allowed_groups = on ? "14" : "10";
  if (mood === "authors are paced") forum.settings.author_limits = on;
}

export type Moderation = "close" | "reopen" | "solve" | "unsolve" | "delete" | "recover" | "slow" | "fast";
/** Through the forum's own calls, so that they stand in its feed of changes. */
export async function moderate(world: World, act: Moderation, which: number): Promise<void> {
  const { forum } = world.chain;
  if (forum.misbehaviour.down) return;
  const topic = world.topics[which % world.topics.length] as number;
  const [post] = forum.store.all("posts").filter(({ topicId, number }) => topicId === topic && number === 1);
  const calls: Record<Moderation, [string, string, object]> = {
    close: ["PUT", `/t/${topic}/status.json`, { status: "closed", enabled: true }],
    reopen: ["PUT", `/t/${topic}/status.json`, { status: "closed", enabled: false }],
    solve: ["POST", "/solution/accept.json", { id: post?.id }],
    unsolve: ["POST", "/solution/unaccept.json", { id: post?.id }],
    delete: ["DELETE", `/t/${topic}.json`, {}],
    recover: ["PUT", `/t/${topic}/recover.json`, {}],
    slow: ["PUT", `/t/${topic}/slow_mode.json`, { seconds: 3_600 }],
    fast: ["PUT", `/t/${topic}/slow_mode.json`, { seconds: 0 }],
  };
  const [method, path, body] = calls[act];
  const headers = { "Api-Key": forum.keys.admin, "Api-Username": "admin1", "Content-Type": "application/json" };
  const answer = await fetch(forum.url + path, { method, headers, body: JSON.stringify(body) });
  world.trace.push(`    ${act} → ${answer.status}`);
}

/** Either copy reads what happened in the forum. */
export async function readChanges(world: World, copy: number): Promise<void> {
  await readFeed((world.copies[copy % 2] as Copy).service.ctx);
}

export type Judgement = "approve_post" | "reject_post" | "withdraw";
/** What moderators (or authors, of their own) do in the approval queue; a rejected one may still be approved. */
export async function judge(world: World, what: Judgement, which: number): Promise<void> {
  const { forum } = world.chain;
  const queue = forum.store.all("reviewables").filter(({ status }) => status === "pending" || status === "rejected");
  const row = queue[which % Math.max(1, queue.length)];
  if (!row || forum.misbehaviour.down || (what !== "approve_post" && row.status !== "pending")) return;
  const author = forum.store.get("users", row.userId)?.username ?? "";
  const headers = { "Api-Key": forum.keys.admin, "Api-Username": what === "withdraw" ? author : "modo" };
  const path = what === "withdraw" ? `/review/${row.id}.json` : `/review/${row.id}/perform/${what}.json?version=0`;
  const answer = await fetch(forum.url + path, { method: what === "withdraw" ? "DELETE" : "PUT", headers });
  world.trace.push(`    ${what} ${row.id} → ${answer.status}`);
}

/** A straggler, or whatever else the forum holds, goes on. */
export async function release(world: World): Promise<void> {
  const { misbehaviour } = world.chain.forum;
  misbehaviour.release();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Only the second copy's process stops; whose answers are lost may be either. */
export function mishap(world: World, copy: number, door: Door, what: Mishap): void {
  const { mishaps } = world.copies[what === "answer lost" ? copy % 2 : 1] as Copy;
  mishaps[door] = what;
}

export async function wake(world: World): Promise<void> {
  for (const copy of world.copies) copy.wake?.();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
