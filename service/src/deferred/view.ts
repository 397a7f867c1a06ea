import type { DeferredPost, Target } from "@veille/shared/api/deferred-post";
import type { When } from "@veille/shared/api/when";
import type { Context } from "../context.ts";
import { iso } from "../platform/clock.ts";
import { dueAt, isFarAway, kindOf } from "./due.ts";
import type { DeferredRecord } from "./record.ts";
import type { Stored } from "./store.ts";
import { showText, type Text } from "./text.ts";
import { pauseOn, type PauseState } from "./topic.ts";

export function targetOf(record: DeferredRecord, text: Text): Target {
  const title = text.title ?? "";
  if (record.type === "topic") return { type: "topic", title, categoryId: record.category ?? null, tags: text.tags };
  if (record.type === "message") return { type: "message", title, recipients: text.recipients };
  return { type: "reply", topicId: record.at ?? record.topic ?? 0, replyToPostId: record.replyTo ?? null };
}

function whenOf(record: DeferredRecord): When {
  const { wall, zone, dis, kind = "", notBeforeWish } = record;
  if (wall !== undefined) return { moment: { local: wall, zone, ...(dis && { disambiguation: dis }) } };
  return { opening: kind, ...(notBeforeWish !== undefined && { notBefore: iso(notBeforeWish) }) };
}

const instant = (at: number | null | undefined): string | null => (at === null || at === undefined ? null : iso(at));

/** Forum sentences as kept: a JSON array, or nothing. */
export const errorsOf = (record: DeferredRecord): string[] =>
  record.errors ? (JSON.parse(record.errors) as string[]) : [];

/** What whoever asks for the author's view has at hand. */
export interface Known {
  paused?: PauseState | null;
  text?: Text;
}

/** What its author sees. What the caller knows is not looked up again. */
export async function toDeferredPost(
  ctx: Context,
  { record, sealed, history }: Stored,
  known: Known = {}
): Promise<DeferredPost> {
  const text = known.text ?? showText(ctx, record, sealed);
  const due = dueAt(record, await kindOf(ctx, record));
  const pause = known.paused === undefined ? await pauseOn(ctx, record) : known.paused;
  return {
    id: record.id,
    version: record.version,
    state: record.state,
    requested: record.wish === undefined || record.wish === "late" ? null : record.wish,
    target: targetOf(record, text),
    raw: text.raw,
    topicTitle: text.topicTitle,
    when: whenOf(record),
    dueAt: instant(due),
    zone: record.zone,
    late: record.late,
    movedOn: record.movedOn,
    draftKey: record.draftKey,
    deferredAt: iso(record.deferredAt),
    notBefore: instant(record.notBefore),
    reason: record.code === undefined ? null : { code: record.code, errors: errorsOf(record) },
    published:
      record.post === undefined
        ? null
        : { postId: record.post, topicId: record.postTopic ?? null, postNumber: record.postNumber ?? null },
    farAway: isFarAway(record, due),
    paused: pause && { until: iso(pause.until), reason: pause.reason },
    question: record.ask === undefined ? null : { newTopicId: record.ask },
    history,
  };
}
