import type { Patch } from "@veille/service/deferred/record";
import * as store from "@veille/service/deferred/store";
import { contentHash, sealText, textOf } from "@veille/service/deferred/text";
import type { Stage } from "./stage.ts";

let made = 0;

/** A uuid version 7 (RFC 9562 §5.7), made now. */
export function uuid(): string {
  made += 1;
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = made.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${rest}`;
}

/** About a thousand characters, as people write. */
export const longText = (about: string): string =>
  `${"Une phrase comme on en écrit le soir. ".repeat(26)} ${about}`.slice(0, 1_000);

export interface Seed {
  author: number;
  topicId: number;
  /** a moment, instant in ms; without one it waits for the kind `team` */
  due?: number;
  /** the post that is answered; else the whole topic is */
  replyTo?: number;
  raw: string;
}

/** Keeps a text as a deferral would: the same script, the same sealing. Answers its id and how long the sealed text is. */
async function plant(
  { ctx }: Stage,
  { author, topicId, due, replyTo, raw }: Seed
): Promise<{ id: string; sealed: number }> {
  const id = uuid();
  const target = { type: "reply", topicId, replyToPostId: replyTo ?? null } as const;
  const text = textOf(raw, target, "Mon site affiche une erreur 500");
  const sealed = sealText(ctx.sealer, id, 1, text);
  const now = Date.now();
  const fields: Patch = {
    ...{ author, locale: "fr", state: "waiting", version: 1, generation: 1, sealed: 1, type: "reply", topic: topicId },
    ...{
      made: "0".repeat(32),
      hash: contentHash(text, { type: "reply", topic: topicId, replyTo }),
      draftKey: `topic_${topicId}`,
    },
    ...{ late: "next_opening", movedOn: "give_back", deferredAt: now, zone: "Europe/Paris" },
    ...(replyTo !== undefined && { replyTo }),
    ...(due === undefined
      ? { kind: "team", after: now, shown: now, bound: now + 10 * 86_400_000 }
      : { due, wall: "2026-11-30T09:00" }),
  };
  await store.make(
    ctx,
    id,
    10_000_000,
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
    sealed
  );
  return { id, sealed: sealed.length };
}

/** Many at once, 500 under way. */
export async function plantMany(
  stage: Stage,
  count: number,
  seedOf: (at: number) => Seed
): Promise<{ id: string; sealed: number }[]> {
  const planted: { id: string; sealed: number }[] = [];
  for (let from = 0; from < count; from += 500) {
    const batch = Array.from({ length: Math.min(500, count - from) }, (_, at) => plant(stage, seedOf(from + at)));
    planted.push(...(await Promise.all(batch)));
  }
  return planted;
}

/** People in the stand-in forum, each with an id. */
export async function makePeople(stage: Stage, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < count; at++) {
    const username = `b${Date.now().toString(36)}x${at}`;
    await stage.core("POST", "/users.json", "admin1", { username, email: `${username}@example.org`, active: true });
    const { user } = (await stage.core("GET", `/u/${username}.json`, "admin1")) as { user?: { id: number } };
    if (!user) throw new Error("nobody was made");
    ids.push(user.id);
  }
  return ids;
}

export async function makeTopic(stage: Stage, title: string): Promise<number> {
  const post = await stage.core("POST", "/posts.json", "lea", {
    title,
    raw: "Un premier message assez long pour le forum.",
    category: 2,
  });
  return Number(post["topic_id"]);
}
