import { invalid, Refusal } from "../answers.ts";
import { iso } from "../clock.ts";
import type { Context } from "../context.ts";
import type { Draft, User } from "../rows.ts";
import { sentences } from "../sentences.ts";
import { clearDraft, draftOf, draftText, saveDraft, sequenceOf } from "./draft-rows.ts";
import { avatar } from "./post-json.ts";
import { type Call, coreRoutes } from "./route.ts";

export const draftRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["get", "/drafts.json", (call) => ({ drafts: own(call).map((draft) => listed(forum, call.me(), draft)) })],
    ["get", "/drafts/:key.json", get],
    ["post", "/drafts.json", save],
    ["delete", "/drafts/:key.json", remove],
  ]);

const own = (call: Call): Draft[] => call.forum.store.all("drafts").filter((draft) => draft.userId === call.me().id);

function get(call: Call): object {
  const key = String(call.request.params["key"]);
  const me = call.me();
  return { draft: draftOf(call.forum, me.id, key)?.data ?? null, draft_sequence: sequenceOf(call.forum, me.id, key) };
}

/** A key over 40 characters is answered like any other and kept nowhere: the core does the same. */
function save(call: Call): object {
  const { draft_key, data, sequence } = call.given;
  if (typeof draft_key !== "string") throw invalid("draft_key");
  const text = typeof data === "string" ? data : JSON.stringify(data);
  if (draft_key.length > 40) return { success: "OK", draft_sequence: 0 };
  const next = saveDraft(call.forum, call.me().id, draft_key, text, Number(sequence ?? 0), call.flag("force_save"));
  if (next === null) {
    throw new Refusal(409, {
      errors: [sentences.draftConflict],
      extras: { description: sentences.draftElsewhere },
    });
  }
  return { success: "OK", draft_sequence: next };
}

function remove(call: Call): object {
  clearDraft(call.forum, call.me().id, String(call.request.params["key"]), Number(call.given["sequence"] ?? 0));
  return { success: "OK" };
}

function listed(forum: Context, me: User, draft: Draft) {
  const topicId = Number(/^topic_(\d+)$/.exec(draft.key)?.[1]);
  const topic = Number.isNaN(topicId) ? undefined : forum.store.get("topics", topicId);
  const owner = topic ? forum.store.get("users", topic.userId)! : me;
  return {
    excerpt: draftText(draft).slice(0, 300),
    created_at: iso(draft.createdAt),
    draft_key: draft.key,
    sequence: draft.sequence,
    draft_username: me.username,
    avatar_template: avatar(me),
    data: draft.data,
    topic_id: topic?.id ?? null,
    username: owner.username,
    username_lower: owner.username.toLowerCase(),
    name: owner.name,
    user_id: me.id,
    title: topic?.title ?? null,
    ...(topic && { slug: topic.slug, category_id: topic.categoryId, archetype: topic.archetype }),
  };
}
