import { z } from "zod";
import { KindAvailability } from "./availability.ts";
import { ForumId, Instant, KindId, LocalDate, Text, Version, Words } from "./common.ts";
import { KindFields } from "./kind.ts";

/** The questions, the preview, the topic that explains it; `done`: shown, nothing is asked any more. */
export const SetupStep = z.enum(["where", "who", "when", "words", "show", "topic", "done"]);
export type SetupStep = z.infer<typeof SetupStep>;

/**
 * `GET · PUT /v1/setup`: how far setting up came, so that it goes on there, on any device and for any coordinator. What
 * was answered is in the kind itself, which nobody sees before it is shown. Version 0: nobody has begun.
 */
export const Setup = z
  .strictObject({
    version: Version,
    step: SetupStep,
    kindId: KindId.nullable(),
    /** the topic as far as it is written; `topicId` once it is posted */
    topic: z
      .strictObject({
        title: Text.max(255),
        raw: Text.max(20_000),
        categoryId: ForumId.nullable(),
        topicId: ForumId.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Setup" });
export type Setup = z.infer<typeof Setup>;

/** `POST /v1/kinds/{id}/preview`: what a kind would be like; nothing is kept. */
export const KindPreviewAsked = KindFields.meta({ id: "KindPreviewAsked" });

export const KindPreview = z
  .strictObject({
    availability: KindAvailability,
    /** the next four; none for a kind without hours or that never shuts */
    openings: z.array(z.strictObject({ opensAt: Instant, closesAt: Instant })).max(4),
    /** as in a kind's `flags` */
    flags: z.array(z.string()),
    /** the region's public holidays of the next twelve months, whether they count here or not */
    holidays: z.array(z.strictObject({ date: LocalDate, name: Words, counts: z.boolean() })),
    /** years for which the region has no data: no day is taken for a holiday */
    unknownYears: z.array(z.int()),
  })
  .meta({ id: "KindPreview" });
export type KindPreview = z.infer<typeof KindPreview>;
