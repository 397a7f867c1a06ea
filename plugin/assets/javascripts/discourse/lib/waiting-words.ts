// What becomes of waiting replies when moderators move, close, archive or delete. Numbers only.
import type { TopicWaiting } from "@veille/shared/api/moderation";
import { i18n } from "discourse-i18n";

/** An act that ends a topic. */
export type Ending = "close" | "archive" | "delete";

const counted = (key: string, count: number): string =>
  i18n(`veille.moderation.${key}`, { count });

/** « 1 réponse en attente sera rendue à la personne qui l’a écrite. » Null: nothing waits. */
export function endingWords(
  act: Ending,
  { total, homeIfClosed }: TopicWaiting
): string | null {
  const home = act === "delete" ? total : homeIfClosed;
  const others = total - home;
  const said = [
    home > 0 && counted("come_home", home),
    others > 0 && counted(home > 0 ? "others_appear" : "appear", others),
  ];
  return said.filter(Boolean).join(" ") || null;
}

/** The posts that are about to be moved. */
export interface Selection {
  postIds: number[];
  /** the first of the topic's posts among them: it is copied, and the original stays */
  firstPostId: number | undefined;
  everything: boolean;
}

export interface Moving {
  follow: number;
  stay: number;
  /** answer the whole topic, written since the first of these posts: a moderator may take them along */
  optional: number;
}

/** How many go with these posts, and how many stay. `along`: those that may go, do. */
export function moving(
  { total, wholeSince, byPost }: TopicWaiting,
  { postIds, firstPostId, everything }: Selection,
  along: boolean
): Moving {
  if (everything) {
    return { follow: total, stay: 0, optional: 0 };
  }
  const gone = new Set(postIds.filter((id) => id !== firstPostId));
  const answering = byPost
    .filter(({ postId }) => gone.has(postId))
    .reduce((sum, { count }) => sum + count, 0);
  const follow = answering + (along ? wholeSince : 0);
  return { follow, stay: total - follow, optional: wholeSince };
}

/** « 3 réponses en attente : 2 suivront ces messages, 1 reste dans ce sujet. » */
export function movingWords({ follow, stay }: Moving): string {
  if (follow === 0 || stay === 0) {
    return counted(follow === 0 ? "all_stay" : "all_follow", follow + stay);
  }
  return i18n("veille.moderation.both", {
    total: follow + stay,
    follow: counted("follow", follow),
    stay: counted("stay", stay),
  });
}
