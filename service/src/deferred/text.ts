import { hash } from "node:crypto";
import type { Target } from "@veille/shared/api/deferred-post";
import { z } from "zod";
import type { Context } from "../context.ts";
import { SealError, type Sealer } from "../platform/sealing.ts";
import type { DeferredRecord } from "./record.ts";

/** What a person wrote; sealed before it reaches Redis. */
const Text = z.object({
  raw: z.string(),
  title: z.string().nullable(),
  tags: z.array(z.string()),
  recipients: z.array(z.string()),
  /** title of the topic that is answered, for lists */
  topicTitle: z.string().nullable(),
});
export type Text = z.infer<typeof Text>;

export function textOf(raw: string, target: Target, topicTitle: string | null): Text {
  return {
    raw,
    title: target.type === "reply" ? null : target.title,
    tags: target.type === "topic" ? target.tags : [],
    recipients: target.type === "message" ? target.recipients : [],
    topicTitle,
  };
}

/** What is left when the text is out: titles, so that the list can still name it. */
export const remainderOf = (text: Text): Text => ({ ...text, raw: "", tags: [], recipients: [] });

const about = (id: string, version: number): string => `${id}:${version}`;

export const sealText = (sealer: Sealer, id: string, version: number, text: Text): string =>
  sealer.seal(JSON.stringify(text), about(id, version));

/** @throws SealError */
export const openText = (sealer: Sealer, record: Pick<DeferredRecord, "id" | "sealed">, sealed: string): Text =>
  Text.parse(JSON.parse(sealer.open(sealed, about(record.id, record.sealed))));

const nothing: Text = { raw: "", title: "", tags: [], recipients: [], topicTitle: null };

/** Null where its key was not given: loud, and nobody else's text waits for that one. */
export function openIfKnown(
  ctx: Pick<Context, "sealer" | "health">,
  record: Pick<DeferredRecord, "id" | "sealed">,
  sealed: string
): Text | null {
  try {
    return openText(ctx.sealer, record, sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const what = "a text cannot be opened: the key it was sealed with belongs into VEILLE_SEAL_KEYS_OLD";
    ctx.health.set("text_unreadable", what);
    return null;
  }
}

/** What can be shown of it: nothing where its key was not given. */
export const showText = (
  ctx: Pick<Context, "sealer" | "health">,
  record: Pick<DeferredRecord, "id" | "sealed">,
  sealed: string
): Text => openIfKnown(ctx, record, sealed) ?? nothing;

type Place = { type: string; topic?: number | undefined; replyTo?: number | undefined; category?: number | undefined };

/** SHA-256 in hex over the JSON array [raw, title, categoryId, tags, topicId, replyToPostId, recipients]. */
export function contentHash(text: Text, place: Place): string {
  const whole = [
    text.raw,
    text.title,
    place.category ?? null,
    text.tags,
    place.topic ?? null,
    place.replyTo ?? null,
    text.recipients,
  ];
  return hash("sha256", JSON.stringify(whole), "hex");
}

/** A hash of anything that a client sent, to know it again. */
export const hashOf = (value: unknown): string => hash("sha256", JSON.stringify(value), "hex").slice(0, 32);

/** The pictures of a text, as they stand in it: `upload://…`, each once. */
export const picturesOf = (raw: string): string[] => [...new Set(raw.match(/upload:\/\/[A-Za-z0-9._-]+/g) ?? [])];
