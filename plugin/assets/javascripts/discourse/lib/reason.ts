import type { DeferredPost } from "@veille/shared/api/deferred-post";
import type { RefusalCode, WaitCode } from "@veille/shared/api/forum";
import { i18n } from "discourse-i18n";

type Ours =
  | "late"
  | "kind_gone"
  | "no_opening"
  | "moved_on"
  | "rejected"
  | "review_expired"
  | "forum_away"
  | "cancelled";

/** Every code has a sentence in the locale files: why a post came home, and for some why it waits. */
const returned: Record<RefusalCode | WaitCode | Ours, 1> = {
  author_gone: 1,
  author_inactive: 1,
  author_staged: 1,
  author_anonymised: 1,
  author_suspended: 1,
  author_silenced: 1,
  topic_gone: 1,
  topic_unseen: 1,
  topic_closed: 1,
  topic_archived: 1,
  topic_solved: 1,
  reply_forbidden: 1,
  reply_target_gone: 1,
  category_gone: 1,
  category_forbidden: 1,
  refused: 1,
  topic_busy: 1,
  key_busy: 1,
  rate_limited: 1,
  read_only: 1,
  slow_mode: 1,
  too_many_replies: 1,
  daily_limit: 1,
  upload_gone: 1,
  forum_error: 1,
  late: 1,
  kind_gone: 1,
  no_opening: 1,
  moved_on: 1,
  rejected: 1,
  review_expired: 1,
  forum_away: 1,
  cancelled: 1,
};
const waits: Record<WaitCode | "late" | "refused" | "forum_away", 1> = {
  topic_busy: 1,
  key_busy: 1,
  rate_limited: 1,
  read_only: 1,
  slow_mode: 1,
  too_many_replies: 1,
  daily_limit: 1,
  upload_gone: 1,
  forum_error: 1,
  late: 1,
  refused: 1,
  forum_away: 1,
};
const published = { reply_target_gone: 1, after_all: 1 };
const folders = { returned, waits, published };

/** A code of a newer service gets the sentence that is true of all. */
function sentence(folder: keyof typeof folders, code: string): string {
  const known = code in folders[folder];
  return known || folder !== "published"
    ? i18n(`veille.${folder}.${known ? code : "unknown"}`)
    : "";
}

/** Why a post waits, or came home. Null where there is nothing to say. */
export function reasonWords({ state, reason }: DeferredPost): string | null {
  if (
    !reason ||
    state === "published" ||
    state === "taken_back" ||
    state === "in_review"
  ) {
    return null;
  }
  return sentence(
    state === "given_back" || state === "giving_back" ? "returned" : "waits",
    reason.code
  );
}

const folderOf: Partial<
  Record<DeferredPost["history"][number]["event"], keyof typeof folders>
> = {
  giving_back: "returned",
  given_back: "returned",
  retried: "waits",
  held_back: "waits",
  published: "published",
};

/** What a line of the history says, and why. */
export function eventWords({
  event,
  code,
}: DeferredPost["history"][number]): string {
  const folder = folderOf[event];
  return [
    i18n(`veille.event.${event}`),
    code && folder ? sentence(folder, code) : "",
  ]
    .join(" ")
    .trim();
}
