import type { DeferredPost, DeferPost, Target } from "@veille/shared/api/deferred-post";
import type { When } from "@veille/shared/api/when";
import { localOf } from "@veille/shared/time/wall-time";
import { uuidAt } from "../../support/chain.ts";
import type { Called, Who } from "../../support/service.ts";
import { alive, type Asked, broken, type Entry, minute, type Model, writtenOf } from "./promises.ts";
import type { World } from "./world.ts";

/** `opening`: the team's return; else so many minutes from now. */
export type Choice = "opening" | number;

export interface Deferral {
  who: number;
  type: Target["type"];
  topic: number;
  when: Choice;
  late: NonNullable<DeferPost["late"]>;
  ofTheTeam: boolean;
  copy: number;
}

const zone = "Europe/Paris";
function whenOf(world: World, choice: Choice): When {
  if (choice === "opening") return { opening: "team" };
  const local = localOf(world.chain.clock.now() + choice * minute, zone);
  return { moment: { local, zone, disambiguation: "later" } };
}

const fresh = (model: Model, name: string): string =>
  `${name} numéro ${model.owners.size + 1}, assez long pour que le forum le prenne.`;

const allowed = [200, 201, 202, 204, 400, 404, 409, 410];
async function ask(world: World, copy: number, asked: Pick<Asked, "method" | "path" | "body" | "as">): Promise<Called> {
  const answer = await world.call(copy, asked.method, asked.path, asked.as, asked.body);
  if (!allowed.includes(answer.status)) broken("whatever is asked is answered", asked, answer.status, answer.body);
  return answer;
}

export async function defer(world: World, model: Model, asked: Deferral): Promise<void> {
  const as = world.people[asked.who % world.people.length] as Who;
  const topicId = world.topics[asked.topic % world.topics.length] as number;
  const raw = fresh(model, "Texte");
  const title = fresh(model, "Titre");
  model.owners.set(raw, null);
  const targets: Record<Target["type"], [Target, string]> = {
    reply: [{ type: "reply", topicId, replyToPostId: null }, `topic_${topicId}`],
    topic: [{ type: "topic", title, categoryId: 3, tags: [] }, "new_topic"],
    message: [{ type: "message", title, recipients: ["sam"] }, "new_private_message"],
  };
  const [target, draftKey] = targets[asked.type];
  // a message to a person waits for a moment only
  const when = whenOf(world, asked.type === "message" && asked.when === "opening" ? 90 : asked.when);
  const kind = asked.ofTheTeam && world.kindVersion > 0 ? { kind: "team" } : {};
  const body = { raw, target, when, draftKey, late: asked.late, ...kind };
  const id = uuidAt(world.chain.clock.now());
  const request = { method: "PUT", path: `/v1/deferred-posts/${id}`, body, as };
  const { status, body: told } = await ask(world, asked.copy, request);
  if (status !== 201) {
    if (status !== 400 || asked.when !== "opening") broken("a good deferral is taken", request, status, told);
    return;
  }
  const lane = `${as.id} ${asked.type === "reply" ? topicId : "new"}`;
  const known = { id, author: as, lane, may: new Set([raw]), told: told as DeferredPost };
  const entry: Entry = { ...known, hurried: false, deleted: false, outWhenErased: 0, touched: true, last: null };
  model.entries.push(entry);
  model.owners.set(raw, entry);
  model.asked.push({ ...request, entry, gave: null });
}

export interface Act {
  which: number;
  copy: number;
  /** with the version before the present one, as a second tab would */
  stale: boolean;
}

const pick = (model: Model, which: number): Entry => {
  const all = alive(model);
  return all[which % all.length] as Entry;
};

/** The very change that was made last: asked again it is answered, and changes nothing. */
const isLast = ({ last, told }: Entry, asked: Pick<Asked, "path" | "body">, answered: DeferredPost): boolean =>
  last?.path === asked.path &&
  // with a draft or without, it is taken back
  (asked.path.endsWith("take-back") || JSON.stringify(last.body) === JSON.stringify(asked.body)) &&
  answered.version === told.version;

