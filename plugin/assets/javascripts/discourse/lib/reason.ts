import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { i18n } from "discourse-i18n";

type HistoryLine = DeferredPost["history"][number];

/** The sentence for a closed code; a code of a newer service gets the one that is true of all. */
function sentence(folder: string, code: string): string {
  const words: string = i18n(`veille.${folder}.${code}`);
  // the forum answers `[fr.veille…]` for what it has no words for
  return words.startsWith("[") ? i18n(`veille.${folder}.unknown`) : words;
}

/** Why a post waits, or came home. Null where there is nothing to say. */
export function reasonWords({ state, reason }: DeferredPost): string | null {
  const folder = folderOf[state === "waiting" ? "retried" : state];
  return reason && folder ? sentence(folder, reason.code) : null;
}

const folderOf: Record<string, string> = {
  giving_back: "returned",
  given_back: "returned",
  retried: "waits",
  held_back: "waits",
  paused: "paused.because",
};

/** What a line of the history says, and why. */
export function eventWords({ event, code }: HistoryLine): string {
  const folder = folderOf[event];
  const why = code && folder ? ` ${sentence(folder, code)}` : "";
  return (
    i18n(
      `veille.event.${code === "reply_target_gone" && event === "published" ? "published_in_topic" : event}`
    ) + why
  );
}

/** Why moderators let what waits in a topic wait longer. */
export const pauseReasonWords = (reason: string): string =>
  sentence("paused.because", reason);
