import type { GiveBackItem, GiveBackOutcome } from "@veille/shared/api/forum";
import type { Context } from "../context.ts";
import { draftOf, saveDraft, sequenceOf } from "../core/draft-rows.ts";
import { addPost, addTopic } from "../core/write.ts";
import type { User } from "../rows.ts";
import { userNamed } from "../state.ts";
import { bury, isStranger, placeOf } from "./rows.ts";

/** Tombstone, draft where free and message: all three or none; done before: said so. Also for a suspended author. */
export function giveBack(forum: Context, item: GiveBackItem): GiveBackOutcome {
  const { store } = forum;
  if (forum.busy.keys.has(item.key)) return answer(item, { outcome: "busy" });
  return store.transaction(() => {
    const row = store.get("publications", item.key);
    if (row && isStranger(row, item)) return answer(item, { outcome: "key_conflict" });
    if (row?.postId != null) return answer(item, { outcome: "published", ...placeOf(forum, row.postId) });
    if (row?.gaveBack) return answer(item, { outcome: "existing", ...row.gaveBack });
    const buried = bury(forum, item);
    const author = store.get("users", item.userId);
    if (!author) return answer(item, { outcome: "refused", code: "author_gone" });
    if (author.anonymised) return answer(item, { outcome: "refused", code: "author_anonymised" });
    const gaveBack = { draftKept: keepDraft(forum, author, item), messageTopicId: tell(forum, author, item) };
    store.put("publications", { ...buried, gaveBack });
    return answer(item, { outcome: "created", ...gaveBack });
  });
}

const answer = (
  { key }: GiveBackItem,
  fields: Partial<GiveBackOutcome> & Pick<GiveBackOutcome, "outcome">
): GiveBackOutcome => ({
  draftKept: false,
  messageTopicId: null,
  postId: null,
  topicId: null,
  postNumber: null,
  code: null,
  ...fields,
  key,
});

/** Somebody's own newer draft is never overwritten. */
function keepDraft(forum: Context, author: User, { draft }: GiveBackItem): boolean {
  if (!draft || draftOf(forum, author.id, draft.key)) return false;
  return saveDraft(forum, author.id, draft.key, draft.data, sequenceOf(forum, author.id, draft.key)) !== null;
}

function tell(forum: Context, author: User, { message }: GiveBackItem): number | null {
  if (!message) return null;
  const bot = userNamed(forum.store, forum.settings.veille_bot_username)!;
  const topic = addTopic(forum, bot, { title: message.title }, null, { users: [bot.id, author.id], groups: [] });
  for (const raw of message.posts) addPost(forum, topic, bot, raw);
  return topic.id;
}