/** Asks for one change of one text; answers what was said where it was taken. */
async function change(
  world: World,
  model: Model,
  act: Act,
  entry: Entry,
  name: "PATCH" | "DELETE" | "publish-now" | "take-back" | "defer-again",
  more: object
): Promise<{ status: number; told: DeferredPost } | null> {
  const version = entry.told.version - (act.stale ? 1 : 0);
  const base = `/v1/deferred-posts/${entry.id}`;
  const body = { version, ...more };
  const requests = {
    PATCH: { method: "PATCH", path: base, body },
    DELETE: { method: "DELETE", path: `${base}?version=${version}`, body: undefined },
    "publish-now": { method: "POST", path: `${base}/publish-now`, body },
    "take-back": { method: "POST", path: `${base}/take-back`, body },
    "defer-again": { method: "POST", path: `${base}/defer-again`, body },
  };
  const request = { ...requests[name], as: entry.author };
  const before = entry.told;
  const { status, body: told } = await ask(world, act.copy, request);
  if (status >= 300) return null;
  if (act.stale && !isLast(entry, request, told as DeferredPost))
    broken("a change made of an older version is not taken", request, before, told);
  entry.touched = true;
  if (name === "DELETE") {
    entry.deleted = true;
    return { status, told: before };
  }
  const post = told as DeferredPost;
  const done = { ...request, entry, gave: post.version > version ? post.version : null };
  model.asked.push(done);
  if (done.gave !== null) entry.last = done;
  entry.told = post;
  return { status, told: post };
}

export async function edit(world: World, model: Model, act: Act): Promise<void> {
  const entry = pick(model, act.which);
  const raw = fresh(model, "Texte changé");
  model.owners.set(raw, entry);
  const done = await change(world, model, act, entry, "PATCH", { raw });
  if (!done) return;
  if (done.told.requested === null && done.status === 200) entry.may = new Set([raw]);
  else entry.may.add(raw);
}

export async function move(world: World, model: Model, act: Act, choice: Choice): Promise<void> {
  const entry = pick(model, act.which);
  const when = whenOf(world, entry.told.target.type === "message" && choice === "opening" ? 45 : choice);
  await change(world, model, act, entry, "PATCH", { when });
}

export async function publishNow(world: World, model: Model, act: Act): Promise<void> {
  const entry = pick(model, act.which);
  // it may be out before the answer is
  const before = entry.hurried;
  entry.hurried = true;
  const done = await change(world, model, act, entry, "publish-now", {});
  if (!done) entry.hurried = before;
}

export async function takeBack(world: World, model: Model, act: Act, draft: boolean): Promise<void> {
  await change(world, model, act, pick(model, act.which), "take-back", { draft });
}

export async function deferAgain(
  world: World,
  model: Model,
  act: Act,
  choice: Choice,
  otherText: boolean
): Promise<void> {
  const back = alive(model).filter(({ told }) => told.state === "given_back" || told.state === "taken_back");
  const entry = back[act.which % back.length] as Entry;
  const raw = otherText ? fresh(model, "Texte repris") : null;
  if (raw) model.owners.set(raw, entry);
  const when = whenOf(world, entry.told.target.type === "message" && choice === "opening" ? 30 : choice);
  const done = await change(world, model, act, entry, "defer-again", { when, ...(raw && { raw }) });
  if (!done) return;
  entry.hurried = false;
  entry.may = new Set([raw ?? done.told.raw]);
}

/** Only what has ended goes; what is under way is not erased. */
export async function erase(world: World, model: Model, act: Act): Promise<void> {
  const entry = pick(model, act.which);
  const done = await change(world, model, act, entry, "DELETE", {});
  if (!done) return;
  entry.outWhenErased = writtenOf(world, model, entry).length;
  const { state, dueAt } = done.told;
  const stillToCome = state === "waiting" && dueAt !== null && Date.parse(dueAt) > world.chain.clock.now();
  if (stillToCome && entry.outWhenErased === 0) broken("only what has ended is erased", done.told);
}

/** The answer was lost on the way and the browser asks again, perhaps days later. */
export async function repeat(world: World, model: Model, which: number, copy: number): Promise<void> {
  const asked = model.asked[which % model.asked.length] as Asked;
  const { entry, gave } = asked;
  const { status, body } = await ask(world, copy, asked);
  if (entry.deleted) {
    if (status < 300) broken("what was erased does not come back", asked, status, body);
    return;
  }
  if (entry.last === asked && gave !== null && status >= 300)
    broken("an honest retry is not refused", asked, status, body, entry.told);
  if (asked.method === "PUT" && status !== 200)
    broken("a creation sent again answers how it stands", asked, status, body);
  if (status < 300 && gave !== null && (body as DeferredPost).version !== entry.told.version)
    broken("asking again changes nothing", asked, body, entry.told);
  if (status < 300 && asked.path.endsWith("publish-now")) {
    entry.touched = true;
    entry.hurried = true;
  }
}
