/** Drafts as the core keeps them: one a person and key, with a sequence that every change raises. */
import type { Context } from "../context.ts";
import type { Draft } from "../rows.ts";

const idOf = (userId: number, key: string): string => `${userId}:${key}`;

export const draftOf = (forum: Context, userId: number, key: string): Draft | undefined =>
  forum.store.get("drafts", idOf(userId, key));

export const sequenceOf = (forum: Context, userId: number, key: string): number =>
  forum.store.get("sequences", idOf(userId, key))?.sequence ?? 0;

/** The sequence after saving, or null: somebody saved another text since. */
export function saveDraft(
  forum: Context,
  userId: number,
  key: string,
  data: string,
  sequence: number,
  force = false
): number | null {
  const id = idOf(userId, key);
  const current = sequenceOf(forum, userId, key);
  const there = draftOf(forum, userId, key);
  if (there && sequence !== current && !force) return null;
  const next = there ? current + 1 : current;
  forum.store.transaction(() => {
    if (there) forum.store.put("sequences", { id, sequence: next });
    forum.store.put("drafts", {
      id,
      userId,
      key,
      data,
      sequence: next,
      createdAt: there?.createdAt ?? forum.clock.now(),
    });
  });
  return next;
}

/** Takes the draft away and raises the sequence, as a publication does. */
export function endDraft(forum: Context, userId: number, key: string): void {
  const id = idOf(userId, key);
  forum.store.transaction(() => {
    forum.store.put("sequences", { id, sequence: sequenceOf(forum, userId, key) + 1 });
    forum.store.remove("drafts", id);
  });
}

/** Takes the draft away where the sequence is the present one; else nothing happens, silently, as in the core. */
export function clearDraft(forum: Context, userId: number, key: string, sequence: number): void {
  if (sequence === sequenceOf(forum, userId, key)) forum.store.remove("drafts", idOf(userId, key));
}

/** The text that a draft's data holds; empty where it can't be read. */
export function draftText(draft: Draft | undefined): string {
  try {
    const { reply } = JSON.parse(draft?.data ?? "{}") as { reply?: unknown };
    return typeof reply === "string" ? reply : "";
  } catch {
    return "";
  }
}
